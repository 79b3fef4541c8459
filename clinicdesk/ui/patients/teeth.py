"""The middle of the record: teeth as they are, treatments with their guarantees, and the ideal return."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.odontogram import Mark, read_geometry
from clinicdesk.domain.record import RecordView, TreatmentRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.patients.words import month
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatment_words import MINOR, kind_words
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.labels import IconLabel, label, plain_tip
from clinicdesk.ui.widgets.odontogram import Odontogram
from clinicdesk.ui.widgets.painting import (
    draw_icon,
    draw_pixmap,
    draw_row_text,
    draw_state,
    mirrored,
)
from clinicdesk.ui.widgets.planes import Plane, Scroll, clear_layout, row, rule
from clinicdesk.ui.wording import upper_first

CHART_HEIGHT, ROW, HEAD = 212, 36, 25
MOST_ROWS = 24
Names = Callable[[str], str]


def marks_of(treatments: Iterable[TreatmentRow]) -> tuple[dict[int, tuple[Mark, ...]], frozenset[int]]:
    """Return what was done on each tooth, and the teeth that were taken out."""
    known = {mark.value: mark for mark in Mark}
    marks: dict[int, list[Mark]] = {}
    gone: set[int] = set()
    done = sorted(
        (one for one in treatments if one.done_on), key=lambda one: (one.done_on or date.min, one.id)
    )
    for one in done:
        mark = known.get(one.kind)
        for tooth in one.teeth if mark else ():
            if mark is Mark.REMOVAL:
                gone.add(tooth)
                marks.pop(tooth, None)
            elif mark is not None and mark not in marks.setdefault(tooth, []):
                gone.discard(tooth)
                marks[tooth].append(mark)
    return {tooth: tuple(own) for tooth, own in marks.items() if own}, frozenset(gone)


def teeth_words(teeth: tuple[int, ...]) -> str:
    """Return FDI numbers, neighbours joined: 16, 15, 14 is "16–14"."""
    parts: list[list[int]] = []
    for tooth in teeth:
        if parts and abs(tooth - parts[-1][-1]) == 1 and tooth // 10 == parts[-1][-1] // 10:
            parts[-1].append(tooth)
        else:
            parts.append([tooth])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


def next_check(treatment: TreatmentRow, today: date) -> date | None:
    """Return by when the next check-up keeps the guarantee; None where none is asked for."""
    if not treatment.check_months or treatment.done_on is None or treatment.guarantee_until is None:
        return None
    months = treatment.check_months
    while (due := add_months(treatment.done_on, months)) < today:
        months += treatment.check_months
    return min(due, treatment.guarantee_until)


class TreatmentLine(QWidget):
    """One treatment: sign, words, teeth, guarantee and its condition."""

    def __init__(self, desk: Desk, treatment: TreatmentRow, name: str) -> None:
        """Show a treatment under its ``name``."""
        super().__init__()
        self._desk, self._treatment, self._name = desk, treatment, name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        state, words = self._condition()
        self._state, self._words = state, words
        said = (name, teeth_words(treatment.teeth), self._guarantee(), words)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(plain_tip("\n".join(part for part in (name, treatment.material, words) if part)))

    def sizeHint(self) -> QSize:
        """36 high."""
        return QSize(400, self._desk.look.theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        theme, px = self._desk.look.theme, self._desk.look.theme.px
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        columns = places(self.width(), px(10))

        def put(part: tuple[int, int]) -> QRect:
            return mirrored(self.layoutDirection(), self.rect(), QRect(part[0], 0, part[1], self.height()))

        sign = put((px(10), px(20)))
        try:
            pixmap = self._desk.icons.treatment(Mark(self._treatment.kind), px(16), self.devicePixelRatioF())
            draw_pixmap(painter, sign, pixmap)
        except ValueError:
            draw_icon(painter, self._desk.look, sign, "dental", px(15), "t3")
        draw_row_text(painter, theme, put(columns[0]), self._name, Role.NAME, "t1")
        draw_row_text(painter, theme, put(columns[1]), teeth_words(self._treatment.teeth), Role.BODY, "t1")
        draw_row_text(painter, theme, put(columns[2]), self._guarantee(), Role.BODY, "t1")
        x, wide = columns[3]
        draw_state(painter, self._desk.look, put((x, px(16))), self._state, px(14))
        draw_row_text(painter, theme, put((x + px(22), wide - px(22))), self._words, Role.BODY, "t2")

    def _guarantee(self) -> str:
        until = self._treatment.guarantee_until
        if until is not None:
            return self._desk.t.formats.date(until, "medium")
        return "" if self._treatment.done_on is None else self._desk.t("none")

    def _condition(self) -> tuple[State, str]:
        t, treatment = self._desk.t, self._treatment
        if treatment.done_on is None:
            return State.WAITING, t("planned")
        check = next_check(treatment, self._desk.today())
        if check is not None:
            return State.LATER, t("check by {on}", on=t.formats.date(check, "medium"))
        done = t("done {on}", on=t.formats.date(treatment.done_on, "medium"))
        return State.DONE, done


def places(width: int, side: int) -> tuple[tuple[int, int], ...]:
    """Return where name, teeth, guarantee and condition stand in a row of ``width``."""
    start = side + 28
    room = width - start - side
    shares = (0.34, 0.15, 0.19, 0.32)
    found, x = [], float(start)
    for share in shares:
        found.append((round(x), round(room * share) - 8))
        x += room * share
    return tuple(found)


class TreatmentHead(QWidget):
    """The names of the columns."""

    def __init__(self, desk: Desk) -> None:
        """Make the line."""
        super().__init__()
        self._desk = desk
        self.setFixedHeight(desk.look.theme.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names."""
        t, theme = self._desk.t, self._desk.look.theme
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        names = (t("Treatment"), t("Teeth"), t("Guarantee to"), t("Condition"))
        for (x, wide), words in zip(places(self.width(), theme.px(10)), names, strict=True):
            place = mirrored(self.layoutDirection(), self.rect(), QRect(x, 0, wide, self.height()))
            draw_row_text(painter, theme, place, words, Role.LABEL, "t3")


