"""The log tells what happened by ids; no name, amount or secret reaches the file."""

import logging
import sys
from enum import Enum
from pathlib import Path
from uuid import UUID

import pytest

from clinicdesk import log

NAME = "Nguyễn Thị Marked-Name"


class State(Enum):
    WAITING = "waiting"


@pytest.fixture
def file(tmp_path: Path):
    written = log.start(tmp_path / "log")
    assert written is not None
    yield written
    log.stop()


def test_ids_are_written_and_everything_else_only_by_its_kind(file: Path):
    operation = UUID(int=7)
    logging.getLogger("clinicdesk.services.leads").info(
        "Reply recorded for lead %s as %s by %s (%s, %s)", 42, operation, NAME, State.WAITING, 12.5
    )
    text = file.read_text("utf-8")
    assert f"Reply recorded for lead 42 as {operation} by <str> (WAITING, <float>)" in text
    assert "Marked" not in text


def test_an_error_is_written_by_kind_and_place_without_its_text(file: Path):
    def fail() -> None:
        try:
            int(NAME)
        except ValueError as error:
            raise RuntimeError(f"cannot read {NAME}") from error

    try:
        fail()
    except RuntimeError:
        logging.getLogger("clinicdesk.app").exception("The step failed for patient %d", 5)
    text = file.read_text("utf-8")
    assert "The step failed for patient 5" in text
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_log.py" in text
    assert "Marked" not in text


def test_an_uncaught_error_reaches_the_log(file: Path, capsys: pytest.CaptureFixture[str]):
    try:
        raise LookupError(NAME)
    except LookupError as error:
        sys.excepthook(LookupError, error, error.__traceback__)
    assert "builtins.LookupError" in file.read_text("utf-8")
    assert "Marked" not in file.read_text("utf-8")
    assert "LookupError" in capsys.readouterr().err


def test_libraries_write_nothing_into_the_log(file: Path):
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", NAME)
    assert file.read_text("utf-8") == ""


def test_errors_that_point_at_each_other_are_told_once():
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert log.trace_of(first).splitlines() == ["builtins.ValueError", "builtins.KeyError"]


def test_a_log_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    try:
        assert log.start(tmp_path / "taken") is None
        logging.getLogger("clinicdesk").info("Nobody hears this, and nothing breaks.")
    finally:
        log.stop()


def test_the_log_turns_over_and_keeps_few_files(file: Path):
    logger = logging.getLogger("clinicdesk")
    long_line = "The same long line about lead %d. " + "More. " * 4_000
    for number in range(300):
        logger.info(long_line, number)
    files = sorted(file.parent.iterdir())
    assert 2 <= len(files) <= 5
    assert all(one.stat().st_size <= 1_000_000 for one in files)
