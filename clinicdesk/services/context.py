"""What every service works with: the clinic's file, the clock, and the person who acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from clinicdesk.domain.clock import Clock
from clinicdesk.domain.people import StaffMember
from clinicdesk.storage.work import Storage, Work


@dataclass(frozen=True)
class Context:
    """Given to each service once; ``actor`` is None only for set-up, scripts and the demo (all allowed)."""

    storage: Storage
    clock: Clock
    actor: StaffMember | None = None

    @property
    def by(self) -> int | None:
        """Return the id of the acting member of staff."""
        return self.actor.id if self.actor else None

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Open one writing transaction: committed at the end, rolled back on any error."""
        with self.storage.writing(at=self.clock.now(), by=self.by) as work:
            yield work

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Open one reading transaction: everything read in it belongs to the same moment."""
        with self.storage.reading(at=self.clock.now(), by=self.by) as work:
            yield work
