"""A full disk, a file that may only be read, a second start: each is a sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from clinicdesk.domain.errors import FileProblem
from clinicdesk.services.context import Context
from clinicdesk.storage.backup import back_up, backups
from clinicdesk.storage.engine import create_clinic, open_clinic
from clinicdesk.storage.restore import restore
from clinicdesk.storage.work import Storage
from tests import make
from tests.faults import acts
from tests.faults.test_kill import judge
from tests.faults.worker import Journal, act
from tests.make import AT

resource = pytest.importorskip("resource", reason="limits of POSIX")
pytestmark = pytest.mark.faults


class Day:
    """A prepared clinic's file, what was in it, and the journal of what was acknowledged since."""

    def __init__(self, folder: Path, outside: Path) -> None:
        self.storage = make.storage(folder)
        self.before = acts.opened_day(self.storage)
        self.outside = outside / "outside.jsonl"
        self.journal = Journal(self.outside)
        self.context = Context(self.storage, make.clock())
        self.count = 0

    def act(self, action: str = "payment.record") -> None:
        """Do one act and acknowledge it."""
        self.count += 1
        operation = UUID(int=self.count)
        self.journal.write({"action": action, "operation": str(operation)})
        act(self.context, self.journal, action, operation)

    def work_until_refused(self) -> str:
        """Do acts until one is refused; return the sentence."""
        try:
            for number in range(20_000):
                self.act(("payment.record", "lead.receive")[number % 2])
        except FileProblem as problem:
            return str(problem)
        raise AssertionError("the disk was never full")

    def judged(self, storage: Storage | None = None) -> int:
        """Compare the file with the journal; return how many acts were acknowledged."""
        return judge(storage or self.storage, self.outside, self.before)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    """Give a day's work in a file of its own."""
    opened = Day(tmp_path, tmp_path)
    yield opened
    opened.storage.close()


def grow_at_most(storage: Storage, pages: int) -> None:
    """Let every connection of the file refuse to grow beyond some more pages, as a full disk does."""
    with storage.reading(at=AT) as work:
        count = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    storage.engine.dispose()
    from sqlalchemy import event

    @event.listens_for(storage.engine, "connect")
    def limit(raw: object, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {count + pages}")  # type: ignore[attr-defined]


def test_a_full_file_says_so_and_loses_nothing(day: Day) -> None:
    grow_at_most(day.storage, 200)
    assert "The disk is full. Nothing was lost" in day.work_until_refused()
    answered = day.judged()
    assert answered > 5
    day.storage.close()
    again = open_clinic(day.storage.path, at=AT)
    assert day.judged(again) == answered
    acts.receive(Context(again, make.clock()), UUID(int=10**9))
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 4 MB, where this is allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_full_disk_says_so_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    day = Day(small_disk, tmp_path)
    assert "The disk is full. Nothing was lost" in day.work_until_refused()
    answered = day.judged()
    assert answered > 5
    with pytest.raises(FileProblem, match="too full for a backup"):
        back_up(day.storage.path, at=AT, reason="asked")
    assert backups(day.storage.path) == ()
    day.storage.close()
    again = open_clinic(day.storage.path, at=AT)
    assert day.judged(again) == answered
    again.close()


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_new_clinic_on_a_full_disk_leaves_no_half_file(small_disk: Path) -> None:
    (small_disk / "fill").write_bytes(b"\0" * (4 * 1024 * 1024 - 100_000))
    with pytest.raises(FileProblem, match="disk is full"):
        create_clinic(small_disk / "clinic.sqlite", at=AT)
    assert not (small_disk / "clinic.sqlite").exists()


def test_a_backup_that_meets_the_end_of_the_disk_is_not_kept(day: Day) -> None:
    """The room was there when it was asked for, and is gone while the pages are written."""
    good = back_up(day.storage.path, at=AT, reason="asked")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(FileProblem):
            back_up(day.storage.path, at=AT, reason="asked")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert backups(day.storage.path) == (good,)
    assert {path.suffix for path in good.path.parent.iterdir()} == {".json", ".sqlite"}


HEAD = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from clinicdesk.domain.errors import FileProblem
from clinicdesk.storage.engine import create_clinic, open_clinic

if sys.argv[2] == "nobody" and os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path, at = Path(sys.argv[1]), datetime(2026, 11, 17, tzinfo=UTC)
try:
    {act}
except FileProblem as problem:
    print(problem)
"""


def elsewhere(path: Path, act: str = "open_clinic(path, at=at)", who: str = "nobody") -> str:
    """Run ``act`` on the file in another process, as a person without rights; return its sentence."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD.replace("{act}", act), str(path), who],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a clinic's closed file in a folder that anybody may read, which pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="clinicdesk-shared-"))
    folder.chmod(0o755)
    opened = make.storage(folder)
    opened.close()
    opened.path.chmod(0o644)
    opened.path.with_name("clinic.sqlite.lock").unlink()
    yield opened.path
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_may_only_be_read_is_said(shared: Path) -> None:
    before = shared.read_bytes()
    shared.chmod(0o444)
    shared.parent.chmod(0o777)
    assert "may only be read" in elsewhere(shared)
    assert shared.read_bytes() == before
    shared.chmod(0o644)
    open_clinic(shared, at=AT).close()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_may_only_be_read_is_said(shared: Path) -> None:
    before = shared.read_bytes()
    shared.chmod(0o666)
    shared.parent.chmod(0o555)
    assert "Allow writing there" in elsewhere(shared)
    assert "Allow writing there" in elsewhere(shared.with_name("new.sqlite"), "create_clinic(path, at=at)")
    assert shared.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_may_not_be_read_is_said(shared: Path) -> None:
    shared.chmod(0o600)
    assert "may not be read" in elsewhere(shared)


def test_a_second_start_says_so_and_disturbs_nothing(day: Day) -> None:
    for _ in range(3):
        second = elsewhere(day.storage.path, who="same")
        assert f"already open in another ClinicDesk (process {os.getpid()})" in second
        day.act("lead.receive")
    assert day.judged() == 3


def test_a_restore_from_a_folder_without_room_leaves_the_file(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.act("lead.receive")
    backup = back_up(day.storage.path, at=AT, reason="asked")
    day.storage.close()
    before = day.storage.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(FileProblem, match="is as it was"):
        restore(day.storage.path, backup.path, at=AT)
    monkeypatch.undo()
    assert day.storage.path.read_bytes() == before
    again = open_clinic(day.storage.path, at=AT)
    assert day.judged(again) == 1
    again.close()
