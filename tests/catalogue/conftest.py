"""A press that knows which characters the shipped fonts draw."""

import pytest

from clinicdesk.bundle import files
from clinicdesk.documents.press import Press


@pytest.fixture(scope="session")
def press():
    return Press.open(files("resources"))
