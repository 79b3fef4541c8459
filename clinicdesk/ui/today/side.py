"""The place beside the due list: how wide it is, and what stands there while no line is shown."""

from PySide6.QtWidgets import QWidget

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane

WIDTH, NARROW = 466, 440


def nothing_chosen(desk: Desk) -> QWidget:
    """Return what stands in the pane's place while no line is chosen."""
    plane = Plane("sunk", (18, 13, 18, 13))
    plane.add(label(desk.t("Choose a line to see what it needs."), tone="t3", wrap=True))
    plane.column.addStretch(1)
    return plane
