"""Starts the program: folders, log and window, and the end of all three."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def run(data: Path | None = None, *, demo: bool = False) -> int:
    """Open the program on the clinic in ``data`` (or the usual folder) and return its exit status."""
    # Looking for garbage among everything that is loaded takes a sixth of the start and finds none.
    gc.disable()
    from clinicdesk import log
    from clinicdesk.paths import folders
    from clinicdesk.ui.application import collect_garbage_later, make_application
    from clinicdesk.ui.program import Program

    places = folders(data)
    places.make()
    log.start(places.log)
    app = make_application(sys.argv[:1])
    program = Program(places, demo=demo)
    program.start()
    collect_garbage_later()
    status: int = app.exec()
    program.finish()
    return status
