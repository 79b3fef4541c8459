"""What every test runs under: no screen, one look on every machine, folders of its own, and no hurry."""

import os
from collections.abc import Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_FONT_DPI"] = "96"
os.environ["QT_STYLE_OVERRIDE"] = "Fusion"

import pytest
from hypothesis import HealthCheck, settings

from tests import fixtures

storage = fixtures.storage

# A busy machine is not a failure: no example is judged by the time it took.
settings.register_profile(
    "clinicdesk",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("clinicdesk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let longer runs be asked for."""
    parser.addoption("--kills", type=int, default=120, help="how often a working process is killed")
    parser.addoption("--hostile", type=int, default=40, help="how many hostile strings every field gets")


@pytest.fixture(autouse=True, scope="session")
def _folders_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test, and every process it starts, away from the files of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA"):
            patch.setenv(variable, str(home / variable.lower()))
        yield
