"""Runs long work beside the GUI thread, with progress and cancel, and an inline twin for tests."""

from collections.abc import Callable
from threading import Event
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside a job when the person cancelled it; the job leaves everything as it was."""


class Progress(QObject):
    """Handed to a job: it reports how far it is and asks whether to stop."""

    reported = Signal(int, int, str)

    def __init__(self) -> None:
        """Start not cancelled."""
        super().__init__()
        self._stop = Event()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say that ``done`` of ``total`` steps are finished (``total`` 0: not known). Raises Cancelled."""
        self.check()
        self.reported.emit(done, total, words)

    def check(self) -> None:
        """Raise Cancelled if the person cancelled."""
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._stop.set()


Job = Callable[[Progress], T]


class Task(QObject):
    """One running job as the GUI thread sees it; all its signals arrive on the GUI thread."""

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(self, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Keep what to call with the result and with a failure."""
        super().__init__()
        self.progress = Progress()
        self.progress.reported.connect(self.progressed)
        self.running = True
        self._done = done
        self._failed = failed

    def cancel(self) -> None:
        """Ask the job to stop; neither result nor failure is delivered then."""
        self.progress.cancel()

    @Slot(object, object)
    def finish(self, value: object, error: Exception | None) -> None:
        """Deliver the result or the failure, once, on the GUI thread."""
        self.running = False
        self.ended.emit()
        if isinstance(error, Cancelled):
            return
        if error is not None:
            self._failed(error)
        else:
            self._done(value)


class Runner(Protocol):
    """Runs jobs; pages know only this."""

    def run(
        self,
        job: Job[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Start ``job``; call ``done`` with its result or ``failed`` (default: the error report)."""
        ...


class ThreadRunner(QObject):
    """Runs each job on a thread of a small pool; results come back on the GUI thread."""

    def __init__(self, unexpected: Callable[[Exception], None], threads: int = 2) -> None:
        """Send failures that nobody takes to ``unexpected``."""
        super().__init__()
        self._unexpected = unexpected
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._tasks: set[Task] = set()

    def run(
        self,
        job: Job[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Start ``job`` on a thread; see Runner."""
        task = Task(done, failed or self._unexpected)
        self._tasks.add(task)
        task.ended.connect(lambda: self._tasks.discard(task))
        self._pool.start(_Work(job, task))
        return task

    def busy(self) -> bool:
        """Whether any job is still running."""
        return bool(self._tasks)

    def close(self, milliseconds: int = 5000) -> bool:
        """Cancel what runs and wait for it; return whether everything ended in time."""
        for task in list(self._tasks):
            task.cancel()
        return self._pool.waitForDone(milliseconds)


class InlineRunner:
    """Runs each job at once on the calling thread: for tests, the tour and the command line."""

    def __init__(self, unexpected: Callable[[Exception], None] | None = None) -> None:
        """Raise failures that nobody takes, unless ``unexpected`` takes them."""
        self._unexpected = unexpected or _raise

    def run(
        self,
        job: Job[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Run ``job`` now; see Runner."""
        task = Task(done, failed or self._unexpected)
        task.finish(*_outcome(job, task.progress))
        return task


class _Messenger(QObject):
    """Lives as long as its work and carries the outcome across threads by a queued signal."""

    finished = Signal(object, object)


class _Work(QRunnable):
    def __init__(self, job: Job[Any], task: Task) -> None:
        super().__init__()
        self._job = job
        self._progress = task.progress
        self._messenger = _Messenger()
        self._messenger.finished.connect(task.finish, Qt.ConnectionType.QueuedConnection)

    def run(self) -> None:
        value, error = _outcome(self._job, self._progress)
        self._messenger.finished.emit(value, error)


def _outcome(job: Job[Any], progress: Progress) -> tuple[object, Exception | None]:
    try:
        return job(progress), None
    except Exception as error:  # noqa: BLE001  every failure is delivered to the GUI thread
        return None, error


def _raise(error: Exception) -> None:
    raise error
