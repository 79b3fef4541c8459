"""Paints the cells of a plan's lines, and makes the editors that stand in them."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinicdesk.domain.completeness import Problem, Severity
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.plans.cells import FIGURES, Column
from clinicdesk.ui.plans.grid_model import SHORTENED, TripModel, Wrong
from clinicdesk.ui.plans.suggest import CellEdit, SuggestEdit
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.painting import LEADING, TRAILING, draw_icon, draw_row_text, draw_state, mirrored

Index = QModelIndex | QPersistentModelIndex
ROW, COMPLAINT = 27, 18
GRIP = 26
SIDE = 8
ISOLATE, END_ISOLATE = "\u2066", "\u2069"
"""Keep a list of teeth left to right in every screen."""
NEW_WIDTH = 340


class CellDelegate(QStyledItemDelegate):
    """One for each trip's grid. ``entered`` tells Enter in an editor, after its text was taken."""

    entered = Signal()

    def __init__(self, look: Look, word: Callable[[Problem], str], parent: QWidget) -> None:
        """``word`` says a problem in a word or two, for the end of its row."""
        super().__init__(parent)
        self._look, self._word = look, word

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell: the row's tint, its text, and its mark at both ends."""
        model = index.model()
        if not isinstance(model, TripModel):
            return
        theme = self._look.theme
        column, row = Column(index.column()), index.row()
        cell: QRect = option.rect
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.fillRect(cell, theme.brush(_ground(model.severity(row))))
        if not model.is_new(row):
            painter.fillRect(QRect(cell.x(), cell.bottom(), cell.width(), 1), theme.brush("line"))
        top = cell.adjusted(0, 0, 0, theme.px(ROW) - cell.height())
        if column is Column.PROCEDURE:
            grip = mirrored(
                painter.layoutDirection(), top, top.adjusted(0, 0, theme.px(GRIP) - top.width(), 0)
            )
            icon = "plus" if model.is_new(row) else "grip-vertical"
            if not model.locked:
                draw_icon(painter, self._look, grip, icon, 13, "t3" if model.is_new(row) else "line2")
        if column is Column.PROBLEM:
            self._paint_problem(painter, top, model, row)
        else:
            self._paint_text(painter, top, model, row, column)
        painter.restore()

    def _paint_text(self, painter: QPainter, cell: QRect, model: TripModel, row: int, column: Column) -> None:
        theme = self._look.theme
        side = theme.px(SIDE)
        lead = theme.px(GRIP + 2) if column is Column.PROCEDURE else side if column not in FIGURES else 0
        inside = mirrored(painter.layoutDirection(), cell, cell.adjusted(lead, 0, -side, 0))
        wrong = model.wrong(row).get(column)
        item = model.lines[row].item if not model.is_new(row) else None
        role, tone = Role.BODY, "t1"
        if wrong is not None:
            tone = "red"
        elif item is None:
            tone = "t3"
        elif column is Column.AMOUNT:
            role = Role.NAME
        elif column in (Column.MATERIAL, Column.GUARANTEE, Column.DISCOUNT):
            tone = "t2"
        if item is not None and wrong is None:
            if column is Column.GUARANTEE and item.guarantee_months is None:
                role, tone = Role.NAME, "red"
            elif item.optional:
                tone = "t3"
        align = TRAILING if column in FIGURES else LEADING
        text = model.shown(row, column)
        mirrored_screen = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored_screen and column is Column.TEETH and text[:1].isdigit():
            text = f"{ISOLATE}{text}{END_ISOLATE}"
        draw_row_text(painter, theme, inside, text, role, tone, align)

    def _paint_problem(self, painter: QPainter, cell: QRect, model: TripModel, row: int) -> None:
        theme = self._look.theme
        if model.is_new(row):
            return
        problem, item = model.problem(row), model.lines[row].item
        inside = cell.adjusted(theme.px(4), 0, -theme.px(4), 0)
        if problem is None:
            said = model.cells.remark(item)
            draw_row_text(painter, theme, inside, said, Role.CAPTION, "t3")
            return
        block = problem.severity is Severity.BLOCK
        shape = mirrored(
            painter.layoutDirection(), inside, inside.adjusted(0, 0, theme.px(16) - inside.width(), 0)
        )
        draw_state(painter, self._look, shape, State.OVERDUE if block else State.RUNNING_OUT, theme.px(14))
        words = mirrored(painter.layoutDirection(), inside, inside.adjusted(theme.px(20), 0, 0, 0))
        draw_row_text(painter, theme, words, self._word(problem), Role.CAPTION, "red" if block else "orange")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a line; procedures and materials offer what the catalogue has."""
        model = index.model()
        assert isinstance(model, TripModel)
        column = Column(index.column())
        editor: CellEdit
        if column is Column.PROCEDURE:
            editor = SuggestEdit(self._look, model.cells.suggestions, parent, eager=True)
        elif column is Column.MATERIAL:
            known = [(name, "") for name in model.cells.materials(model.lines[index.row()].item.code)]
            editor = SuggestEdit(self._look, lambda _: known, parent, eager=False)
        else:
            editor = CellEdit(parent)
            if column in FIGURES:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        if isinstance(editor, SuggestEdit):
            editor.taken.connect(lambda: self._finish(editor))
        if column is Column.TEETH:
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        editor.setAccessibleName(model.heading(column))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the cell's text, all of it selected."""
        if isinstance(editor, CellEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed, or the suggestion that is marked."""
        if not isinstance(editor, CellEdit) or not isinstance(model, TripModel):
            return
        text = editor.result() if isinstance(editor, SuggestEdit) else editor.text()
        column = Column(index.column())
        row = index.row()
        if editor.was_cut:
            sentence = self._shortened(model, editor.limit)
            model.complain(row, column, Wrong(text, sentence))
            return
        starting = model.is_new(row)
        model.take(row, column, text)
        view = self.parent()
        if starting and not model.is_new(row) and isinstance(view, QAbstractItemView):
            # The new row went one down with the current cell; Tab and Enter go on from the line just made.
            view.setCurrentIndex(model.index(row, column))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell; a new row's editor is as wide as procedure and teeth."""
        theme = self._look.theme
        cell: QRect = option.rect
        place = cell.adjusted(0, 0, 0, theme.px(ROW) - cell.height() - 1)
        if Column(index.column()) is Column.PROCEDURE:
            model = index.model()
            wide = isinstance(model, TripModel) and model.is_new(index.row())
            end = theme.px(NEW_WIDTH) - place.width() if wide else 0
            place = mirrored(option.direction, place, place.adjusted(theme.px(GRIP - 6), 0, end, 0))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take the text with Enter and go to the next row; Esc closes suggestions before the editor."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, CellEdit)
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    return False
                self._finish(editor)
                return True
            if (
                event.key() == Qt.Key.Key_Escape
                and isinstance(editor, SuggestEdit)
                and editor.list.isVisible()
            ):
                editor.list.hide()
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: CellEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.entered.emit()

    def _shortened(self, model: TripModel, limit: int) -> str:
        return model.translator(SHORTENED, count=limit)


def _ground(severity: Severity | None) -> str:
    return {None: "surface", Severity.BLOCK: "redt", Severity.WARN: "oranget"}[severity]
