"""What the start does not load: each thing below was on the way to the first frame and is needed after it."""

import subprocess
import sys

import pytest

AFTER_THE_WINDOW = ("babel", "sqlalchemy", "clinicdesk.i18n.formats", "clinicdesk.ui.navigation")
MANY_CHARACTERS = 1_000_000


def said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("module", AFTER_THE_WINDOW)
def test_the_empty_window_does_not_wait_for(module):
    assert said(f"import sys, clinicdesk.ui.program; print({module!r} in sys.modules)") == "False"


def test_the_sources_of_modules_are_not_kept_in_memory():
    code = (
        "import clinicdesk.ui.program, clinicdesk.services.messages, linecache;"
        "print(sum(len(line) for kept in linecache.cache.values() if len(kept) > 2 for line in kept[2]))"
    )
    assert int(said(code)) < MANY_CHARACTERS
