"""A press with the shipped fonts, shared by the tests of the documents."""

from pathlib import Path

import pytest

from clinicdesk.documents.press import Press

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def press():
    return Press.open(RESOURCES)
