"""The line of a plan as it will print, drawn by the document engine a moment after each change."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.pdf_pages import Drawn, draw
from clinicdesk.ui.widgets.planes import Plane

LEAST_HEIGHT = 30


class PrintedLine(Plane):
    """A white strip with one line of a plan; the newest change is drawn last."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty strip."""
        super().__init__("card", (12, 8, 12, 10), 4)
        self._desk = desk
        self._make: Callable[[], bytes] | None = None
        self._run = 0
        self.paper = LinePicture(desk)
        self.complaint = label("", Role.CAPTION, tone="red", wrap=True)
        self.complaint.hide()
        self.add(label(desk.t("Line as it will print"), Role.LABEL, tone="t3"), self.paper, self.complaint)
        self.paper.widened.connect(self._draw)

    def show_line(self, make: Callable[[], bytes]) -> None:
        """Draw what ``make`` returns; a worker calls it."""
        self._make = make
        self._draw()

    def _draw(self) -> None:
        make = self._make
        if make is None:
            return
        self._run += 1
        run, width = self._run, self.paper.picture_width()

        def job(_: Progress) -> Drawn:
            return draw(make(), 0, width)

        def shown(drawn: Drawn) -> None:
            if run == self._run:
                self.complaint.hide()
                self.paper.show_picture(drawn.picture)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                self._desk.commands.tell(error)
            elif run == self._run:
                self.complaint.setText(self._desk.t.error(error))
                self.complaint.show()

        self._desk.runner.run(job, shown, failed)


class LinePicture(QWidget):
    """A picture as wide as its place."""

    widened = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make it empty."""
        super().__init__()
        self._look = desk.look
        self._picture = QImage()
        self.setAccessibleName(desk.t("Line as it will print"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def picture_width(self) -> int:
        """Return how many device pixels wide the line is drawn."""
        return max(240, round(self.width() * self.devicePixelRatioF()))

    def show_picture(self, picture: QImage) -> None:
        """Show a line; the height follows."""
        self._picture = picture
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            self.widened.emit()

    def _fit(self) -> None:
        self.setFixedHeight(max(self._look.theme.px(LEAST_HEIGHT), self._high()))

    def _high(self) -> int:
        wide = self._picture.width()
        return round(self._picture.height() * self.width() / wide) if wide else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line on white, as paper is in dark screens too."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(0, 0, self.width(), self._high()), self._picture)
