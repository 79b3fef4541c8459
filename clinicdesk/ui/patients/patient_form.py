"""The form of a patient's own facts: names, place, languages, addresses, and what to be careful about."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.domain.messages import Channel
from clinicdesk.domain.people import Contact, ContactKind, Patient
from clinicdesk.i18n.countries import LANGUAGES
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.questions import QuestionDialog
from clinicdesk.ui.widgets.clinic_form import country_choices, zone_choices
from clinicdesk.ui.widgets.field import Field, FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField, LineField
from clinicdesk.ui.widgets.optional_day import OptionalDay
from clinicdesk.ui.widgets.planes import Scroll
from clinicdesk.ui.wording import channel_name, upper_first

WIDTH, HIGH = 680, 560
_ALWAYS = (ContactKind.PHONE, ContactKind.EMAIL)


class PatientDialog(QuestionDialog):
    """Shows the facts, saves them, and stays open with a sentence beside a field that cannot be used."""

    def __init__(self, desk: Desk, window: QWidget, patient: Patient) -> None:
        """Show ``patient``."""
        t = desk.t
        super().__init__(desk.look, t, t("Edit {name}", name=patient.name), t("Save"), parent=window)
        self._desk, self._patient = desk, patient
        px = desk.look.theme.px
        self.setFixedWidth(px(WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._contacts: list[tuple[ContactKind, LineField]] = []
        self._group = FieldGroup(t)
        self._scroll = Scroll("surface", (0, 0, 12, 4), 0)
        self._scroll.setFixedHeight(px(HIGH))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._scroll.body.column.addLayout(grid)
        self._scroll.body.column.addStretch(1)
        self._fill(grid)
        self.body.addWidget(self._scroll)
        self.accepts = self._save
        self._group["name"].setFocus()

    def field(self, name: str) -> Any:
        """Return the field of a fact by the name that services use."""
        return self._group[name]

    def _fill(self, grid: QGridLayout) -> None:
        place = 0
        for name, field, whole in self._fields():
            self._group.add(name, field)
            if whole and place % 2:
                place += 1
            grid.addWidget(field, place // 2, place % 2, 1, 2 if whole else 1)
            place += 2 if whole else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _fields(self) -> list[tuple[str, Field, bool]]:
        """Return the fields in their order: the service's name of each, and whether it takes a whole line."""
        desk, t, look, p = self._desk, self._desk.t, self._desk.look, self._patient

        def line(words: str, text: str, *, hint: str = "", plain: bool = False) -> LineField:
            return LineField(look, t, words, text=text, hint=hint, limit=200, left_to_right=plain)

        today, choices = desk.today(), self._choices()
        self._born = OptionalDay(look, t, t("Date of birth"), today=today, day=p.birth_on, latest=today)
        return [
            ("name", line(t("Name, as documents print it"), p.name), False),
            ("native_name", line(t("Name in their own script"), p.native_name), False),
            ("given_name", line(t("Given name"), p.given_name), False),
            ("family_name", line(t("Family name"), p.family_name), False),
            ("birth_on", self._born, False),
            ("sex", choices["sex"], False),
            ("country", choices["country"], False),
            ("city", line(t("City"), p.city), False),
            ("zone", choices["zone"], False),
            ("language", choices["language"], False),
            *self._contact_fields(),
            ("preferred_channel", choices["preferred_channel"], False),
            ("owner_id", choices["owner_id"], False),
            ("alert", line(t("Alert"), p.alert, hint=t("Penicillin allergy")), True),
            ("note", AreaField(look, t, t("About the patient"), text=p.note, lines=3), True),
            ("old_number", line(t("Number in the earlier program"), p.old_number, plain=True), False),
        ]

    def _choices(self) -> dict[str, Field]:
        desk, t, look, p = self._desk, self._desk.t, self._desk.look, self._patient
        languages = sorted((upper_first(t.formats.language_name(code)), code) for code in LANGUAGES)
        known = [("", t("not known")), *((code, words) for words, code in languages)]
        if p.language and p.language not in LANGUAGES:
            known.append((p.language, upper_first(t.formats.language_name(p.language))))
        ways = [("", t("not known")), *((c.value, upper_first(channel_name(t, c.value))) for c in Channel)]
        if p.preferred_channel and p.preferred_channel not in dict(ways):
            ways.append((p.preferred_channel, upper_first(channel_name(t, p.preferred_channel))))
        everybody = desk.services.staff.all(active=False)
        team = [m for m in everybody if m.active or m.id == p.owner_id]
        staff = [(None, t("nobody")), *((member.id, member.name) for member in team)]
        sexes = [("", t("not said")), ("f", t("female")), ("m", t("male")), ("x", t("other"))]
        countries = [("", t("not known")), *country_choices(t)]
        zones = [("", t("of the country")), *zone_choices()]
        for offered, kept in ((sexes, p.sex), (countries, p.country), (zones, p.zone)):
            # What an import brought stays as it is until somebody chooses something else.
            if kept not in dict(offered):
                offered.append((kept, kept))
        return {
            "sex": ChoiceField(look, t, t("Sex"), sexes, chosen=p.sex),
            "country": ChoiceField(look, t, t("Country"), countries, chosen=p.country, typed=True),
            "zone": ChoiceField(look, t, t("Time zone"), zones, chosen=p.zone, typed=True),
            "language": ChoiceField(look, t, t("Language"), known, chosen=p.language, typed=True),
            "preferred_channel": ChoiceField(look, t, t("Write by"), ways, chosen=p.preferred_channel),
            "owner_id": ChoiceField(look, t, t("Coordinator"), staff, chosen=p.owner_id),
        }

    def _contact_fields(self) -> list[tuple[str, Field, bool]]:
        t, look = self._desk.t, self._desk.look
        kept = list(self._patient.contacts)
        kept += [Contact(kind, "") for kind in _ALWAYS if kind not in {c.kind for c in kept}]
        fields: list[tuple[str, Field, bool]] = []
        seen: dict[ContactKind, int] = {}
        for contact in kept:
            words = upper_first(channel_name(t, contact.kind.value))
            field = LineField(look, t, words, text=contact.value, limit=200, left_to_right=True)
            self._contacts.append((contact.kind, field))
            number = seen[contact.kind] = seen.get(contact.kind, 0) + 1
            fields.append(
                (contact.kind.value if number == 1 else f"{contact.kind.value}-{number}", field, False)
            )
        return fields

    def _save(self) -> bool:
        self._group.clear()
        if not self._group.check():
            return False
        plain = ("name", "native_name", "given_name", "family_name", "sex", "country", "city")
        more = ("zone", "language", "preferred_channel", "owner_id", "alert", "note", "old_number")
        facts: dict[str, Any] = {name: self._group[name].value() for name in (*plain, *more)}
        facts["birth_on"] = self._born.day_or_none()
        if facts["country"] != self._patient.country and facts["zone"] == self._patient.zone:
            # The zone followed the country before; it follows it to the new one.
            facts["zone"] = ""
        facts["contacts"] = [Contact(kind, field.value()) for kind, field in self._contacts if field.value()]
        changed = {name: value for name, value in facts.items() if not self._same(name, value)}
        if not changed:
            return True
        edit = self._desk.services.patients.edit
        return self._desk.commands.do(edit, self._patient.id, form=self._group, **changed) is not None

    def _same(self, name: str, value: Any) -> bool:
        before = getattr(self._patient, name)
        return bool(list(before) == value if name == "contacts" else before == value)