class TeethColumn(Scroll):
    """Chart, table and return date of one patient."""

    return_asked = Signal(object)
    """The treatment whose ideal return is to be set by a person, or to follow its rule again."""

    def __init__(self, desk: Desk) -> None:
        """Make the chart from the shipped outlines; the table comes with a record."""
        super().__init__("surface", (18, 12, 18, 16), 8)
        self._desk = desk
        t, look = desk.t, desk.look
        shapes = json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8"))
        self.chart = Odontogram(look, t, read_geometry(shapes), t("Teeth"), editable=False)
        self.chart.setMinimumWidth(0)
        self.chart.setFixedHeight(look.theme.px(CHART_HEIGHT))
        self._after = label("", Role.BODY, tone="t2")
        self._by = label("", Role.BODY, tone="t2")
        self._table = Plane("card", (1, 1, 1, 1), 0)
        self._return = Plane("tint", (14, 10, 10, 10), 4)
        body = self.body.column
        body.addLayout(row(label(t("Teeth"), Role.SECTION), None, self._after))
        body.addWidget(self.chart)
        body.addSpacing(4)
        body.addLayout(row(label(t("Treatments and guarantees"), Role.SECTION), None, self._by))
        body.addWidget(self._table)
        body.addWidget(self._return)
        body.addStretch(1)

    def show_view(self, view: RecordView, name_of: Names) -> None:
        """Show a record; ``name_of`` words a procedure's code."""
        t = self._desk.t
        marks, gone = marks_of(view.treatments)
        self.chart.show_marks(marks, absent=(view.absent_teeth | gone) - set(marks))
        done = [one for one in view.treatments if one.done_on is not None]
        last = max((one.done_on for one in done if one.done_on), default=None)
        self._after.setText(t("after {on}", on=last) if last else t("nothing done here yet"))
        dentists = list(dict.fromkeys(one.dentist for one in done if one.dentist))
        self._by.setText(t("by {names}", names=dentists) if dentists else "")
        self._fill_table(view, name_of)
        self._fill_return(done, name_of)

    def _fill_table(self, view: RecordView, name_of: Names) -> None:
        clear_layout(self._table.column)
        major = [one for one in view.treatments if one.kind not in MINOR] or list(view.treatments)
        shown = _merged(major)
        if not shown:
            words = label(
                self._desk.t("A recorded treatment starts guarantees and recalls by itself."),
                Role.BODY,
                tone="t3",
            )
            words.setContentsMargins(12, 10, 12, 10)
            self._table.add(words)
            return
        self._table.add(TreatmentHead(self._desk))
        for one in shown[:MOST_ROWS]:
            self._table.add(rule(), TreatmentLine(self._desk, one, self._name(one, name_of)))

    def _fill_return(self, done: list[TreatmentRow], name_of: Names) -> None:
        clear_layout(self._return.column)
        today = self._desk.today()
        returning = [one for one in done if one.ideal_return_on is not None]
        ahead = [one for one in returning if one.ideal_return_on and one.ideal_return_on >= today]
        one = min(ahead, key=_return_key) if ahead else max(returning, key=_return_key, default=None)
        self._return.setVisible(one is not None)
        if one is None or one.ideal_return_on is None:
            return
        t = self._desk.t
        what = self._name(one, name_of)
        how = t("set by the dentist") if one.overridden else t("calculated from its rule")
        on = month(self._desk, one.ideal_return_on)
        words = t("Ideal return {month}, after {what}: {how}.", month=on, what=what, how=how)
        change = small(self._desk.look, t("Change"))
        change.clicked.connect(lambda: self.return_asked.emit(one))
        text = label(words, Role.BODY, wrap=True)
        line = row(IconLabel(self._desk.look, "repeat", token="accent"), text, change, spacing=10)
        line.setStretch(1, 1)
        self._return.column.addLayout(line)

    def _name(self, one: TreatmentRow, name_of: Names) -> str:
        named = one.title or (name_of(one.code) if one.code else "")
        return named or upper_first(kind_words(self._desk.t, one.kind))


def _return_key(one: TreatmentRow) -> date:
    return one.ideal_return_on or date.min


def _merged(rows: Iterable[TreatmentRow]) -> list[TreatmentRow]:
    """Put the teeth of one procedure of one day on one line, and leave out what stands twice."""
    merged: dict[tuple[object, ...], TreatmentRow] = {}
    for one in rows:
        key = (one.done_on, one.kind, one.code, one.title, one.guarantee_until)
        known = merged.get(key)
        if known is None:
            merged[key] = one
        else:
            merged[key] = replace(known, teeth=tuple(dict.fromkeys((*known.teeth, *one.teeth))))
    return list(merged.values())
