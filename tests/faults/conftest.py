"""One run of kills per file: as many files as the wanted number of kills needs."""

import pytest

KILLS_PER_FILE = 40


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each file of kills its number."""
    if "file_number" in metafunc.fixturenames:
        files = -(-metafunc.config.getoption("--kills") // KILLS_PER_FILE)
        metafunc.parametrize("file_number", range(files))
