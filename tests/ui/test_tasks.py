import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from clinicdesk.ui.tasks import InlineRunner, Progress, ThreadRunner


def test_work_leaves_the_gui_thread_and_its_result_comes_back(qtbot: QtBot) -> None:
    runner = ThreadRunner(pytest.fail)
    seen: list[tuple[bool, bool]] = []
    gui = QThread.currentThread()
    worker: list[int] = []

    def job(progress: Progress) -> int:
        worker.append(threading.get_ident())
        return 7

    task = runner.run(job, lambda value: seen.append((value == 7, QThread.currentThread() == gui)))
    qtbot.waitUntil(lambda: not task.running)
    assert seen == [(True, True)]
    assert worker != [threading.get_ident()]
    assert not runner.busy()


def test_progress_is_told(qtbot: QtBot) -> None:
    runner = ThreadRunner(pytest.fail)
    told: list[tuple[int, int, str]] = []
    gate = threading.Event()

    def job(progress: Progress) -> None:
        gate.wait(5)
        progress.report(1, 2, "half")

    task = runner.run(job, lambda _: None)
    task.progressed.connect(lambda done, total, words: told.append((done, total, words)))
    gate.set()
    qtbot.waitUntil(lambda: not task.running)
    assert told == [(1, 2, "half")]


def test_cancel_stops_at_the_next_report_and_delivers_nothing(qtbot: QtBot) -> None:
    runner = ThreadRunner(pytest.fail)
    delivered: list[object] = []
    gate = threading.Event()

    def job(progress: Progress) -> str:
        gate.wait(5)
        progress.check()
        return "done"

    task = runner.run(job, delivered.append, delivered.append)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not task.running)
    assert delivered == []
    assert runner.close()


def test_failures_reach_whoever_takes_them(qtbot: QtBot) -> None:
    unexpected: list[Exception] = []
    runner = ThreadRunner(unexpected.append)

    def job(progress: Progress) -> None:
        raise ValueError("no")

    task = runner.run(job, pytest.fail)
    qtbot.waitUntil(lambda: not task.running)
    taken: list[Exception] = []
    task = runner.run(job, pytest.fail, taken.append)
    qtbot.waitUntil(lambda: not task.running)
    assert [type(error) for error in (*unexpected, *taken)] == [ValueError, ValueError]


def test_the_inline_twin_has_finished_when_it_returns(qtbot: QtBot) -> None:
    seen: list[int] = []
    task = InlineRunner().run(lambda progress: 3, seen.append)
    assert seen == [3]
    assert not task.running
    with pytest.raises(ValueError, match="no"):
        InlineRunner().run(lambda progress: int("no"), seen.append)
