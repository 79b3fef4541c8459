"""The names of the matrix, kept in view while its languages are scrolled sideways."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from clinicdesk.ui.widgets.painting import mirrored


class FrozenNames(QTableView):
    """Lies over the first column of ``table`` and shows the same rows; clicks go through to the table."""

    def __init__(self, table: QTableView, head: QHeaderView) -> None:
        """Cover the first column of ``table``, with ``head`` above it."""
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setHorizontalHeader(head)
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("")
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.fit)

    def fit(self) -> None:
        """Stand where the first column stands unscrolled; only where it is scrolled away."""
        table = self._table
        wide, head = table.columnWidth(0), table.horizontalHeader().height()
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column > 0)
        self.setColumnWidth(0, wide)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(head)
        view = table.viewport().geometry()
        bounds = QRect(view.x(), view.y() - head, view.width(), view.height() + head)
        place = QRect(bounds.x(), bounds.y(), wide, bounds.height())
        self.setGeometry(mirrored(table.layoutDirection(), bounds, place))
        self.setVisible(table.horizontalScrollBar().value() > 0)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
