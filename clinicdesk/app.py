"""Starts the program: folders, log and window, and the end of all three."""

from __future__ import annotations

import sys
from pathlib import Path

from clinicdesk import log
from clinicdesk.paths import folders
from clinicdesk.ui.application import make_application
from clinicdesk.ui.program import Program


def run(data: Path | None = None, *, demo: bool = False) -> int:
    """Open the program on the clinic in ``data`` (or the usual folder) and return its exit status."""
    places = folders(data)
    places.make()
    log.start(places.log)
    app = make_application(sys.argv[:1])
    program = Program(places, demo=demo)
    program.start()
    status: int = app.exec()
    program.finish()
    return status
