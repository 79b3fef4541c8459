"""What the signs of the matrix mean, each beside its word."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.completeness import Words
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.matrix_delegate import draw_cell
from clinicdesk.ui.settings.catalogue.matrix_words import STATES
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import draw_row_text, metrics, mirrored

SIGN, GAP = 25, 10


class Legend(QWidget):
    """The signs with their words, in one line."""

    def __init__(self, desk: Desk, states: Sequence[Words]) -> None:
        """Explain ``states``."""
        super().__init__()
        self._look = desk.look
        self._said = [(state, desk.t(STATES[state])) for state in states]
        self.setAccessibleName(desk.t.formats.items([words for _, words in self._said]))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as signs and words."""
        theme = self._look.theme
        measure = metrics(theme, Role.CAPTION)
        wide = sum(theme.px(SIGN) + measure.horizontalAdvance(words) + 1 for _, words in self._said)
        return QSize(wide + theme.px(GAP) * (len(self._said) - 1), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """May be cut in a narrow window; every cell says itself in its tooltip."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them from the leading edge."""
        theme, x = self._look.theme, 0
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        for state, words in self._said:
            sign = QRect(x, 0, theme.px(SIGN) - theme.px(4), self.height())
            draw_cell(painter, self._look, mirrored(self.layoutDirection(), self.rect(), sign), state)
            x += theme.px(SIGN)
            wide = metrics(theme, Role.CAPTION).horizontalAdvance(words) + 1
            place = mirrored(self.layoutDirection(), self.rect(), QRect(x, 0, wide, self.height()))
            draw_row_text(painter, theme, place, words, Role.CAPTION, "t2")
            x += wide + theme.px(GAP)
