"""A process that works in a clinic's file until it is killed, and writes outside what was acknowledged."""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from clinicdesk.domain.clock import FixedClock
from clinicdesk.services.context import Context
from clinicdesk.storage.engine import open_clinic
from tests.faults.acts import ACTS, choose
from tests.make import AT

Line = dict[str, Any]


class Journal:
    """Lines outside the clinic's file: each is on the disk before the next step is taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch()

    def write(self, line: Line) -> None:
        """Append one line in one write."""
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, json.dumps(line).encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def lines(path: Path) -> list[Line]:
    """Return the whole lines of a journal; a line cut by a kill says nothing."""
    if not path.exists():
        return []
    whole = path.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in whole]


def unanswered(path: Path) -> list[Line]:
    """Return what was begun and never acknowledged."""
    said = lines(path)
    answered = {line["operation"] for line in said if "result" in line}
    return [line for line in said if "result" not in line and line["operation"] not in answered]


def work(file: Path, outside: Path, seed: int) -> None:
    """Ask again what was not answered, then go on with new acts until the end comes from outside."""
    dice = random.Random(seed)
    pending = unanswered(outside)
    journal = Journal(outside)
    at = AT + timedelta(seconds=seed)
    context = Context(open_clinic(file, at=at), FixedClock(at))
    for line in pending:
        act(context, journal, line["action"], UUID(line["operation"]))
    while True:
        action, operation = choose(dice), UUID(int=dice.getrandbits(128), version=4)
        journal.write({"action": action, "operation": str(operation)})
        act(context, journal, action, operation)


def act(context: Context, journal: Journal, action: str, operation: UUID) -> None:
    """Do one act and acknowledge it outside."""
    result = ACTS[action].do(context, operation)
    journal.write({"action": action, "operation": str(operation), "result": result})
