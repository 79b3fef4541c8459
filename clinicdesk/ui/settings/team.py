"""The section of the team: who works here, in which role, and who left."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.text import initials
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.member import MemberCard
from clinicdesk.ui.settings.section import Section
from clinicdesk.ui.theme import Role as TextRole
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import Chip, OwnerDisc
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, clear_layout, row

COLOURS = ("petrol", "violet", "green", "brown")


def role_words(desk: Desk) -> list[tuple[Role, str]]:
    """Return the roles with their words."""
    t = desk.t
    return [
        (Role.OWNER, t("Owner")),
        (Role.COORDINATOR, t("Coordinator")),
        (Role.FRONT_DESK, t("Front desk")),
    ]


class TeamSection(Section):
    """Everybody who works here; adding, changing and leaving act at once and can be undone."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk,
            t("Staff"),
            t("Each inquiry has one owner among them. Who leaves stays named on what they did."),
            saves=False,
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        people = Card(t("Who works here"))
        people.column.addLayout(self._grid)
        self.name = LineField(look, t, t("Name"), limit=120)
        self.role = ChoiceField(look, t, t("Role"), role_words(desk), chosen=Role.COORDINATOR)
        self.dentist = check_box(t("Dentist"))
        self.add_button = Button(look, t("Add"), icon="plus")
        self.add_button.clicked.connect(self._add)
        self.name.editor.returnPressed.connect(self._add)
        self._group = FieldGroup(t, name=self.name, role=self.role)
        new = Card(t("Somebody new"))
        line = row(self.name, self.role, self.dentist, self.add_button, spacing=16)
        line.setStretch(0, 2)
        line.setStretch(1, 1)
        new.column.addLayout(line)
        self.card = MemberCard(desk, role_words(desk))
        self.card.setVisible(False)
        self.card.saved.connect(self._changed)
        self.card.closed.connect(lambda: self.card.setVisible(False))
        self.body.add(people, self.card, new)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show everybody, those who left at the end."""
        clear_layout(self._grid)
        team: tuple[StaffMember, ...] = self.desk.services.staff.all(active=False)
        for place, member in enumerate(sorted(team, key=lambda one: not one.active)):
            for column, widget in enumerate(self._widgets(member)):
                self._grid.addWidget(widget, place, column)

    def _widgets(self, member: StaffMember) -> list[QWidget]:
        desk, t = self.desk, self.desk.t
        words = dict(role_words(desk))[member.role]
        title = desk.services.catalogue.text("titles", member.title, t.language)
        name = member.name
        disc = OwnerDisc(desk.look, initials(member.name), member.colour, member.name)
        told = t("{role}, {work}", role=words, work=title) if title else words
        what = label(told, TextRole.BODY, tone="t2")
        change = Button(desk.look, t("Change"), small=True)
        change.setAccessibleName(t("Change {name}", name=name))
        change.clicked.connect(partial(self.change, member))
        if member.active:
            leave = Button(desk.look, t("Left the clinic"), small=True)
            leave.clicked.connect(partial(self._act, desk.services.staff.retire, member.id))
            return [disc, label(name, TextRole.NAME), what, change, leave]
        back = Button(desk.look, t("Works here again"), small=True)
        back.clicked.connect(partial(self._act, desk.services.staff.bring_back, member.id))
        return [disc, label(name, TextRole.BODY, tone="t3"), Chip(desk.look, t("left")), change, back]

    def _add(self) -> None:
        dentist = self.dentist.isChecked()
        count = len(self.desk.services.staff.all(active=False))
        done = self.desk.commands.do(
            self.desk.services.staff.add,
            name=self.name.value(),
            role=self.role.value(),
            dentist=dentist,
            title="dentist" if dentist else "",
            colour=COLOURS[count % len(COLOURS)],
            form=self._group,
            origin=self,
        )
        if done is not None:
            self.name.set_text("")
            self.dentist.setChecked(False)
            self.show_stored()

    def change(self, member: StaffMember) -> None:
        """Open the member's card under the list."""
        self.card.setVisible(True)
        self.card.show_member(member)

    def _changed(self) -> None:
        self.card.setVisible(False)
        self.show_stored()

    def _act(self, function: object, subject: object, _clicked: bool = False) -> None:
        if self.desk.commands.do(function, subject, origin=self) is not None:  # type: ignore[arg-type]
            self.show_stored()
