"""The card of one member of staff: what papers print of them, and what they may do."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.people import PHONE_CHANNELS, Role, StaffMember
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role as TextRole
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.choices import ChoiceField, check_box
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import LineField, ReadField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, row
from clinicdesk.ui.wording import channel_name, upper_first

COLUMNS = 5


def read_year(text: str) -> int:
    """Return the year typed, 0 where nothing was. Raises InvalidInput for anything else."""
    if not text.strip():
        return 0
    if not text.strip().isascii() or not text.strip().isdigit():
        raise InvalidInput(marked("Write the year as four digits, such as 2012."), field="since")
    return int(text)


class MemberCard(Card):
    """Fields of one member; ``saved`` and ``closed`` tell what a person decided."""

    saved = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, roles: list[tuple[Role, str]]) -> None:
        """Make the fields; they show nobody yet."""
        t, look = desk.t, desk.look
        super().__init__(t("What papers say of them"))
        self._desk = desk
        self._member: StaffMember | None = None
        self._titles = desk.services.catalogue.choices("titles", t.language)
        titles = [("", t("not said")), *self._titles.items()]
        self.name = LineField(look, t, t("Name"), limit=120)
        self.role = ChoiceField(look, t, t("Role"), roles)
        self.dentist = check_box(t("Dentist"))
        self.title_choice = ChoiceField(look, t, t("What they do"), titles)
        self.own_title = LineField(look, t, t("or in your own words, printed as typed"), limit=80)
        self.since = ReadField(look, t, t("In practice since"), read_year, limit=4)
        self.phone = LineField(look, t, t("Direct phone"), limit=40, left_to_right=True)
        served = [("", t("calls only")), *((key, channel_name(t, key)) for key in PHONE_CHANNELS)]
        self.channel = ChoiceField(look, t, t("The phone also serves"), served)
        self.languages = {
            code: check_box(upper_first(t.formats.language_name(code))) for code in DOCUMENT_LANGUAGES
        }
        self.group = FieldGroup(
            t, name=self.name, role=self.role, title=self.own_title, since=self.since, phone=self.phone
        )
        self.save = Button(look, t("Save"), kind="primary")
        self.cancel = Button(look, t("Cancel"))
        self.save.clicked.connect(self.store)
        self.cancel.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._desk.t
        for pair in (
            (self.name, self.role),
            (self.title_choice, self.own_title),
            (self.phone, self.channel),
            (self.since, self.dentist),
        ):
            line = row(*pair, spacing=20)
            line.setStretch(0, 1)
            line.setStretch(1, 1)
            self.column.addLayout(line)
        self.column.addWidget(label(t("Speaks"), TextRole.LABEL, tone="t3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, box in enumerate(self.languages.values()):
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        self.column.addLayout(grid)
        self.column.addLayout(row(self.save, self.cancel, None))

    def show_member(self, member: StaffMember) -> None:
        """Show a member, with the focus in the name."""
        self._member = member
        known = member.title in self._titles
        self.name.set_text(member.name)
        self.role.set_value(member.role)
        self.dentist.setChecked(member.dentist)
        self.title_choice.set_value(member.title if known else "")
        self.own_title.set_text("" if known else member.title)
        self.since.set_text(str(member.since) if member.since else "")
        self.phone.set_text(member.phone)
        self.channel.set_value(member.channel)
        for code, box in self.languages.items():
            box.setChecked(code in member.languages)
        for field in (self.name, self.own_title, self.since, self.phone):
            field.show_error("")
        self.name.setFocus()

    def store(self) -> None:
        """Store what was typed; a failure stays beside its field and nothing is lost."""
        if self._member is None or not self.since.check():
            return
        member = replace(
            self._member,
            name=self.name.value(),
            role=self.role.value(),
            dentist=self.dentist.isChecked(),
            title=self.own_title.value() or self.title_choice.value(),
            phone=self.phone.value(),
            channel=self.channel.value(),
            since=self.since.value(),
            languages=self._spoken(self._member),
        )
        edit = self._desk.services.staff.edit
        if self._desk.commands.do(edit, member, form=self.group, origin=self) is not None:
            self.saved.emit()

    def _spoken(self, member: StaffMember) -> tuple[str, ...]:
        """Return the languages ticked, in the order that they were known in, new ones last."""
        ticked = [code for code, box in self.languages.items() if box.isChecked()]
        kept = [code for code in member.languages if code in ticked]
        return tuple(dict.fromkeys([*kept, *ticked]))
