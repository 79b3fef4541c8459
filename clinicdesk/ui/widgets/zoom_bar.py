"""The size of a page over its lower corner: smaller, how large it is, larger; there while it is of use."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QMenu

from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.page_layout import STEPS, Fit, Zoom
from clinicdesk.ui.widgets.paper_pages import PaperPages
from clinicdesk.ui.widgets.planes import Plane, row

AWAY = 10


class ZoomBar(Plane):
    """Stands over ``pages`` while the pointer or the focus is there."""

    def __init__(self, look: Look, t: Translator, pages: PaperPages) -> None:
        """Make the bar, hidden."""
        super().__init__("card", (2, 2, 2, 2), parent=pages)
        self._look, self._t, self._pages = look, t, pages
        self._over = False
        self.smaller = IconButton(look, "minus", t("Smaller"), small=True)
        self.larger = IconButton(look, "plus", t("Larger"), small=True)
        self.size_button = Button(look, "", kind="ghost", small=True)
        self.column.addLayout(row(self.smaller, self.size_button, self.larger, spacing=0))
        self.smaller.clicked.connect(lambda: pages.zoom_by(-1))
        self.larger.clicked.connect(lambda: pages.zoom_by(1))
        self.size_button.clicked.connect(self._open_menu)
        for button in (self.smaller, self.larger, self.size_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pages.zoom_changed.connect(self._say)
        pages.page_changed.connect(self._say)
        for watched in (pages, pages.viewport()):
            watched.installEventFilter(self)
        self._say()

    def menu(self) -> QMenu:
        """Return the sizes, the present one ticked."""
        t, menu = self._t, QMenu(self)
        group = QActionGroup(menu)
        sizes = [(t("Whole page"), Zoom()), (t("Page as wide as its place"), Zoom(Fit.WIDTH))]
        sizes += [(t.formats.percent(100 * factor), Zoom(Fit.FACTOR, factor)) for factor in STEPS]
        for words, zoom in sizes:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(zoom == self._pages.zoom)
            action.triggered.connect(partial(self._pages.zoom_to, zoom))
            group.addAction(action)
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come with the pointer or the focus, and go with them."""
        kind = event.type()
        if kind in {QEvent.Type.Enter, QEvent.Type.Leave}:
            # Over the bar itself the pointer has left the pages for Qt, and is still where it was.
            self._over = self._pages.rect().contains(self._pages.mapFromGlobal(QCursor.pos()))
        if kind in {QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._appear(focused=self._pages.hasFocus())
        elif kind == QEvent.Type.Resize:
            self._place()
        return False

    def _appear(self, *, focused: bool) -> None:
        self.setVisible(self._pages.count > 0 and (focused or self._over))
        self._place()

    def _say(self) -> None:
        factor = round(100 * self._pages.factor)
        words = self._t.formats.percent(factor)
        self.size_button.set_look(text=words)
        self.size_button.setAccessibleName(self._t("Size of the page: {percent}", percent=words))
        self._appear(focused=self._pages.hasFocus())

    def _place(self) -> None:
        self.adjustSize()
        away = self._look.theme.px(AWAY)
        room = self._pages.viewport().geometry()
        self.move(room.right() - self.width() - away, room.bottom() - self.height() - away)

    def _open_menu(self) -> None:
        menu = self.menu()
        corner = self.size_button.mapToGlobal(self.size_button.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))
