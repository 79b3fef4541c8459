"""A small demo clinic, told once for all tests of this folder."""

from pathlib import Path

import pytest

from clinicdesk.demo.story import build


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("demo") / "clinic.clinicdesk", patients=14)
