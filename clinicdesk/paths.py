"""The folders that ClinicDesk keeps its files in, by the conventions of the system it runs on."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

_PROGRAM = "ClinicDesk"


@dataclass(frozen=True)
class Folders:
    """Where one clinic's file, its settings of this computer and the log are."""

    data: Path
    config: Path
    log: Path

    @property
    def file(self) -> Path:
        """The clinic's file: the one file that holds everything, beside its backups."""
        return self.data / "clinic.clinicdesk"

    @property
    def demo(self) -> Path:
        """Where the demo clinic lives, away from the clinic's own file."""
        return self.data / "demo"

    def make(self) -> None:
        """Make the folders, readable by nobody but their owner where the system knows owners.

        Raises OSError if a folder cannot be made.
        """
        for folder in (self.data, self.config, self.log):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def folders(data: Path | None = None) -> Folders:
    """Return the folders to use; ``data`` (``--data DIR``) keeps everything together in one folder.

    Nothing is made on disk.
    """
    if data is not None:
        data = data.expanduser().absolute()
        return Folders(data=data, config=data / "config", log=data / "log")
    return Folders(
        data=user_data_path(_PROGRAM, appauthor=False),
        config=user_config_path(_PROGRAM, appauthor=False),
        log=user_log_path(_PROGRAM, appauthor=False),
    )
