"""Asks where a list goes and writes it as CSV beside the window's own work."""

from collections.abc import Callable, Sequence

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.tasks import Progress

Listing = tuple[Sequence[str], Sequence[Sequence[str]]]
"""The names of the columns, and the cells of each row, all as people read them."""


def save_csv(desk: Desk, title: str, stem: str, read: Callable[[Progress], Listing]) -> None:
    """Ask for a file, named ``stem`` and the day, and write what ``read`` returns; say how many rows."""
    t = desk.t
    name = f"{stem}-{desk.today().isoformat()}.csv"
    path = desk.prompts.save_file(title, name, [FileKind(t("CSV files"), ("*.csv",))])
    if path is None:
        return

    def write(progress: Progress) -> int:
        from clinicdesk.documents.listing import listing_csv

        heads, rows = read(progress)
        path.write_bytes(listing_csv(heads, rows))
        return len(rows)

    def written(count: int) -> None:
        desk.notices.say(
            t.n("{count} row is in {file}.", "{count} rows are in {file}.", count, file=path.name)
        )

    def failed(error: Exception) -> None:
        if isinstance(error, OSError):
            desk.notices.fail(t("The file could not be written. Choose another folder."))
        else:
            desk.commands.tell(error)

    desk.runner.run(write, written, failed)
