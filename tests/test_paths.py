"""ClinicDesk keeps its files where the system expects them, or all together where it is told to."""

import sys
from pathlib import Path

import pytest

from clinicdesk.paths import folders


def test_the_folders_are_the_systems_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    found = folders()
    assert len({found.data, found.config, found.log}) == 3 or sys.platform == "win32"
    if sys.platform == "linux":
        assert found.data == tmp_path / "XDG_DATA_HOME" / "ClinicDesk"
        assert found.config == tmp_path / "XDG_CONFIG_HOME" / "ClinicDesk"
        assert found.log.is_relative_to(tmp_path / "XDG_STATE_HOME")


def test_a_chosen_folder_holds_everything_and_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    found = folders(Path("my clinic"))
    assert found.data == tmp_path / "my clinic"
    assert found.config.parent == found.log.parent == found.data
    assert not found.data.exists()


def test_folders_are_made_for_their_owner_alone(tmp_path: Path):
    made = folders(tmp_path / "new" / "clinic")
    made.make()
    made.make()
    assert made.log.is_dir()
    assert made.config.is_dir()
    if sys.platform != "win32":
        assert made.data.stat().st_mode & 0o077 == 0
