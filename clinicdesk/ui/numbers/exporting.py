"""Writes the summary of a period into a folder that the person chooses."""

from collections.abc import Callable, Sequence
from pathlib import Path

from clinicdesk.domain.periods import Period
from clinicdesk.ui.desk import Desk


def export(desk: Desk, period: Period, baseline: Period, kind: str, busy: Callable[[bool], None]) -> None:
    """Ask for a folder and write one kind of file, "pdf", "xlsx" or "csv", beside the window's own work.

    ``busy`` is told when the writing begins and when it has ended.
    """
    t = desk.t
    folder = desk.prompts.open_folder(t("Choose a folder for the summary"))
    if folder is None:
        return
    services = desk.services
    busy(True)

    def written(paths: Sequence[Path]) -> None:
        busy(False)
        names = t.formats.items([path.name for path in paths])
        desk.notices.say(t("{files} is in {folder}.", files=names, folder=str(folder)))

    def failed(error: Exception) -> None:
        busy(False)
        desk.commands.tell(error)

    desk.runner.run(
        lambda _: services.numbers.export(period, folder, baseline=baseline, kinds=(kind,)), written, failed
    )
