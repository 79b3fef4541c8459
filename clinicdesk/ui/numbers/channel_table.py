"""The table from inquiry to arrival by channel, market or coordinator, and of all together."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from clinicdesk.domain.numbers import Figure, Grouping, LeadFigures, Share, Step
from clinicdesk.domain.summary import Summary, is_slow
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.numbers.asked import Asked
from clinicdesk.ui.numbers.words import (
    group_words,
    is_far_below,
    part_words,
    percent_words,
    period_words,
    reply_words,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns in order."""

    CHANNEL = 0
    INQUIRIES = 1
    REPLY = 2
    PLAN = 3
    DEPOSIT = 4
    ARRIVAL = 5


SHARES = {Column.PLAN: "plan", Column.DEPOSIT: "deposit_of_plans", Column.ARRIVAL: "arrival"}
"""The columns with bars, and the share of LeadFigures that each shows."""
_STEPS = {Column.PLAN: Step.PLAN, Column.DEPOSIT: Step.DEPOSIT, Column.ARRIVAL: Step.ARRIVAL}
_FIGURES = {
    Column.CHANNEL: Figure.INQUIRIES,
    Column.INQUIRIES: Figure.INQUIRIES,
    Column.REPLY: Figure.REPLIED_LATE,
    Column.PLAN: Figure.PLAN_SENT,
    Column.DEPOSIT: Figure.DEPOSIT_PAID,
    Column.ARRIVAL: Figure.ARRIVED,
}


class ChannelTable(QAbstractTableModel):
    """A row for each group and a last one for all; ``limit`` holds the smaller groups back."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty table."""
        super().__init__()
        self._desk = desk
        self._rows: tuple[LeadFigures, ...] = ()
        self.summary: Summary | None = None
        self.by = Grouping.CHANNEL
        t = desk.t
        self._heads = {
            Column.CHANNEL: t("Channel"),
            Column.INQUIRIES: t("Inquiries"),
            Column.REPLY: t("Median first reply,\nin business hours"),
            Column.PLAN: t("Plan sent,\nof inquiries"),
            Column.DEPOSIT: t("Deposit paid,\nof plans"),
            Column.ARRIVAL: t("Arrived,\nof deposits"),
        }

    def show_summary(self, summary: Summary, limit: int, by: Grouping) -> None:
        """Show the ``limit`` largest groups of a summary that is divided ``by`` them, and all together."""
        self.beginResetModel()
        self.summary, self.by = summary, by
        self._heads[Column.CHANNEL] = grouping_words(self._desk.t)[by]
        self._rows = (*summary.groups[:limit], summary.total)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return channels and the row of all."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return six."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[Column(section)]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; readers also hear its row, its column and the baseline."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), Column(index.column()))
        return None

    def asked(self, index: Index) -> Asked:
        """Return what a cell opens."""
        group = None if self.is_total(index.row()) else self._rows[index.row()].group
        return Asked(_FIGURES[Column(index.column())], group)

    def is_total(self, row: int) -> bool:
        """Whether a row is that of all groups."""
        return row == len(self._rows) - 1

    def channel(self, row: int) -> str:
        """Return the channel of a row, whose mark is drawn; "" for all, and in other divisions."""
        return self._rows[row].group if self.by is Grouping.CHANNEL else ""

    def share(self, row: int, column: Column) -> Share:
        """Return the share that a bar shows."""
        share: Share = getattr(self._rows[row], SHARES[column])
        return share

    def baseline(self, column: Column) -> Share | None:
        """Return the share of all channels in the baseline; None where there is none."""
        base = self.summary.baseline if self.summary else None
        share: Share | None = getattr(base.total, SHARES[column]) if base else None
        return share

    def is_slow(self, row: int) -> bool:
        """Whether a channel waits far longer for its first reply than all do."""
        assert self.summary is not None
        return not self.is_total(row) and is_slow(self._rows[row], self.summary.total)

    def leaks(self, row: int, column: Column) -> bool:
        """Whether a share is orange: ten points under the baseline, or all of the stage that leaks."""
        leak = self.summary.leak if self.summary else None
        if leak is not None and self.is_total(row) and leak.step is _STEPS[column]:
            return True
        return is_far_below(self.share(row, column), self.baseline(column))

    def words(self, row: int, column: Column) -> str:
        """Return what a cell says at first."""
        t, own = self._desk.t, self._rows[row]
        assert self.summary is not None
        if column is Column.CHANNEL:
            if self.is_total(row):
                return t("All together")
            return group_words(t, self.summary, own.group, self.by)
        if column is Column.INQUIRIES:
            return t.formats.number(own.inquiries)
        if column is Column.REPLY:
            return reply_words(t, own.reply_median)
        return percent_words(t, self.share(row, column).percent)

    def caption(self, row: int, column: Column) -> str:
        """Return the counts below a bar."""
        share = self.share(row, column)
        return part_words(self._desk.t, share) if share.whole else ""

    def spoken(self, row: int, column: Column) -> str:
        """Return a cell with its row, its column and the baseline."""
        t, name = self._desk.t, self.words(row, Column.CHANNEL)
        if column is Column.CHANNEL:
            return name
        said = f"{name}, {self._heads[column].replace(chr(10), ' ')}: {self.words(row, column)}"
        if column not in SHARES:
            return f"{said}, {t('slow')}" if column is Column.REPLY and self.is_slow(row) else said
        base = self.baseline(column)
        if self.caption(row, column):
            said = f"{said}, {self.caption(row, column)}"
        if base is None or base.percent is None or self.summary is None or self.summary.baseline is None:
            return said
        period = period_words(t, self.summary.baseline.period)
        return f"{said}, {period}: {t.formats.percent(base.percent)}"


def grouping_words(t: Translator) -> dict[Grouping, str]:
    """Return what the figures can be divided by, in words."""
    return {
        Grouping.CHANNEL: t("Channel"),
        Grouping.MARKET: t("Market"),
        Grouping.COORDINATOR: t("Coordinator"),
    }
