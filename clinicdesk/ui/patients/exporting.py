"""Writes patients of the list to a CSV file that the person chooses."""

from collections.abc import Sequence

from clinicdesk.domain.people import PatientRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.exporting import Listing, save_csv
from clinicdesk.ui.patients.table_model import PAGE, Column
from clinicdesk.ui.patients.words import cell_words, heads
from clinicdesk.ui.tasks import Progress

WRITTEN = tuple(column for column in Column if column is not Column.TICK)


def export(desk: Desk, ids: Sequence[int]) -> None:
    """Write the patients of ``ids`` in their order."""

    def read(progress: Progress) -> Listing:
        rows: list[PatientRow] = []
        for start in range(0, len(ids), PAGE):
            progress.report(start, len(ids))
            rows += desk.services.patients.rows(ids[start : start + PAGE])
        names = [heads(desk)[column] for column in WRITTEN]
        return names, [[cell_words(desk, row, column) for column in WRITTEN] for row in rows]

    save_csv(desk, desk.t("Export patients"), desk.t("patients"), read)
