"""The settings of this computer survive a restart and a damaged file."""

from pathlib import Path

import pytest

from clinicdesk.settings import ComputerSettings, read_settings, write_settings


def test_what_was_set_is_read_again(tmp_path: Path) -> None:
    kept = ComputerSettings("vi", "dark", 120, "pipeline", 3)
    write_settings(tmp_path / "config", kept)
    assert read_settings(tmp_path / "config") == kept


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"percent": 900}', '{"scheme": "pink"}', '{"other": 1}', "null"]
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "computer.json").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path) == ComputerSettings()


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == ComputerSettings()
