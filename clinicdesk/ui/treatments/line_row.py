"""One line of what was done, as a row of fields: tick, treatment, teeth, dentist, guarantee, difference."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.procedures import Scope
from clinicdesk.domain.teeth import compact, parse
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.lines import Against, DoneLine
from clinicdesk.ui.treatments.trip import TripCase
from clinicdesk.ui.widgets.buttons import IconButton
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import ChoiceField, LineField, TeethField
from clinicdesk.ui.widgets.labels import ElidedLabel, label

TEETH, DENTIST, GUARANTEE, AGAINST = 96, 158, 98, 186
YEARS = (0, 6, 12, 24, 36, 60, 84, 120)
TINTS = {Against.ADDED: "greent", Against.MOVED: "oranget", Against.PARTLY: "oranget"}


def months_words(t: Translator, months: int) -> str:
    """Return how long a guarantee is: "5 years", "6 months", "none"."""
    if not months:
        return t("none")
    if months % 12:
        return t.n("{count} month", "{count} months", months)
    return t.n("{count} year", "{count} years", months // 12)


class LineRow(QWidget):
    """The fields of one line; its tint says how it compares with the plan."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, desk: Desk, case: TripCase, line: DoneLine) -> None:
        """Show ``line``; an added one can be taken away."""
        super().__init__()
        self._desk, self._case, self._line = desk, case, line
        self._make_fields()
        self._lay_out()
        self._compare()

    def line(self) -> DoneLine:
        """Return the line as it stands; teeth that cannot be read stay as they were read last."""
        return self._line

    def check(self) -> bool:
        """Show what is wrong beside the fields; return whether the line can be recorded."""
        readable = not self.tick.isChecked() or self.teeth.check()
        if readable and self.tick.isChecked() and self._wants_teeth() and not self._line.teeth:
            self.teeth.show_error(self._desk.t("Name the teeth."))
            readable = False
        if self._line.needs_reason and not self.reason.value():
            self.reason.show_error(self._desk.t("Say why."))
            self.reason.setFocus()
            return False
        if not readable:
            self.teeth.setFocus()
        return readable

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint of the difference and the line below."""
        painter, theme = QPainter(self), self._desk.theme
        tint = TINTS.get(self._line.against)
        if tint:
            painter.fillRect(self.rect(), theme.brush(tint))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.brush("line"))

    def _make_fields(self) -> None:
        t, line, look = self._desk.t, self._line, self._desk.look
        self.tick = QCheckBox()
        self.tick.setAccessibleName(t("{title} was done", title=line.title))
        self.tick.setChecked(line.done)
        self.tick.setVisible(line.planned is not None)
        self.tick.toggled.connect(self._edit)
        self.sign = label()
        mark = self._case.mark_of(line.code)
        if mark is not None:
            self.sign.setPixmap(look.icons.treatment(mark, look.theme.px(16), self.devicePixelRatioF()))
        self.title = ElidedLabel(look, line.title, Role.NAME)
        self.teeth = TeethField(look, t, "", parse, text=compact(line.teeth), hint=self._area(), limit=400)
        self.teeth.set_name(t("Teeth of {title}", title=line.title))
        people: list[tuple[int | None, str]] = [(None, t("Not said"))]
        people += [(member.id, member.name) for member in self._case.dentists()]
        if line.dentist_id is not None and line.dentist_id not in dict(people):
            people += [(m.id, m.name) for m in self._case.staff if m.id == line.dentist_id]
        self.dentist = ChoiceField(look, t, "", people)
        self.dentist.set_name(t("Dentist of {title}", title=line.title))
        self.dentist.set_value(line.dentist_id)
        months = sorted({*YEARS, line.guarantee_months})
        self.guarantee = ChoiceField(look, t, "", [(m, months_words(t, m)) for m in months])
        self.guarantee.set_name(t("Guarantee on {title}", title=line.title))
        self.guarantee.set_value(line.guarantee_months)
        self.compared = StateLabel(look, State.DONE, "", Role.CAPTION)
        self.reason = LineField(look, t, "", hint=t("Why, such as gum to heal first"), limit=200)
        self.reason.set_name(t("Why {title} was not done as planned", title=line.title))
        self.reason.set_text(line.reason)
        self.remove = IconButton(look, "trash", t("Take {title} away", title=line.title), small=True)
        self.remove.setVisible(line.planned is None)
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        for field in (self.teeth, self.dentist, self.guarantee, self.reason):
            field.editor.setProperty("small", True)
            field.edited.connect(self._edit)

    def _area(self) -> str:
        """Return what stands where no teeth do: the area of the plan, or nothing."""
        planned = self._line.planned
        return planned.place.text if planned is not None and planned.place else ""

    def _scope(self) -> Scope | None:
        procedure = self._case.procedures.get(self._line.code)
        return procedure.scope if procedure is not None else None

    def _wants_teeth(self) -> bool:
        planned = self._line.planned
        return self._scope() is Scope.TEETH and not (planned and planned.area)

    def _edit(self) -> None:
        line = self._line
        try:
            chosen = self.teeth.value()
        except ClinicError:
            teeth = line.teeth
        else:
            teeth = chosen.teeth
        self._line = replace(
            line,
            done=self.tick.isChecked(),
            teeth=teeth,
            dentist_id=self.dentist.value(),
            guarantee_months=self.guarantee.value(),
            reason=self.reason.value(),
        )
        self._compare()
        self.edited.emit()

    def _compare(self) -> None:
        """Show how the line compares with the plan, and ask why where something was left."""
        line, t = self._line, self._desk.t
        against = line.against
        if against is Against.PLANNED:
            self.compared.show_state(State.DONE, t("as planned"))
        elif against is Against.ADDED:
            price = t("added, {price}", price=line.price) if line.price else t("added")
            self.compared.show_state(State.DONE, price)
        elif against is Against.MOVED:
            self.compared.show_state(State.RUNNING_OUT, self._later())
        elif line.left:
            self.compared.show_state(State.RUNNING_OUT, t("{teeth} not done", teeth=compact(line.left)))
        else:
            self.compared.show_state(State.LATER, t("more teeth than planned"))
        self.reason.setVisible(line.needs_reason)
        if not line.needs_reason:
            self.reason.show_error("")
        for field in (self.teeth, self.dentist, self.guarantee):
            field.setEnabled(line.done)
        self.title.set_text(line.title, "t1" if line.done else "t2")
        self.update()

    def _later(self) -> str:
        t, case = self._desk.t, self._case
        if case.later:
            return t("to trip {number}", number=case.later[0].number)
        return t("to a later trip")

    def _lay_out(self) -> None:
        px = self._desk.theme.px
        top = Qt.AlignmentFlag.AlignTop
        line = QHBoxLayout(self)
        line.setContentsMargins(px(10), px(6), px(10), px(7))
        line.setSpacing(px(8))
        first = self.tick if self._line.planned is not None else self.remove
        first.setFixedSize(px(28), px(28))
        line.addWidget(first, 0, top)
        self.sign.setFixedSize(px(20), px(28))
        line.addWidget(self.sign, 0, top)
        self.title.setFixedHeight(px(28))
        line.addWidget(self.title, 1, top)
        for field, wide in ((self.teeth, TEETH), (self.dentist, DENTIST), (self.guarantee, GUARANTEE)):
            field.setFixedWidth(px(wide))
            line.addWidget(field, 0, top)
        if self._scope() is Scope.NONE:
            self.teeth.editor.hide()
        side = QWidget()
        side.setFixedWidth(px(AGAINST))
        against = QVBoxLayout(side)
        against.setContentsMargins(0, 0, 0, 0)
        against.setSpacing(px(4))
        self.compared.setFixedHeight(px(28))
        against.addWidget(self.compared)
        against.addWidget(self.reason)
        line.addWidget(side, 0, top)
