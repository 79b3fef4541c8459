"""The pages of a paper on their ground: turned, scrolled, enlarged, moved, always as sharp as the screen."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QSizePolicy

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.page_layout import Fit, Layout, Zoom, factor_of, lay_out, next_zoom
from clinicdesk.ui.widgets.page_pictures import PagePictures
from clinicdesk.ui.widgets.painting import CENTRE, draw_row_text
from clinicdesk.ui.widgets.pdf_pages import A4, PageSize, Part, Picture

NOTCH = 120
LINE = 48
WORTH_A_ZOOM = 1.1
READING = 1.0


class PaperPages(QAbstractScrollArea):
    """Shows pictures of pages; ``wanted`` tells that some are missing at the size shown now.

    Wheel, PageUp and PageDown turn pages that fit their place and scroll larger ones; Ctrl with wheel, plus,
    minus and 0 changes the size; a double click goes to reading size and back; larger pages are dragged.
    """

    wanted = Signal()
    page_changed = Signal()
    zoom_changed = Signal()
    drag_out = Signal()
    """A page that fits its place is being dragged out of the window."""

    def __init__(self, look: Look, t: Translator) -> None:
        """Make an empty ground."""
        super().__init__()
        self._look, self._t = look, t
        self._sizes: tuple[PageSize, ...] = ()
        self._pictures = PagePictures()
        self._words = ""
        self._layout = Layout({}, QSize())
        self._pressed: QPoint | None = None
        self._turned = 0
        self.zoom = Zoom()
        self.page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Paper is never mirrored: what is left on it stays left, and so does the bar below it.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.theme.px(240))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(look.theme.px(LINE))
            bar.valueChanged.connect(self._scrolled)
        self._speak()

    @property
    def count(self) -> int:
        """How many pages the paper has, 0 before it is drawn."""
        return len(self._sizes)

    @property
    def factor(self) -> float:
        """How large the page is shown now; 1.0 is 100 %."""
        size = self._sizes[self.page] if self._sizes else A4
        return factor_of(self.zoom, size, self._room(), self._ratio())

    def show_paper(self, sizes: Sequence[PageSize], pictures: Iterable[Picture]) -> None:
        """Show another paper, or the same one changed: page, size and place stay as far as it has them."""
        same = tuple(sizes) == self._sizes
        self._sizes = tuple(sizes)
        self._pictures.replace(pictures)
        self._words = ""
        self.page = max(0, min(self.page, self.count - 1))
        if not same:
            self._lay_out()
        self._after_change()

    def add_pictures(self, pictures: Iterable[Picture]) -> None:
        """Show more pictures of the same paper; those of pages far away are dropped."""
        widths = {page: place.width() for page, place in self._layout.places.items()}
        self._pictures.add(pictures, self._near(), widths)
        self.viewport().update()

    def clear(self) -> None:
        """Show no paper."""
        self._sizes, self._words = (), ""
        self._pictures.replace(())
        self._lay_out()
        self._after_change()

    def say(self, words: str) -> None:
        """Say over the last page why there is no newer one."""
        self._words = words
        self.viewport().update()

    def missing(self) -> tuple[Part, ...]:
        """Return the parts that the place shown now needs and has no exact picture of."""
        return self._needed(self._pictures)

    def needed(self) -> tuple[Part, ...]:
        """Return the parts that another paper needs at the place shown now."""
        return self._needed(PagePictures())

    def _needed(self, pictures: PagePictures) -> tuple[Part, ...]:
        sizes, layout = self._sizes, self._layout
        if not sizes:
            # What is not known yet is most likely A4.
            sizes = (A4,) * (self.page + 1)
            layout = lay_out(sizes, self.page, Zoom(), self._room(), self._ratio())
        seen = self._seen()
        parts: list[Part] = []
        for page, place in layout.places.items():
            visible = place.intersected(seen)
            if visible.isEmpty():
                continue
            parts += pictures.missing(page, place, visible, self._room())
        return tuple(parts)

    def ahead(self) -> tuple[Part, ...]:
        """Return the neighbours of the page shown that have no picture yet, for when it is turned."""
        parts: list[Part] = []
        for page in sorted(self._near()):
            if 0 <= page < self.count:
                layout = lay_out(self._sizes, page, self.zoom, self._room(), self._ratio())
                place = layout.places[page]
                parts += self._pictures.missing(page, place, QRect(place.topLeft(), QSize(1, 1)), QSize())
        return tuple(part for part in parts if not part.width)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        page = max(0, min(page, self.count - 1))
        if self.zoom.fit is Fit.PAGE:
            if page != self.page:
                self.page = page
                self._lay_out()
                self._after_change()
        elif page in self._layout.places:
            top = self._layout.places[page].top()
            self.verticalScrollBar().setValue(round(top / self._ratio()))

    def turn(self, step: int) -> None:
        """Show another page."""
        self.go_to(self.page + step)

    def zoom_by(self, step: int, at: QPointF | None = None) -> None:
        """Show pages one step larger (1) or smaller (-1); what lies ``at`` a place stays there."""
        size = self._sizes[self.page] if self._sizes else A4
        self.zoom_to(next_zoom(self.zoom, step, size, self._room(), self._ratio()), at)

    def zoom_to(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Show pages at a size."""
        if zoom == self.zoom:
            return
        spot = at or QPointF(self.viewport().width() / 2, self.viewport().height() / 3)
        kept = self._spot(spot)
        self.zoom = zoom
        self._lay_out()
        self._bring(kept, spot)
        self._after_change()
        self.zoom_changed.emit()

    def sizeHint(self) -> QSize:
        """A page at reading size."""
        return QSize(410, 580)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a short window."""
        px = self._look.theme.px
        return QSize(px(180), px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out again; what was at the top stays there."""
        spot = QPointF(self.viewport().width() / 2, 0)
        kept = self._spot(spot)
        self._lay_out()
        self._bring(kept, spot)
        self._after_change()
        self.zoom_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are seen, each with a hairline around it; paper is white in the dark too."""
        theme, ratio = self._look.theme, self._ratio()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        seen = self._seen()
        for page, place in self._layout.places.items():
            if place.intersects(seen):
                self._paint_page(painter, page, place.translated(-seen.topLeft()), round(ratio))
        painter.restore()
        if not self._sizes:
            words = self._t("The page appears here")
            draw_row_text(painter, theme, self.viewport().rect(), words, Role.CAPTION, "t3", CENTRE)
        if self.hasFocus():
            painter.setPen(theme.pen("accent", 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        if self._words:
            band = QRect(0, 0, self.viewport().width(), theme.px(34))
            painter.fillRect(band, theme.brush("redt"))
            inside = band.adjusted(8, 0, -8, 0)
            draw_row_text(painter, theme, inside, self._words, Role.CAPTION, "red", CENTRE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn a page that fits, scroll larger ones; with Ctrl change the size where the pointer is."""
        notches = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if notches:
                self.zoom_by(1 if notches > 0 else -1, event.position())
            event.accept()
        elif self.zoom.fit is Fit.PAGE:
            self._turned += notches
            while abs(self._turned) >= NOTCH:
                step = -1 if self._turned > 0 else 1
                self._turned += step * NOTCH
                self.turn(step)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn and scroll."""
        key = event.key()
        fits = self.zoom.fit is Fit.PAGE
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if fits:
            steps |= {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Space: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count - 1}
        if key in steps and fits:
            self.turn(steps[Qt.Key(key)])
        elif key in steps:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + steps[Qt.Key(key)] * (bar.pageStep() - bar.singleStep()))
        elif key in ends:
            self.go_to(ends[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the page."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            if self._movable():
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move a large page; drag one that fits out of the window."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = event.position().toPoint() - self._pressed
        if self._movable():
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())
            self._pressed = event.position().toPoint()
        elif moved.manhattanLength() >= QApplication.startDragDistance() and self._sizes:
            self._pressed = None
            self.drag_out.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pressed = None
        self._show_hand()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to reading size where the pointer is, and back to the whole page."""
        if self.zoom.fit is not Fit.PAGE:
            self.zoom_to(Zoom(), event.position())
            return
        reading = READING if self.factor * WORTH_A_ZOOM < READING else 2 * READING
        self.zoom_to(Zoom(Fit.FACTOR, reading), event.position())

    def scrollContentsBy(self, across: int, down: int) -> None:
        """Draw again: pages lie on whole pixels, so nothing is moved."""
        self.viewport().update()

    def _paint_page(self, painter: QPainter, page: int, place: QRect, line: int) -> None:
        painter.fillRect(place, Qt.GlobalColor.white)
        for picture in self._pictures.of(page):
            part = picture.part
            if not part.width:
                painter.drawImage(place, picture.image)
            elif part.whole == place.width():
                painter.drawImage(place.topLeft() + QPoint(part.left, part.top), picture.image)
        pen = self._look.theme.pen("line2", max(1, line))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _near(self) -> set[int]:
        seen = self._seen()
        shown = [page for page, place in self._layout.places.items() if place.intersects(seen)]
        return {page + step for page in (shown or [self.page]) for step in (-1, 0, 1)}

    def _lay_out(self) -> None:
        room, ratio = self._room(), self._ratio()
        self._layout = (
            lay_out(self._sizes, self.page, self.zoom, room, ratio) if self._sizes else Layout({}, room)
        )
        view = self.viewport().size()
        for bar, ground, seen in (
            (self.horizontalScrollBar(), self._layout.ground.width(), view.width()),
            (self.verticalScrollBar(), self._layout.ground.height(), view.height()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, round(ground / ratio) - seen))
        self._show_hand()

    def _after_change(self) -> None:
        self._see_page()
        self._speak()
        self.page_changed.emit()
        self.viewport().update()
        if self.missing():
            self.wanted.emit()

    def _scrolled(self) -> None:
        before = self.page
        self._see_page()
        if self.page != before:
            self._speak()
            self.page_changed.emit()
        if self._sizes and self.missing():
            self.wanted.emit()

    def _see_page(self) -> None:
        """Take as the page shown the one that lies a third down the place."""
        if self.zoom.fit is Fit.PAGE:
            return
        seen = self._seen()
        at = seen.top() + seen.height() // 3
        above = [page for page, place in self._layout.places.items() if place.top() <= at]
        self.page = max(above, default=0)

    def _spot(self, at: QPointF) -> tuple[int, float, float] | None:
        """Return the page under a place of the viewport, and where on it, in shares of its size."""
        ratio, seen = self._ratio(), self._seen()
        x, y = at.x() * ratio + seen.x(), at.y() * ratio + seen.y()
        for page, place in self._layout.places.items():
            if y <= place.bottom() + 1 or page == self.count - 1:
                return page, (x - place.x()) / place.width(), (y - place.y()) / place.height()
        return None

    def _bring(self, kept: tuple[int, float, float] | None, at: QPointF) -> None:
        """Scroll so that a spot of a page lies at a place of the viewport."""
        if kept is None or kept[0] not in self._layout.places:
            return
        page, across, down = kept
        place, ratio = self._layout.places[page], self._ratio()
        x, y = place.x() + across * place.width(), place.y() + down * place.height()
        self.horizontalScrollBar().setValue(round(x / ratio - at.x()))
        self.verticalScrollBar().setValue(round(y / ratio - at.y()))

    def _movable(self) -> bool:
        return self.horizontalScrollBar().maximum() > 0 or self.verticalScrollBar().maximum() > 0

    def _show_hand(self) -> None:
        hand = Qt.CursorShape.OpenHandCursor if self._movable() else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def _speak(self) -> None:
        words = self._t("Page {page} of {pages}", page=self.page + 1, pages=self.count)
        self.setAccessibleName(words if self.count else self._t("The page appears here"))

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _room(self) -> QSize:
        return (self.viewport().size().toSizeF() * self._ratio()).toSize()

    def _seen(self) -> QRect:
        """Return the part of the ground that is seen, in device pixels."""
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect((corner * self._ratio()).toPoint(), self._room())
