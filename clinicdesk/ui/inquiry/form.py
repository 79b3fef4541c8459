"""The fields of an inquiry, filled from a proposal or typed, and read into what the services take."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.inquiries import Found, Part
from clinicdesk.domain.messages import Channel
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Contact, ContactKind, Patient, StaffMember
from clinicdesk.domain.text import within_line
from clinicdesk.i18n.countries import LANGUAGES, likely_language
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.inquiry.channel_field import TextChoice
from clinicdesk.ui.inquiry.reading import channel_key, channel_words, language_of, read_amount, read_instant
from clinicdesk.ui.inquiry.rows import InquiryRow, RowState
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.field import Field
from clinicdesk.ui.widgets.fields import ChoiceField, LineField, PhoneField, ReadField
from clinicdesk.ui.wording import upper_first

USUAL_CHANNELS = (
    "whatsapp",
    "email",
    "website",
    "facebook",
    "messenger",
    "zalo",
    "line",
    "kakao",
    "telegram",
    "viber",
    "phone",
    "smilejet",
    "referral",
    "walk_in",
)
TOKENS = ("accent", "violet", "green", "orange", "red", "t2")
FIELD_ROWS: Mapping[str, str] = {
    "name": "name",
    "native_name": "name",
    "phone": "phone",
    "email": "email",
    "country": "country",
    "zone": "country",
    "language": "language",
    "treatment": "treatment",
    "travel_from": "travel",
    "travel_to": "travel",
    "value": "value",
    "channel": "channel",
    "reference": "channel",
    "preferred_channel": "write_by",
    "at": "came_in",
    "received_at": "came_in",
    "owner_id": "owner",
}
"""The line that takes each field of a service's failure."""


