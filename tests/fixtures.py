"""Fixtures that every room's tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicdesk.storage.work import Storage
from tests import make


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """Give an opened clinic's file in the test's own folder."""
    opened = make.storage(tmp_path)
    yield opened
    opened.close()
