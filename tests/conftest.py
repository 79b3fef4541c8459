"""What every test runs under: no screen, one look on every machine, and no hurry for Hypothesis."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_FONT_DPI"] = "96"
os.environ["QT_STYLE_OVERRIDE"] = "Fusion"

import pytest
from hypothesis import HealthCheck, settings

from clinicdesk.storage.work import Storage
from tests import make

# A busy machine is not a failure: no example is judged by the time it took.
settings.register_profile(
    "clinicdesk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("clinicdesk")


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """Give an opened clinic's file in the test's own folder."""
    opened = make.storage(tmp_path)
    yield opened
    opened.close()
