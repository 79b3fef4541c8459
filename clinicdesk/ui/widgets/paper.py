"""A page of a PDF as it will be printed, drawn again shortly after what it says has changed."""

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.tasks import Progress, Runner, Task
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text, rounded

DELAY_MS = 300
A4_RATIO = 297 / 210

one_at_a_time = Lock()
"""PDFium keeps state of its own for the whole process and must never run on two threads at once."""

MakePdf = Callable[[], bytes]


def page_image(pdf: bytes, width: int, page: int = 0) -> QImage:
    """Return one page of a PDF as an image ``width`` pixels wide; may be called on any thread."""
    import pypdfium2

    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sheet = document[page]
            bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=True, prefer_bgrx=True)
            kind = QImage.Format.Format_RGBX8888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind)
            # The copy owns its pixels; those of the bitmap end with the document.
            return image.copy()
        finally:
            document.close()


class PaperView(QWidget):
    """The first page of a paper that follows a form: ``renew`` asks for it, at most once in 300 ms.

    ``drawn`` is emitted with "" once a page stands, or with the sentence why there is none.
    """

    drawn = Signal(str)

    def __init__(self, look: Look, t: Translator, runner: Runner, name: str) -> None:
        """Show an empty sheet; ``name`` says to screen readers what it is."""
        super().__init__()
        self._look, self._t, self._runner = look, t, runner
        self._make: MakePdf | None = None
        self._task: Task | None = None
        self._pdf = b""
        self._page: QImage | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw_now)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def pdf(self) -> bytes:
        """The paper that is shown, empty while there is none."""
        return self._pdf

    def renew(self, make: MakePdf) -> None:
        """Show what ``make`` returns, soon; it runs beside the window. A ClinicError is told by ``drawn``."""
        self._make = make
        self._timer.start()

    def draw_now(self) -> None:
        """Draw what was asked for without waiting any longer."""
        self._timer.stop()
        make = self._make
        if make is None:
            return
        if self._task is not None:
            self._task.cancel()
        width = max(200, round(self._paper().width() * self.devicePixelRatioF() * 2))

        def job(progress: Progress) -> tuple[bytes, QImage]:
            pdf = make()
            progress.check()
            return pdf, page_image(pdf, width)

        self._task = self._runner.run(job, self._show, self._refuse)

    def clear(self) -> None:
        """Show an empty sheet, as while the form cannot be read; what is being drawn is dropped."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._make, self._page, self._pdf = None, None, b""
        self.update()

    def sizeHint(self) -> QSize:
        """A third of an A4 page's points, in its shape."""
        wide = self._look.theme.px(349)
        return QSize(wide, round(wide * A4_RATIO))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a short window."""
        return QSize(self._look.theme.px(180), self._look.theme.px(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page in its frame; paper is white in the dark too."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._paper()
        if self._page is None:
            rounded(painter, self._look.theme, frame, "sunk", "line2", 0)
            words = self._t("The page appears here")
            draw_row_text(painter, self._look.theme, frame.toRect(), words, Role.CAPTION, "t3", CENTRE)
            return
        painter.drawImage(frame, self._page)
        painter.setPen(self._look.theme.pen("line2"))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paper(self) -> QRectF:
        wide = min(float(self.width()), self.height() / A4_RATIO)
        high = wide * A4_RATIO
        return QRectF((self.width() - wide) / 2, 0, wide, min(high, float(self.height())))

    def _show(self, drawn: tuple[bytes, QImage]) -> None:
        self._task = None
        self._pdf, self._page = drawn
        self.update()
        self.drawn.emit("")

    def _refuse(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, ClinicError):
            raise error
        self._page, self._pdf = None, b""
        self.update()
        self.drawn.emit(self._t.error(error))
