"""A table that is read as a list: one line a row, no grid, painted by its delegate."""

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


def as_list(table: QTableView) -> None:
    """Take away what makes a table a spreadsheet: grid, row numbers, wrapping, editing, Tab inside."""
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
