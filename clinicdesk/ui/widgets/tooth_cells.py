"""One tooth of the chart as screen readers find it: a check box with a name, without a picture of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


class ToothCell(QAbstractButton):
    """Lies over its tooth, lets the mouse through, and never has the focus: the chart has it for all."""

    pressed_by_reader = Signal(int)
    """A screen reader pressed it; carries the FDI number."""

    def __init__(self, chart: QWidget, tooth: int, *, checkable: bool) -> None:
        """Make the cell of ``tooth``; it is checkable where teeth can be chosen."""
        super().__init__(chart)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if checkable:
            self.clicked.connect(lambda: self.pressed_by_reader.emit(tooth))

    def nextCheckState(self) -> None:
        """Stay as the chart says."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing: the chart draws all teeth."""
