"""Planned and done side by side as tooth charts at one scale; only teeth that differ are framed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.odontogram import read_geometry
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.lines import DoneLine, differing, marks_of
from clinicdesk.ui.treatments.trip import TripCase
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.odontogram import Odontogram
from clinicdesk.ui.widgets.planes import Plane, row

HEIGHT, NARROWEST = 158, 250


class Charts(QWidget):
    """The two charts; teeth chosen in the done one are those that the next added line is about."""

    letter_pressed = Signal(str)

    def __init__(self, desk: Desk, case: TripCase) -> None:
        """Show the plan; ``show_lines`` shows what was done."""
        super().__init__()
        self._desk, self._case = desk, case
        t, look = desk.t, desk.look
        shapes = json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8"))
        geometry = read_geometry(shapes)
        self.planned = Odontogram(look, t, geometry, t("Planned"), editable=False)
        self.done = Odontogram(look, t, geometry, t("Done"))
        self.done.letter_pressed.connect(self.letter_pressed)
        self.count = Chip(look, "", "orange")
        boxes = []
        for name, chart, hint in (
            (t("Planned"), self.planned, self._which()),
            (t("Done"), self.done, t("choose teeth, then add")),
        ):
            chart.setFixedHeight(look.theme.px(HEIGHT))
            chart.setMinimumWidth(look.theme.px(NARROWEST))
            box = Plane("panel", (12, 8, 12, 8), 4)
            head = row(label(name, Role.NAME), label(hint, Role.CAPTION, tone="t3"), None)
            if chart is self.done:
                head.addWidget(self.count)
            box.column.addLayout(head)
            box.add(chart)
            boxes.append(box)
        line = row(*boxes, spacing=14)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_lines(self, lines: Iterable[DoneLine]) -> None:
        """Draw what was done, and frame what differs from the plan."""
        own = list(lines)
        planned = marks_of(self._case, own, planned=True)
        done = marks_of(self._case, own)
        self.planned.show_marks(planned, absent=self._case.absent)
        apart = differing(planned, done)
        self.done.show_marks(done, absent=self._case.absent, framed=apart)
        t = self._desk.t
        self.count.show_as(t.n("{count} difference", "{count} differences", len(apart)), "orange")
        self.count.setVisible(bool(apart))

    def chosen(self) -> tuple[int, ...]:
        """Return the teeth chosen in the done chart."""
        return self.done.selection()

    def _which(self) -> str:
        t, case = self._desk.t, self._case
        if case.plan is None or case.trip is None:
            return t("no plan was issued")
        return t("revision {revision}, trip {trip}", revision=case.plan.revision, trip=case.trip.number)
