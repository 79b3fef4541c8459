"""The paper beside a form: its pages drawn by a worker a moment after each change, never blocking."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Progress, Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text
from clinicdesk.ui.widgets.paper import one_at_a_time
from clinicdesk.ui.widgets.planes import Plane, row

WAIT_MS = 60
ROOM_BESIDE = 290
RATIO = 297 / 210


@dataclass(frozen=True)
class Drawn:
    """One page as a picture, of a paper of ``pages`` pages."""

    pdf: bytes
    pages: int
    page: int
    picture: QImage


def draw(pdf: bytes, page: int, width: int) -> Drawn:
    """Return a page (from 0; the last one where there are fewer) as a picture ``width`` pixels wide."""
    import pypdfium2

    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = len(document)
            page = max(0, min(page, pages - 1))
            sheet = document[page]
            bitmap = sheet.render(scale=width / sheet.get_width(), prefer_bgrx=True)
            data = bytes(bitmap.buffer)
            picture = QImage(
                data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            return Drawn(pdf, pages, page, picture)
        finally:
            document.close()


class Preview(Plane):
    """A paper as it is now, or as it was issued; the newest change is drawn last."""

    drawn = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty preview."""
        super().__init__("sunk", (16, 10, 12, 12), 8)
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self._next: Callable[[], bytes] | None = None
        self._running = False
        self._task: Task | None = None
        self._page = 0
        self._pages = 0
        self.pdf = b""
        self.failure = ""
        self.title = ElidedLabel(look, "", Role.SECTION)
        self.caption = label(t("live, A4"), Role.CAPTION, tone="t3")
        self.before = IconButton(look, "chevron-left", t("Page before"), small=True)
        self.after = IconButton(look, "chevron-right", t("Next page"), small=True)
        self.number = label("", Role.BODY, tone="t2")
        self.number.setMinimumWidth(look.theme.px(70))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = small(look, t("Open PDF"), icon="file-type-pdf")
        self.sheet = PaperSheet(desk)
        line = row(self.title, self.caption, None, self.before, self.number, self.after, self.open, spacing=4)
        self.column.addLayout(line)
        self.column.addWidget(self.sheet, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._start)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self._say_page()

    def show_paper(self, make: Callable[[], bytes], *, at_once: bool = False) -> None:
        """Draw what ``make`` returns (called by a worker); a newer call replaces one that waits."""
        self._next = make
        if at_once:
            self._start()
        elif not self._wait.isActive():
            self._wait.start()

    def turn(self, step: int) -> None:
        """Show another page."""
        page = max(0, min(self._pages - 1, self._page + step))
        if page != self._page:
            self._page = page
            self._redraw()

    def name(self, title: str, caption: str) -> None:
        """Say whose paper it is, and which; the caption goes where there is no room for it."""
        self.title.set_text(title)
        self.caption.setText(caption)
        self._make_room()

    def _make_room(self) -> None:
        rest = self._desk.look.theme.px(ROOM_BESIDE)
        wanted = self.title.sizeHint().width() + self.caption.sizeHint().width() + rest
        self.caption.setVisible(wanted <= self.width())

    def clear(self) -> None:
        """Show no newer paper: what is being drawn is dropped, as when the form is closed."""
        self._wait.stop()
        self._next = None
        if self._task is not None:
            self._task.cancel()

    def first_page(self) -> None:
        """Go to the first page, as for another plan."""
        self._page = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again at the new size."""
        super().resizeEvent(event)
        self._make_room()
        if self.pdf:
            self._redraw()

    def _redraw(self) -> None:
        """Draw the same paper again, unless a newer one waits already."""
        if self.pdf and self._next is None:
            self.show_paper(lambda: self.pdf)

    def _start(self) -> None:
        if self._running or self._next is None:
            return
        make, self._next = self._next, None
        page, width = self._page, self.sheet.paper_width()
        self._running = True

        def job(_: Progress) -> Drawn:
            return draw(make(), page, width)

        self._task = self._desk.runner.run(job, self._show, self._fail)

    def _show(self, drawn: Drawn) -> None:
        self._running = False
        self.pdf, self._pages, self._page = drawn.pdf, drawn.pages, drawn.page
        self.failure = ""
        self.sheet.show_picture(drawn.picture)
        self._say_page()
        self.drawn.emit()
        self._again()

    def _fail(self, error: Exception) -> None:
        self._running = False
        if isinstance(error, ClinicError):
            self.failure = self._t.error(error)
            self.sheet.say(self.failure)
        else:
            self._desk.commands.tell(error)
        self._again()

    def _again(self) -> None:
        if self._next is not None:
            self._wait.start()

    def _say_page(self) -> None:
        many = self._pages > 1
        self.before.setVisible(many)
        self.after.setVisible(many)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < self._pages - 1)
        words = self._t("Page {page} of {pages}", page=self._page + 1, pages=self._pages)
        self.number.setText(words if self._pages else "")
        self.sheet.setAccessibleName(words)
        self.open.setEnabled(bool(self.pdf))


class PaperSheet(QWidget):
    """The page on its ground, as large as its place lets it be."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty sheet."""
        super().__init__()
        self._look = desk.look
        self._picture = QImage()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(desk.look.theme.px(240))

    def paper_width(self) -> int:
        """Return how many device pixels wide a page is drawn."""
        return max(120, round(self._paper().width() * self.devicePixelRatioF()))

    def show_picture(self, picture: QImage) -> None:
        """Show a page."""
        self._picture, self._words = picture, ""
        self.update()

    def say(self, words: str) -> None:
        """Say over the last page why there is no newer one."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        """A page at reading size."""
        return QSize(410, 580)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page with a hairline around it."""
        theme = self._look.theme
        painter = QPainter(self)
        paper = self._paper()
        painter.fillRect(paper, Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._picture)
        painter.setPen(theme.pen("line2"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        if self._words:
            band = QRect(paper.x(), paper.y(), paper.width(), theme.px(34))
            painter.fillRect(band, theme.brush("redt"))
            draw_row_text(
                painter, theme, band.adjusted(8, 0, -8, 0), self._words, Role.CAPTION, "red", CENTRE
            )

    def _paper(self) -> QRect:
        high = min(self.height(), round(self.width() * RATIO))
        wide = round(high / RATIO)
        return QRect((self.width() - wide) // 2, 0, wide, high)
