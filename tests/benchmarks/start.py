"""Starts a bare window or the program in its own process and says when it was shown and filled."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic_ns, process_time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMainWindow, QWidget

PATIENCE_MS = 60_000
MEASURED_AT = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)


def resident_kb() -> int:
    """Return the memory of this process that is in use now, in kB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


class Watch(QObject):
    """Notes when a window was first painted, and when a list with rows in it was."""

    def __init__(self, begun_ns: int, wants_list: bool, done: Callable[[], object]) -> None:
        super().__init__()
        self._begun, self._wants_list, self._done = begun_ns, wants_list, done
        self.seen: dict[str, float] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at paint events only, and let all of them through."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._note("shown_ms")
            view = watched.parent()
            filled = isinstance(view, QAbstractItemView) and view.viewport() is watched and _rows(view) > 0
            if filled or not self._wants_list:
                self._note("filled_ms")
        return False

    def _note(self, name: str) -> None:
        if name in self.seen:
            return
        self.seen[name] = (monotonic_ns() - self._begun) / 1e6
        self.seen[name.replace("_ms", "_cpu_ms")] = process_time() * 1000
        if name == "filled_ms":
            QTimer.singleShot(200, self._done)


def _rows(view: QAbstractItemView) -> int:
    model = view.model()
    return model.rowCount() if model is not None else 0


def bare(begun_ns: int) -> dict[str, float]:
    """Show a window with one line of text and nothing else."""
    app = QApplication(sys.argv[:1])
    watch = Watch(begun_ns, wants_list=False, done=app.quit)
    app.installEventFilter(watch)
    window = QMainWindow()
    window.setCentralWidget(QLabel("Today"))
    window.resize(1440, 900)
    window.show()
    QTimer.singleShot(PATIENCE_MS, app.quit)
    app.exec()
    return {**watch.seen, "resident_kb": resident_kb()}


def program(begun_ns: int, data: Path) -> dict[str, float]:
    """Start the whole program on the clinic in ``data`` as ``clinicdesk`` does, at the measured moment."""
    gc.disable()
    from clinicdesk.domain.clock import FixedClock
    from clinicdesk.paths import folders
    from clinicdesk.ui import opening
    from clinicdesk.ui.application import make_application
    from clinicdesk.ui.program import Program

    opening.SystemClock = lambda: FixedClock(MEASURED_AT)  # type: ignore[assignment, misc]
    places = folders(data)
    places.make()
    app: Any = make_application(sys.argv[:1])
    running = Program(places)
    memory: dict[str, float] = {}

    def filled() -> None:
        memory["resident_kb"] = resident_kb()
        app.quit()

    watch = Watch(begun_ns, wants_list=True, done=filled)
    app.installEventFilter(watch)
    running.start()
    QTimer.singleShot(PATIENCE_MS, app.quit)
    app.exec()
    running.finish()
    return {**watch.seen, **memory}


if __name__ == "__main__":
    begun = int(sys.argv[2])
    print(json.dumps(bare(begun) if sys.argv[1] == "bare" else program(begun, Path(sys.argv[3]))))
