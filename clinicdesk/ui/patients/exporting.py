"""Writes patients of the list to a CSV file that the person chooses."""

from collections.abc import Sequence

from clinicdesk.domain.people import PatientRow
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.table_model import PAGE, Column
from clinicdesk.ui.patients.words import cell_words, heads
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.tasks import Progress

WRITTEN = (
    Column.NAME,
    Column.MARKET,
    Column.TREATMENT,
    Column.DUE,
    Column.IDEAL,
    Column.WHO,
    Column.CONSENT,
    Column.PAID,
)


def export(desk: Desk, ids: Sequence[int]) -> None:
    """Ask for a file and write the patients of ``ids`` in their order, beside the window's own work."""
    t = desk.t
    name = t("patients {on}", on=desk.today().isoformat()).replace(" ", "-") + ".csv"
    path = desk.prompts.save_file(t("Export patients"), name, [FileKind(t("CSV files"), ("*.csv",))])
    if path is None:
        return

    def write(progress: Progress) -> int:
        from clinicdesk.documents.listing import listing_csv

        rows: list[PatientRow] = []
        for start in range(0, len(ids), PAGE):
            progress.report(start, len(ids))
            rows += desk.services.patients.rows(ids[start : start + PAGE])
        names = [heads(desk)[column] for column in WRITTEN]
        cells = ([cell_words(desk, row, column) for column in WRITTEN] for row in rows)
        path.write_bytes(listing_csv(names, cells))
        return len(rows)

    def written(count: int) -> None:
        said = t.n("{count} patient is in {file}.", "{count} patients are in {file}.", count, file=path.name)
        desk.notices.say(said)

    def failed(error: Exception) -> None:
        if isinstance(error, OSError):
            desk.notices.fail(t("The file could not be written. Choose another folder."))
        else:
            desk.commands.tell(error)

    desk.runner.run(write, written, failed)