class InquiryForm(QObject):
    """All lines in their order; ``changed`` tells that a person typed or accepted something."""

    changed = Signal()

    def __init__(self, desk: Desk, staff: tuple[StaffMember, ...], channels: tuple[str, ...]) -> None:
        """Make empty fields; the coordinator is whoever works at the desk."""
        super().__init__()
        self._desk = desk
        self._staff = staff
        self._text = ""
        self._channels = channels
        clinic = desk.services.clinic.get()
        self._currencies = clinic.currencies
        self._currency = clinic.currency
        self._make_fields()
        t = desk.t
        self.rows: dict[str, InquiryRow] = {
            "name": InquiryRow(desk, t("Name"), self.name),
            "phone": InquiryRow(desk, t("Mobile"), self.phone),
            "email": InquiryRow(desk, t("Email"), self.email),
            "country": InquiryRow(desk, t("Country"), self.country),
            "language": InquiryRow(desk, t("Language"), self.language),
            "treatment": InquiryRow(desk, t("Treatment"), self.treatment),
            "travel": InquiryRow(desk, t("Can travel"), self.travel_from, self.travel_to),
            "value": InquiryRow(desk, t("Budget"), self.value),
            "channel": InquiryRow(desk, t("Channel, ref."), self.channel, self.reference),
            "write_by": InquiryRow(desk, t("Write by"), self.write_by),
            "came_in": InquiryRow(desk, t("Came in"), self.came_in),
            "owner": InquiryRow(desk, t("Coordinator"), self.owner),
        }
        for one in self.rows.values():
            one.changed.connect(self.changed)
        self.country.edited.connect(self._country_chosen)

    def _make_fields(self) -> None:
        desk = self._desk
        look, t, today = desk.look, desk.t, desk.today()
        formats = t.formats
        self.name = LineField(look, t, "", limit=200)
        self.phone = PhoneField(look, t, "", self._read_phone, limit=60)
        self.email = LineField(look, t, "", limit=200, left_to_right=True)
        self.country = ChoiceField(look, t, "", self._countries(), chosen="", typed=True)
        names = sorted((upper_first(formats.language_name(code)), code) for code in LANGUAGES)
        languages = [("", ""), *((code, name) for name, code in names)]
        self.language = ChoiceField(look, t, "", languages, chosen="", typed=True)
        self.treatment = LineField(look, t, "", limit=200)
        self.travel_from = DateField(look, t, "", today=today)
        self.travel_to = DateField(look, t, "", today=today)
        for field, hint in ((self.travel_from, t("first day")), (self.travel_to, t("last day"))):
            field.open_button.hide()
            field.editor.setPlaceholderText(hint)
        self.travel_from.set_name(t("Can travel from"))
        self.travel_to.set_name(t("Can travel until"))
        self.value: ReadField[Money | None] = ReadField(look, t, "", self._read_value, limit=40)
        offered = dict.fromkeys(
            (*self._channels, *(c for c in USUAL_CHANNELS if channel_words(t, c) not in self._channels))
        )
        self.channel = TextChoice(desk, t("Channel"), [channel_words(t, channel) for channel in offered])
        self.reference = LineField(look, t, "", hint=t("reference"), limit=80, left_to_right=True)
        self.reference.set_name(t("Reference"))
        writes = [("", ""), *((c.value, upper_first(channel_words(t, c.value))) for c in Channel)]
        self.write_by = ChoiceField(look, t, "", writes, chosen="")
        self.came_in: ReadField[datetime | None] = ReadField(
            look, t, "", self._read_instant, hint=t("now"), limit=40
        )
        people = [(None, t("Nobody yet")), *((member.id, member.name) for member in self._staff)]
        self.owner = ChoiceField(look, t, "", people, chosen=self._actor())

    # Proposals

    def propose(self, found: tuple[Found, ...], received_at: datetime | None, text: str) -> dict[str, int]:
        """Fill the lines that nobody typed into; return the number of each line that was recognised."""
        self._text = text
        best: dict[str, list[Found]] = {}
        for one in found:
            name = ROW_OF.get(one.part)
            if name is not None:
                best.setdefault(name, []).append(one)
        numbers: dict[str, int] = {}
        for name, row in self.rows.items():
            if row.state is RowState.TYPED:
                continue
            offered = best.get(name, [])
            if offered:
                numbers[name] = len(numbers) + 1
                self._fill(name, offered)
                sure = all(one.sure for one in offered)
                row.show_state(RowState.SURE if sure else RowState.GUESS, self._why(offered[0]))
            elif row.state is not RowState.EMPTY:
                self._clear(name)
                row.show_state(RowState.EMPTY)
            row.badge.show_number(numbers.get(name, 0), token_of(numbers.get(name, 0)))
        self._propose_time(received_at)
        self._propose_language(text)
        self._read_phone_again()
        return numbers

    def accept_all(self) -> None:
        """Accept every guess."""
        for row in self.rows.values():
            row.accept()

    def guesses(self) -> int:
        """How many lines still wait for a person."""
        return sum(row.state is RowState.GUESS for row in self.rows.values())

    def show_patient(self, patient: Patient) -> None:
        """Fill the lines from a record that is known."""
        self.name.set_text(patient.name)
        self.phone.set_text(patient.contact(ContactKind.PHONE))
        self.email.set_text(patient.contact(ContactKind.EMAIL))
        self.country.set_value(patient.country)
        self.language.set_value(patient.language)
        if patient.preferred_channel:
            self.write_by.set_value(patient.preferred_channel)
        if patient.owner_id is not None:
            self.owner.set_value(patient.owner_id)
        for name in ("name", "phone", "email", "country", "language", "write_by"):
            self.rows[name].show_state(RowState.TYPED, self._desk.t("from the record"))

    # Reading

    def check(self) -> bool:
        """Show what is wrong beside each field; return whether everything can be read."""
        fields = [field for row in self.rows.values() if row.counts for field in row.fields]
        wrong = [field for field in fields if not _is_empty_day(field) and not field.check()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure of a service beside the field it belongs to."""
        name = FIELD_ROWS.get(error.field)
        if name is None:
            return False
        fields = self.rows[name].fields
        second = error.field in {"travel_to", "reference"} and len(fields) > 1
        field = fields[1 if second else 0]
        field.show_error(self._desk.t.error(error))
        field.setFocus()
        return True

    def contacts(self) -> tuple[Contact, ...]:
        """Return the addresses that count, as typed."""
        found = []
        if self.rows["phone"].counts and self.phone.text().strip():
            found.append(Contact(ContactKind.PHONE, self.phone.text().strip()))
        if self.rows["email"].counts and self.email.value():
            found.append(Contact(ContactKind.EMAIL, self.email.value()))
        return tuple(found)

    def received_at(self) -> datetime | None:
        """Return when the message came in, None for now or what cannot be read."""
        try:
            return self.came_in.value() if self.rows["came_in"].counts else None
        except ClinicError:
            return None

    def country_code(self) -> str:
        """Return the country chosen, empty for none."""
        try:
            return str(self.country.value()) if self.rows["country"].counts else ""
        except ClinicError:
            return ""

    def facts(self) -> dict[str, Any]:
        """Return everything that counts as ``leads.receive`` takes it. Raises ClinicError."""
        kept = {name for name, row in self.rows.items() if row.counts}
        facts: dict[str, Any] = {"contacts": self.contacts(), "lead_owner_id": self.owner.value()}
        facts["owner_id"] = facts["lead_owner_id"]
        facts["channel"] = channel_key(self.channel.value(), self._channels) if "channel" in kept else ""
        facts["reference"] = self.reference.value() if "channel" in kept else ""
        if "name" in kept:
            facts["name"] = within_line(self.name.value(), "name")
        for name, field in (("country", self.country), ("language", self.language)):
            if name in kept and field.value():
                facts[name] = field.value()
        if "write_by" in kept and self.write_by.value():
            facts["preferred_channel"] = self.write_by.value()
        if "treatment" in kept:
            facts["treatment"] = self.treatment.value()
        if "travel" in kept:
            facts["travel_from"] = self.travel_from.day_or_none()
            facts["travel_to"] = self.travel_to.day_or_none()
        if "value" in kept:
            facts["value"] = self.value.value()
        facts["received_at"] = self.came_in.value() if "came_in" in kept else None
        return facts

    # Steps

    def _countries(self) -> list[tuple[str, str]]:
        territories = self._desk.t.formats.locale.territories
        named = sorted(
            (name, code) for code, name in territories.items() if len(code) == 2 and code not in _NO_COUNTRY
        )
        return [("", ""), *((code, name) for name, code in named)]

    def _actor(self) -> int | None:
        by = self._desk.services.context.by
        known = [member.id for member in self._staff]
        return by if by in known else (known[0] if known else None)

    def _fill(self, name: str, offered: list[Found]) -> None:
        one = offered[0]
        if name == "phone":
            from clinicdesk.services.phones import pretty

            self.phone.set_text(pretty(one.value))
        elif name == "travel":
            self.travel_from.set_day(one.first_on)
            self.travel_to.set_day(one.last_on)
        elif name == "treatment":
            words = ", ".join(dict.fromkeys(each.value for each in offered))
            self.treatment.set_text(upper_first(words)[:200])
        elif name == "channel":
            self._fill_channel(offered)
        elif name in {"country", "write_by"}:
            choice = self.country if name == "country" else self.write_by
            choice.set_value(one.value)
        else:
            {"name": self.name, "email": self.email, "value": self.value}[name].set_text(one.value)

    def _fill_channel(self, offered: list[Found]) -> None:
        for one in offered:
            if one.part is Part.REFERENCE:
                self.reference.set_text(one.value)
            else:
                self.channel.set_value(one.value)

    def _clear(self, name: str) -> None:
        for field in self.rows[name].fields:
            if isinstance(field, DateField):
                field.set_day(None)
            elif isinstance(field, LineField):
                field.set_text("")
            elif isinstance(field, (ChoiceField, TextChoice)) and name != "owner":
                field.set_value("")
            field.show_error("")

    def _propose_time(self, received_at: datetime | None) -> None:
        row = self.rows["came_in"]
        if row.state is RowState.TYPED:
            return
        if received_at is None or received_at > self._desk.now():
            self.came_in.set_text("")
            row.show_state(RowState.EMPTY)
            return
        local = self._desk.local(received_at)
        formats = self._desk.t.formats
        self.came_in.set_text(f"{formats.date(local.date(), 'numeric')} {formats.time(local)}")
        row.show_state(RowState.SURE, self._desk.t("from the message, clinic time"))

    def _propose_language(self, text: str) -> None:
        row = self.rows["language"]
        if row.state is RowState.TYPED:
            return
        t, script = self._desk.t, language_of(text)
        likely = likely_language(self.country_code() or self._guessed_country())
        language = script or (likely if likely in LANGUAGES else "")
        self.language.set_value(language)
        if script:
            row.show_state(RowState.SURE, t("the script of the message"))
        elif language:
            row.show_state(RowState.GUESS, t("likely in this country"))
        else:
            row.show_state(RowState.EMPTY)

    def _guessed_country(self) -> str:
        try:
            return str(self.country.value())
        except ClinicError:
            return ""

    def _why(self, one: Found) -> str:
        data = dict(one.data)
        if "country" in data:
            data["country"] = self._desk.t.formats.country(str(data["country"]))
        return self._desk.t(one.why, **data) if one.why else ""

    def _read_phone(self, text: str) -> str:
        from clinicdesk.services.phones import parse

        return parse(text, self.country_code(), field="phone") if text.strip() else ""

    def _read_phone_again(self) -> None:
        if self.phone.text() and (self.rows["phone"].state is RowState.TYPED or self.phone.complaint):
            self.phone.check()

    def _country_chosen(self) -> None:
        self._read_phone_again()
        self._propose_language(self._text)

    def _read_value(self, text: str) -> Money | None:
        return read_amount(text, self._currency, self._currencies, self._desk.t.language)

    def _read_instant(self, text: str) -> datetime | None:
        return read_instant(text, self._desk.now(), self._desk.zone, self._desk.t.language)


def _is_empty_day(field: Field) -> bool:
    return isinstance(field, DateField) and not field.text().strip()


def token_of(number: int) -> str:
    """Return the colour of a number; colour only helps, the number tells."""
    return TOKENS[(number - 1) % len(TOKENS)] if number else "t3"


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
ROW_OF: Mapping[Part, str] = {
    Part.NAME: "name",
    Part.PHONE: "phone",
    Part.EMAIL: "email",
    Part.COUNTRY: "country",
    Part.TREATMENT: "treatment",
    Part.TRAVEL: "travel",
    Part.BUDGET: "value",
    Part.CHANNEL: "channel",
    Part.REFERENCE: "channel",
    Part.WRITE_BY: "write_by",
}
