"""A process killed at any moment loses nothing it acknowledged, leaves no gap, and does nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import func, select

from clinicdesk.services.context import Context
from clinicdesk.services.verification import verify
from clinicdesk.storage import tables
from clinicdesk.storage.engine import open_clinic
from clinicdesk.storage.work import Storage
from tests import make
from tests.faults import worker
from tests.make import AT

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork servers are of POSIX"),
]
KILLS = int(os.environ.get("CLINICDESK_KILLS", "120"))
KILLS_PER_FILE = 40
LONGEST = 0.09


def kill_while_working(file: Path, outside: Path, seed: int, dice: random.Random) -> None:
    """Let a process work for a moment of unknown length and end it without a word."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.worker"])
    process = context.Process(target=worker.work, args=(file, outside, seed), daemon=True)
    said = len(worker.lines(outside))
    process.start()
    # Half of the kills strike while the file is opened and mended, half after some acts.
    if dice.random() < 0.5:
        while process.is_alive() and len(worker.lines(outside)) <= said:
            process.join(0.002)
    end = perf_counter() + dice.random() * LONGEST
    while perf_counter() < end and process.is_alive():
        process.join(0.001)
    assert process.is_alive(), f"the worker ended by itself: {process.exitcode}"
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    process.close()


def judge(storage: Storage, outside: Path) -> int:
    """Compare the file with the outside journal; return how many acts were acknowledged."""
    report = verify(Context(storage, make.clock()))
    assert report.good, [str(problem) for problem in report.problems]
    said = worker.lines(outside)
    with storage.reading(at=AT) as work:
        held = {row.id: row for row in work.execute(select(tables.operation))}
        effects = {
            table: work.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one()
            for table in ("patient", "payment", "receipt", "audit")
        }
    asked = {line["operation"] for line in said}
    answered = {line["operation"]: line["result"] for line in said if "result" in line}
    assert {name: held[name].result for name in answered if name in held} == answered, "nothing is lost"
    assert set(held) <= asked, "nothing happened that was not asked for"
    assert effects["audit"] == len(held)
    assert effects["patient"] == sum("patient" in row.result for row in held.values()), "nothing twice"
    assert effects["payment"] == effects["receipt"] == sum("payment" in row.result for row in held.values())
    return len(answered)


@pytest.mark.parametrize("file_number", range(-(-KILLS // KILLS_PER_FILE)))
def test_kill(tmp_path: Path, file_number: int) -> None:
    dice = random.Random(file_number)
    opened = make.storage(tmp_path)
    file, outside = opened.path, tmp_path / "outside.jsonl"
    opened.close()
    answered = 0
    for kill in range(KILLS_PER_FILE):
        kill_while_working(file, outside, file_number * KILLS_PER_FILE + kill, dice)
        storage = open_clinic(file, at=AT)
        answered = judge(storage, outside)
        storage.close()
    assert answered >= KILLS_PER_FILE, "the process did real work between the kills"
