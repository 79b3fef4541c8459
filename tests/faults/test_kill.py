"""A process killed at any moment loses nothing it acknowledged, leaves no gap, and does nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import select

from clinicdesk.services.context import Context
from clinicdesk.services.verification import verify
from clinicdesk.storage import tables
from clinicdesk.storage.engine import open_clinic
from clinicdesk.storage.work import Storage
from tests import make
from tests.faults import acts, worker
from tests.faults.conftest import KILLS_PER_FILE
from tests.make import AT

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork servers are of POSIX"),
]
LONGEST = 0.12


def kill_while_working(file: Path, outside: Path, seed: int, dice: random.Random) -> bool:
    """Let a process work for a moment of unknown length and end it; return whether it acknowledged an act.

    Half of the kills strike while the file is opened and mended, half after at least one act.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.warm"])
    process = context.Process(target=worker.work, args=(file, outside, seed), daemon=True)
    said, waits = answered(outside), dice.random() < 0.5
    process.start()
    while waits and process.is_alive() and answered(outside) == said:
        process.join(0.002)
    end = perf_counter() + dice.random() * LONGEST
    while perf_counter() < end and process.is_alive():
        process.join(0.001)
    assert process.is_alive(), f"the worker ended by itself: {process.exitcode}"
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    process.close()
    return waits


def answered(outside: Path) -> int:
    """Return how many acts were acknowledged."""
    return sum("result" in line for line in worker.lines(outside))


def judge(storage: Storage, outside: Path, before: dict[str, int]) -> int:
    """Compare the file with the outside journal; return how many acts were acknowledged."""
    report = verify(Context(storage, make.clock()))
    assert report.good, [str(problem) for problem in report.problems]
    said = worker.lines(outside)
    asked = {line["operation"] for line in said}
    results = {line["operation"]: line["result"] for line in said if "result" in line}
    with storage.reading(at=AT) as work:
        held = {row.id: row for row in work.execute(select(tables.operation)) if row.id in asked}
        made = acts.made(work)
    for operation, result in results.items():
        assert result.items() <= held[operation].result.items(), "nothing acknowledged is lost"
    effects = {name: made[name] - before[name] for name in acts.ACTS}
    asked_for = Counter(row.action for row in held.values())
    assert effects == {name: asked_for[name] for name in acts.ACTS}, "nothing happened twice or unasked"
    return len(results)


def test_kill(tmp_path: Path, file_number: int) -> None:
    dice = random.Random(file_number)
    opened = make.storage(tmp_path)
    before = acts.opened_day(opened)
    file, outside = opened.path, tmp_path / "outside.jsonl"
    opened.close()
    waited = 0
    for kill in range(KILLS_PER_FILE):
        waited += kill_while_working(file, outside, file_number * KILLS_PER_FILE + kill, dice)
        storage = open_clinic(file, at=AT)
        judge(storage, outside, before)
        storage.close()
    assert answered(outside) >= waited > KILLS_PER_FILE // 4, "real work was done between the kills"
