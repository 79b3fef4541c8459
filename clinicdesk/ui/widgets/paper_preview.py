"""The paper beside a form: its pages drawn by a worker a moment after each change, never blocking."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinicdesk.domain.errors import ClinicError
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import IconButton, small
from clinicdesk.ui.widgets.controls import ProgressStrip, Segmented
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.page_layout import Fit, Zoom
from clinicdesk.ui.widgets.paper_acts import PaperActs
from clinicdesk.ui.widgets.paper_pages import PaperPages
from clinicdesk.ui.widgets.pdf_pages import (
    PageSize,
    Part,
    Picture,
    opened,
    page_sizes,
    pictures,
    second_chapter,
)
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.widgets.zoom_bar import ZoomBar

WAIT_MS = 60
"""The least time between two papers while changes come quickly; a single change is drawn at once."""
AHEAD_MS = 300
FIRST, SECOND = "0", "1"
T = TypeVar("T")
BETWEEN, MARGINS = 4, 32


@dataclass(frozen=True)
class Paper:
    """A paper as a worker made it, with the pictures that were asked for.

    ``second`` is the page that its second chapter begins on, 0 where it has one alone.
    """

    pdf: bytes
    sizes: tuple[PageSize, ...]
    pictures: tuple[Picture, ...]
    second: int


class Preview(Plane):
    """A paper as it is now, or as it was issued; the newest change is drawn last, and nothing blinks."""

    drawn = Signal()
    failed = Signal(str)
    """Why there is no newer paper, in a sentence."""

    def __init__(self, desk: Desk, parts: tuple[str, str] = ("", "")) -> None:
        """Make an empty preview; ``parts`` name the two chapters that a switch jumps between."""
        super().__init__("sunk", (16, 10, 12, 12), 8)
        self._desk, self._t = desk, desk.t
        self._next: Callable[[], bytes] | None = None
        self._acts: PaperActs | None = None
        self._pressed: QPoint | None = None
        self._running = False
        self._filling = False
        self._paper = 0
        self._second = 0
        self._started = -1.0 * WAIT_MS
        self.pdf = b""
        self.failure = ""
        self.pages = PaperPages(desk.look, desk.t)
        self._make_head()
        chapters = [(FIRST, parts[0]), (SECOND, parts[1])]
        self.parts = Segmented(desk.look, desk.t("Part of the paper"), chapters)
        self.parts.chosen.connect(lambda part: self.pages.go_to(self._second if part == SECOND else 0))
        self.parts.hide()
        self.add(self.parts)
        self.strip = ProgressStrip(desk.look, desk.t)
        self.add(self.strip)
        self.column.addWidget(self.pages, 1)
        self.zoom_bar = ZoomBar(desk.look, desk.t, self.pages)
        self._wait, self._later = QTimer(self), QTimer(self)
        for timer, call in ((self._wait, self._start), (self._later, self._draw_ahead)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)
        self._later.setInterval(AHEAD_MS)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.pages.wanted.connect(self._fill)
        self.pages.page_changed.connect(self._say_page)
        self.pages.drag_out.connect(self._drag)
        self._say_page()

    def _make_head(self) -> None:
        look, t = self._desk.look, self._t
        self.title = ElidedLabel(look, "", Role.SECTION)
        self.caption = label(t("live, A4"), Role.CAPTION, tone="t3")
        self.before = IconButton(look, "chevron-left", t("Page before"), small=True)
        self.after = IconButton(look, "chevron-right", t("Next page"), small=True)
        self.number = label("", Role.BODY, tone="t2")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = small(look, t("Open PDF"), icon="file-type-pdf")
        self.open.installEventFilter(self)
        self.more = IconButton(look, "chevron-down", t("More for this PDF"), kind="plain", small=True)
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        leading = (self.title, self.caption, None, self.before, self.number, self.after)
        self.column.addLayout(row(*leading, self.open, self.more, spacing=BETWEEN))

    def use(self, acts: PaperActs, keys: QWidget) -> None:
        """Open, save, print, send and drag the paper by ``acts``; their keys work in all of ``keys``."""
        self._acts = acts
        self.more.show()
        self.open.clicked.connect(acts.open)
        acts.follow_with(self.strip.follow)
        bind = self._desk.actions.bind
        bind("paper-open", acts.open, keys)
        bind("paper-print", acts.print_, keys)
        bind("paper-copy", acts.copy, self.pages)
        bind("paper-larger", lambda: self.pages.zoom_by(1), keys)
        bind("paper-smaller", lambda: self.pages.zoom_by(-1), keys)
        bind("paper-whole", lambda: self.pages.zoom_to(Zoom()), keys)
        bind("paper-wide", lambda: self.pages.zoom_to(Zoom(Fit.WIDTH)), keys)
        self._desk.actions.note("paper-turn")
        self._say_page()

    def show_paper(self, make: Callable[[], bytes], *, at_once: bool = False) -> None:
        """Draw what ``make`` returns (called by a worker); a newer call replaces one that waits."""
        self._next = make
        if at_once:
            self._start()
        elif not self._wait.isActive():
            since = perf_counter() * 1000 - self._started
            self._wait.start(max(0, round(WAIT_MS - since)))

    def show_parts(self, on: bool) -> None:
        """Offer to jump to the second chapter, or not where the paper has one alone."""
        self.parts.setVisible(on)

    def forget(self) -> None:
        """Show no paper: what is being drawn is dropped, as for another patient's or a form that closes."""
        self._wait.stop()
        self._next, self.pdf, self._filling = None, b"", False
        self._paper += 1
        self.pages.clear()
        self._say_page()

    def turn(self, step: int) -> None:
        """Show another page."""
        self.pages.turn(step)

    def first_page(self) -> None:
        """Go to the first page, as for another plan."""
        self.pages.go_to(0)

    def name(self, title: str, caption: str) -> None:
        """Say whose paper it is, and which; the caption goes where there is no room for it."""
        self.title.set_text(title)
        self.caption.setText(caption)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the title first."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the paper be dragged out by the button that opens it."""
        if watched is self.open and isinstance(event, QMouseEvent):
            at = event.position().toPoint()
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = at
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                far = 2 * QApplication.startDragDistance()
                if (at - self._pressed).manhattanLength() >= far:
                    self._pressed = None
                    self.open.setDown(False)
                    self._drag()
                return True
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Leave out the caption, then words of the page's number, where the title needs the room."""
        beside = [part for part in (self.before, self.after, self.open, self.more) if not part.isHidden()]
        number = self.number.fontMetrics().horizontalAdvance(self._number_words()) + BETWEEN
        rest = sum(part.sizeHint().width() + BETWEEN for part in beside) + number
        room = self.width() - self._desk.look.theme.px(MARGINS) - rest - self.title.sizeHint().width()
        self.caption.setVisible(self.caption.sizeHint().width() + BETWEEN <= room)
        short = f"{self.pages.page + 1}/{self.pages.count}"
        words = self._number_words()
        self.number.setText(short if room < 0 and words else words)
        self.number.setAccessibleName(words)

    def _show_more(self) -> None:
        if self._acts is not None:
            menu = self._acts.menu(self)
            menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _drag(self) -> None:
        if self._acts is not None and self.pdf:
            self._acts.drag(self)

    def _start(self) -> None:
        """Make and draw the newest paper, else what is missing of the one shown."""
        if self._running:
            return
        make, self._next = self._next, None
        if make is not None:
            parts, number = self.pages.needed(), self._paper
            self._started = perf_counter() * 1000
            self._run(lambda: _made(make(), parts), lambda paper: self._show(paper, number))
        elif self._filling and (parts := self.pages.missing()):
            self._draw(parts)
        self._filling = False

    def _draw(self, parts: tuple[Part, ...]) -> None:
        pdf = self.pdf
        self._run(lambda: _drawn(pdf, parts), lambda made: self._add(pdf, made))

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._running = True

        def run(_: Progress) -> T:
            return job()

        self._desk.runner.run(run, done, self._fail)

    def _fill(self) -> None:
        """Draw what is seen and missing, unless a newer paper waits already."""
        if self.pdf:
            self._filling = True
            self._start()

    def _draw_ahead(self) -> None:
        parts = self.pages.ahead() if self.pdf and not self._running else ()
        if parts and self._next is None:
            self._draw(parts)

    def _show(self, paper: Paper, number: int) -> None:
        self._running = False
        if number == self._paper:
            self.pdf, self.failure, self._second = paper.pdf, "", paper.second
            self.pages.show_paper(paper.sizes, paper.pictures)
            self._say_page()
            self._later.start()
            self.drawn.emit()
        self._again()

    def _add(self, pdf: bytes, made: tuple[Picture, ...]) -> None:
        self._running = False
        if pdf is self.pdf:
            self.pages.add_pictures(made)
        self._again()

    def _fail(self, error: Exception) -> None:
        self._running = False
        if isinstance(error, ClinicError):
            self.failure = self._t.error(error)
            self.pages.say(self.failure)
            self.failed.emit(self.failure)
        else:
            self._desk.commands.tell(error)
        self._again()

    def _again(self) -> None:
        if self._next is not None and not self._wait.isActive():
            self._wait.start(WAIT_MS // 2)
        elif self._filling:
            self._start()

    def _say_page(self) -> None:
        page, count = self.pages.page, self.pages.count
        many = count > 1
        self.before.setVisible(many)
        self.after.setVisible(many)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page < count - 1)
        self._make_room()
        self.parts.choose(SECOND if 0 < self._second <= page else FIRST)
        for button in (self.open, self.more):
            button.setEnabled(bool(self.pdf))

    def _number_words(self) -> str:
        count = self.pages.count
        return self._t("Page {page} of {pages}", page=self.pages.page + 1, pages=count) if count else ""


def _made(pdf: bytes, parts: tuple[Part, ...]) -> Paper:
    with opened(pdf) as document:
        sizes = page_sizes(document)
        last = len(sizes) - 1
        # A paper that lost pages is shown from its new last one.
        wanted = dict.fromkeys(Part(last, part.whole) if part.page > last else part for part in parts)
        return Paper(pdf, sizes, pictures(document, wanted), second_chapter(document))


def _drawn(pdf: bytes, parts: tuple[Part, ...]) -> tuple[Picture, ...]:
    with opened(pdf) as document:
        return pictures(document, parts)
