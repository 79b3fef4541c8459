"""Backups of the clinic's file: made, listed, restored and due, and warnings about where the file lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clinicdesk.domain.backups import Backup, Report, Restored, due
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.text import marked
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.storage import audit
from clinicdesk.storage.backup import back_up, backups
from clinicdesk.storage.engine import open_clinic
from clinicdesk.storage.location import on_network, synced_by
from clinicdesk.storage.restore import restore

Progress = Callable[[int, int], None]


class Backups:
    """The clinic's backups; each is read again and judged before it gets its name (safety rule 7)."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def all(self) -> tuple[Backup, ...]:
        """Return the backups, newest first."""
        return backups(self.context.storage.path)

    @permitted(EVERYBODY)
    def make(self, *, reason: str = "asked", progress: Progress | None = None) -> Done[Backup]:
        """Make one now; ``reason`` is asked, interval, close, or what comes next (import, merge, erase).

        The clinic works on meanwhile; call it on a worker thread. Raises FileProblem, with no backup kept.
        """
        storage = self.context.storage
        made = back_up(
            storage.path, at=self.context.clock.now(), reason=reason, key=storage.key, progress=progress
        )
        return Done(made, Changes.NONE, marked("Backup made and checked: {name}."), {"name": made.path.name})

    @permitted(EVERYBODY)
    def is_due(self) -> bool:
        """Say whether half an hour has passed since the newest backup and something changed since."""
        return due(self._newest(), audit=self._audit(), now=self.context.clock.now())

    @permitted(EVERYBODY)
    def when_closing(self) -> Backup | None:
        """Make a backup if anything changed since the newest one; to be called before the file is closed."""
        newest, changed = self._newest(), self._audit()
        unchanged = not changed if newest is None else newest.figures.get("audit") == changed
        return None if unchanged else self.make(reason="close").value

    @permitted(OWNERS)
    def restore(self, chosen: Backup) -> Done[Restored]:
        """Go back to ``chosen`` after a backup of today; the file before it is kept beside the new one.

        Everything shown is stale afterwards. Raises FileProblem, with today's file in place, if the backup is
        not sound. Undo goes back to the backup of today.
        """
        storage, now = self.context.storage, self.context.clock.now()
        today = self.make(reason="restore").value
        done = storage.exchange(
            lambda: restore(storage.path, chosen.path, at=now, key=storage.key),
            lambda: open_clinic(storage.path, at=now, key=storage.key),
        )
        with self.context.writing() as work:
            work.audit("file.restore", "clinic", None, {"backup": chosen.path.name})
        return Done(
            done,
            Changes.EVERYTHING,
            marked(
                "The backup {name} is open now. Look at Today first: it does not know what came after it."
            ),
            {"name": chosen.path.name},
            undo=lambda: self.restore(today),
        )

    @permitted(EVERYBODY)
    def warnings(self) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """Return what is risky about the file's folder, as marked sentences with their data."""
        folder = self.context.storage.path.parent
        found: list[tuple[str, Mapping[str, object]]] = []
        if program := synced_by(folder):
            found.append(
                (
                    marked(
                        "{program} copies the folder {folder} while ClinicDesk writes in it, which can spoil "
                        "the file. Move it out of there and let {program} copy the backups instead."
                    ),
                    {"program": program, "folder": str(folder)},
                )
            )
        if on_network(folder):
            found.append(
                (
                    marked(
                        "The folder {folder} is on another machine, where the file can be spoiled when the "
                        "network fails. Move it to this computer and copy the backups there instead."
                    ),
                    {"folder": str(folder)},
                )
            )
        return tuple(found)

    @permitted(EVERYBODY)
    def verify(self, *, quick: bool = False) -> Report:
        """Check the whole file: numbers, money, frozen papers, stages, follow-ups and the audit trail.

        ``quick`` keeps to the checks that read no paper and recompute nothing; call it on a worker thread
        after the start.
        """
        from clinicdesk.services.verification import verify

        return verify(self.context, quick=quick)

    def _newest(self) -> Backup | None:
        return next(iter(backups(self.context.storage.path)), None)

    def _audit(self) -> str:
        with self.context.reading() as work:
            return audit.last(work.connection)
