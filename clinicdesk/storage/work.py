"""An opened clinic's file and its transactions: one ``with`` is one transaction, and nothing outlives it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Engine, Executable, text

from clinicdesk.storage import audit, counters
from clinicdesk.storage.columns import INSTANT
from clinicdesk.storage.lock import FileLock
from clinicdesk.storage.problems import told

_RESERVE = text(
    "INSERT INTO operation (id, action, at) VALUES (:id, :action, :at) ON CONFLICT (id) DO NOTHING"
)
_EARLIER = text("SELECT action, result FROM operation WHERE id = :id")
_REMEMBER = text("UPDATE operation SET result = :result WHERE id = :id")

T = TypeVar("T")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Work:
    """One transaction: its connection, the instant it happens at, and the member of staff who acts."""

    connection: Connection
    at: datetime
    by: int | None = None

    def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run one Core statement in this transaction."""
        return self.connection.execute(statement, parameters)

    def once(self, operation: UUID | None, action: str) -> dict[str, Any] | None:
        """Return the result of an earlier run of ``operation``, else reserve it and return None.

        A double click, a crash or a retry with the same UUID so has one effect (safety rule 4). The
        reservation is part of the transaction. Raises ValueError if the UUID was used for another action.
        """
        if operation is None:
            return None
        names = {"id": str(operation), "action": action, "at": self.at.astimezone(UTC).strftime(INSTANT)}
        if self.connection.execute(_RESERVE, names).rowcount == 1:
            return None
        earlier, result = self.connection.execute(_EARLIER, {"id": str(operation)}).one()
        if earlier != action:
            raise ValueError(f"operation of {earlier} used again for {action}")
        return dict(json.loads(result))

    def remember(self, operation: UUID | None, result: Mapping[str, Any]) -> None:
        """Keep what ``operation`` returned, for the retry that asks again: ids and numbers, as JSON."""
        if operation is not None:
            stored = json.dumps(dict(result), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            self.connection.execute(_REMEMBER, {"id": str(operation), "result": stored})

    def audit(
        self, action: str, subject: str, subject_id: int | None, detail: Mapping[str, Any] | None = None
    ) -> None:
        """Append to the audit trail what was done to which row; ids and codes only, never names."""
        audit.add(
            self.connection,
            at=self.at,
            by=self.by,
            action=action,
            subject=subject,
            subject_id=subject_id,
            detail=detail or {},
        )

    def next_in(self, series: str) -> int:
        """Return the next gapless number of ``series``, from 1."""
        return counters.next_in(self.connection, series)


class Storage:
    """An opened, checked and locked clinic's file. One writer at a time; readers see the last commit.

    ``memory`` is for what was read once and is kept until it changes; a restore empties it.
    """

    def __init__(self, path: Path, engine: Engine, lock: FileLock, key: bytes | None = None) -> None:
        self.path = path
        self.engine = engine
        self.key = key
        self.memory: dict[str, Any] = {}
        self.lock = lock
        self._writer = threading.Lock()
        self._writing_thread: int | None = None

    @contextmanager
    def writing(self, *, at: datetime, by: int | None = None) -> Iterator[Work]:
        """Open one writing transaction: committed at the end, rolled back on any error.

        Another thread's transaction is waited for. Raises FileProblem if the disk or the file fails,
        RuntimeError if this thread is already writing: everything of one act is one transaction.
        """
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a writing transaction inside another one")
        with self._writer:
            self._writing_thread = threading.get_ident()
            try:
                with self._transaction("BEGIN IMMEDIATE") as connection:
                    yield Work(connection, at, by)
            finally:
                self._writing_thread = None

    @contextmanager
    def reading(self, *, at: datetime, by: int | None = None) -> Iterator[Work]:
        """Open one reading transaction: everything read in it is of one moment, and writing is refused."""
        with self._transaction("BEGIN") as connection:
            connection.exec_driver_sql("PRAGMA query_only = 1")
            try:
                yield Work(connection, at, by)
            finally:
                connection.exec_driver_sql("PRAGMA query_only = 0")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with told(self.path), self.engine.connect() as connection:
            connection.exec_driver_sql(begin)
            yield connection
            connection.commit()

    def exchange(self, act: Callable[[], T], reopen: Callable[[], Storage]) -> T:
        """Let go of the file while ``act`` puts another in its place, then hold what ``reopen`` opened.

        Everything that keeps this object goes on with the new file. If ``reopen`` fails, this object is
        closed and its error is raised.
        """
        with self._writer:
            self.close()
            try:
                return act()
            finally:
                opened = reopen()
                self.engine, self.lock = opened.engine, opened.lock
                self.memory.clear()

    def close(self) -> None:
        """Close every connection, which folds the journal into the file, and give the lock back."""
        self.engine.dispose()
        self.lock.release()
