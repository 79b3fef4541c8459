"""The list under the search field: everything found while typing, with the matched letters in bold."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.domain.text import fold, marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.stage_names import stage_name
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.painting import (
    caps_width,
    draw_caps,
    draw_icon,
    draw_row_text,
    metrics,
    mirrored,
)
from clinicdesk.ui.widgets.planes import Plane

KIND_ICONS = {
    HitKind.PATIENT: "user",
    HitKind.LEAD: "message-circle-plus",
    HitKind.PLAN: "file-text",
    HitKind.RECEIPT: "receipt",
    HitKind.NOTE: "note",
}
ROW_HEIGHT, MOST_ROWS, WIDTH = 38, 9, 520
FOUND = Qt.ItemDataRole.UserRole


PAYMENTS = {"deposit": marked("Deposit"), "balance": marked("Balance"), "refund": marked("Refund")}


def detail_of(t: Translator, hit: Hit) -> str:
    """Return what stands at a hit's trailing edge: country, stage, kind of payment, or the words found."""
    if hit.kind is HitKind.PATIENT:
        return t.formats.country(hit.detail) if hit.detail else ""
    if hit.kind is HitKind.RECEIPT and hit.detail in PAYMENTS:
        return t(PAYMENTS[hit.detail])
    if hit.kind is HitKind.LEAD and hit.detail:
        return stage_name(t, hit.detail)
    return hit.detail


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where words of ``query`` stand in ``text``, folded, as (start, end) pairs in order."""
    letters: list[int] = []
    folded = ""
    for place, letter in enumerate(text):
        plain = fold(letter)
        folded += plain
        letters += [place] * len(plain)
    marks: set[int] = set()
    for word in fold(query).split():
        start = folded.find(word)
        if start >= 0:
            marks.update(letters[start : start + len(word)])
    found: list[tuple[int, int]] = []
    for place in sorted(marks):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


class FoundModel(QAbstractListModel):
    """The rows found for one query."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: Sequence[Hit] = ()
        self.query = ""

    def show(self, rows: Sequence[Hit], query: str) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows, self.query = rows, query
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """As many rows as were found."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The row's words, for readers and the delegate."""
        if not index.isValid():
            return None
        found = self.rows[index.row()]
        if role == FOUND:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (found.title, found.subtitle, found.detail) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, t: Translator) -> None:
        super().__init__()
        self._look = look
        self._t = t

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self._look.theme.px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._look.theme
        found: Hit = index.data(FOUND)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        direction = painter.layoutDirection()
        painter.fillRect(rect, theme.brush("atint" if chosen else "surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.brush("line"))
        icon = QRect(rect.x() + 12, rect.y(), theme.px(17), rect.height())
        name = KIND_ICONS[found.kind]
        draw_icon(
            painter, self._look, mirrored(direction, rect, icon), name, 17, "accent" if chosen else "t3"
        )
        words = rect.adjusted(theme.px(40), 0, -12, 0)
        if chosen:
            wide = caps_width(theme, ("Enter",))
            cap = QRect(words.right() - wide, rect.y(), wide, rect.height())
            draw_caps(painter, theme, mirrored(direction, rect, cap), ("Enter",), "t3", "line2", "surface")
            words.setRight(words.right() - wide - theme.px(10))
        detail = detail_of(self._t, found)
        wide = min(metrics(theme, Role.BODY).horizontalAdvance(detail) + 1, words.width() // 2)
        edge = QRect(words.right() - wide, rect.y(), wide, rect.height())
        draw_row_text(painter, theme, mirrored(direction, rect, edge), detail, Role.BODY, "t3")
        words.setRight(words.right() - wide - theme.px(10))
        model = index.model()
        query = model.query if isinstance(model, FoundModel) else ""
        used = self._paint_title(painter, mirrored(direction, rect, words), found.title, query)
        words.setLeft(words.left() + used + theme.px(8))
        draw_row_text(painter, theme, mirrored(direction, rect, words), found.subtitle, Role.BODY, "t2")

    def _paint_title(self, painter: QPainter, rect: QRect, title: str, query: str) -> int:
        """Draw the title in parts, matched letters bold; joined scripts stay whole, in medium weight."""
        theme = self._look.theme
        marks = spans(title, query)
        simple = all(ord(letter) < 0x0590 for letter in title)
        if not marks or not simple or painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return draw_row_text(painter, theme, rect, title, Role.MEDIUM, "t1")
        x, place = rect.x(), 0
        for start, end in [*marks, (len(title), len(title))]:
            for part, role in ((title[place:start], Role.BODY), (title[start:end], Role.NAME)):
                room = QRect(x, rect.y(), rect.right() - x, rect.height())
                draw_row_text(painter, theme, room, part, role, "t1")
                x += metrics(theme, role).horizontalAdvance(part)
            place = end
        return min(x, rect.right()) - rect.x()


class SearchPalette(Plane):
    """Opens under the field while it has text; arrows and Enter work from the field, Esc empties it."""

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        t: Translator,
        field: QLineEdit,
        find: Callable[[str], Sequence[Hit]],
        window: QWidget,
    ) -> None:
        """Search with ``find`` at every key."""
        super().__init__("popup", (1, 1, 1, 1), 0, window)
        self._look, self._t, self._field, self._find = look, t, field, find
        self.model = FoundModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = _Delegate(look, t)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(t("Found"))
        self.foot = label("", Role.CAPTION, tone="t3")
        self.foot.setContentsMargins(12, 7, 12, 7)
        self.add(self.list, self.foot)
        self.list.clicked.connect(self._take)
        field.textChanged.connect(self.search)
        field.installEventFilter(self)
        self.hide()

    def search(self, text: str) -> None:
        """Show what is found for ``text``; nothing typed closes the list."""
        query = text.strip()
        if not query:
            self.hide()
            return
        rows = self._find(query)
        self.model.show(rows, query)
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
            self.foot.setText(self._t.n("{count} found", "{count} found", len(rows)))
        else:
            self.foot.setText(self._t("Nothing has “{text}” in it.", text=query[:60]))
        self._place(len(rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and choose from the field's keys; close when the field loses the focus."""
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            if event.type() == QEvent.Type.FocusIn and self._field.text().strip():
                self.search(self._field.text())
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._field.clear()
            self.hide()
            return True
        if self.isHidden():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self.model.index(row))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
            return True
        return False

    def _take(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if found is not None:
            self.hide()
            self._field.clear()
            self.chosen.emit(found)

    def _place(self, rows: int) -> None:
        window = self.parentWidget()
        if window is None:
            return
        px = self._look.theme.px
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 4))
        high = px(ROW_HEIGHT) * min(rows, MOST_ROWS)
        self.list.setFixedHeight(high)
        self.list.setVisible(rows > 0)
        wide = max(px(WIDTH), self._field.width())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(corner.x() + self._field.width() - wide)
        self.setGeometry(corner.x(), corner.y(), wide, high + self.foot.sizeHint().height() + 2)
        self.show()
        self.raise_()
