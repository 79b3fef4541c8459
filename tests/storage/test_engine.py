"""Opening a clinic's file: what is wrong with it is said in a sentence, and nothing is changed by looking."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as driver

from clinicdesk.domain.errors import FileProblem
from clinicdesk.storage import engine, tables
from clinicdesk.storage.connect import connect
from clinicdesk.storage.engine import create_clinic, open_clinic
from clinicdesk.storage.problems import told
from clinicdesk.storage.work import Storage
from tests import make
from tests.make import AT

KEY = bytes(range(32))


def refusal(path: Path, key: bytes | None = None) -> str:
    with pytest.raises(FileProblem) as caught:
        open_clinic(path, at=AT, key=key).close()
    return str(caught.value)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    opened = make.storage(tmp_path)
    opened.close()
    return opened.path


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    assert "There is no clinic.sqlite" in refusal(tmp_path / "clinic.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert "There is no" in refusal(tmp_path)


def test_an_empty_file_is_not_a_new_clinic(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    path.touch()
    assert "is empty" in refusal(path)
    assert path.stat().st_size == 0


def test_another_programs_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    raw = driver.connect(str(path))
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()
    before = path.read_bytes()
    assert "another program" in refusal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a clinic", b"x", b"\0" * 4096, b"SQLite format 3\0"])
def test_something_else_is_not_a_clinic(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clinic.sqlite"
    path.write_bytes(content)
    assert refusal(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_and_kept(closed: Path) -> None:
    raw = connect(closed)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    assert "newer ClinicDesk" in refusal(closed)
    assert not (closed.parent / "backups").exists()


def test_a_file_without_a_version_is_damaged(closed: Path) -> None:
    raw = connect(closed)
    raw.execute("DROP TABLE alembic_version")
    raw.close()
    assert "damaged" in refusal(closed)


def test_a_cut_file_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[: 40 * 4096])
    assert "damaged" in refusal(closed)


def test_overwritten_pages_are_damage(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[10 * 4096 : 60 * 4096] = b"\x5a" * (50 * 4096)
    closed.write_bytes(content)
    assert "damaged" in refusal(closed)


def test_an_existing_file_is_not_overwritten_by_a_new_clinic(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(FileProblem, match="already a file"):
        create_clinic(closed, at=AT)
    assert closed.read_bytes() == before


def test_a_half_made_clinic_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "clinic.sqlite"
    path.parent.mkdir()
    (tmp_path / "new" / "clinic.sqlite.part").write_bytes(b"half")
    create_clinic(path, at=AT).close()
    assert sorted(p.name for p in path.parent.iterdir()) == ["clinic.sqlite", "clinic.sqlite.lock"]


def test_the_second_opening_names_the_first(storage: Storage) -> None:
    assert f"already open in another ClinicDesk (process {os.getpid()})" in refusal(storage.path)


def test_a_lock_left_by_a_killed_process_is_taken_over(closed: Path) -> None:
    script = (
        "import os,sys;from pathlib import Path;from datetime import datetime,UTC\n"
        "from clinicdesk.storage.engine import open_clinic\n"
        "open_clinic(Path(sys.argv[1]), at=datetime(2026,11,17,tzinfo=UTC)); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(closed)], check=False)
    assert ended.returncode == -9
    assert closed.with_name("clinic.sqlite.lock").read_text().strip().isdigit()
    open_clinic(closed, at=AT).close()
    assert closed.with_name("clinic.sqlite.lock").read_text() == ""


def test_another_programs_lock_is_said(storage: Storage) -> None:
    other = driver.connect(str(storage.path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    raw = connect(storage.path)
    raw.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(FileProblem, match="used by another program"), told(storage.path):
        raw.execute("BEGIN IMMEDIATE")
    raw.close()
    other.close()


def test_pragmas_hold_on_every_connection(storage: Storage) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }
    with storage.reading(at=AT) as one, storage.reading(at=AT) as two:
        for work in (one, two):
            held = {name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert held == expected


def test_every_table_is_strict(storage: Storage) -> None:
    with storage.reading(at=AT) as work:
        rows = work.connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    loose = {row["name"] for row in rows if not row["strict"]} - {"alembic_version"}
    assert {name for name in loose if not name.startswith("sqlite_")} == set()
    assert {row["name"] for row in rows} >= set(tables.metadata.tables)


def test_an_encrypted_file_opens_only_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    made = create_clinic(path, at=AT, key=KEY)
    with made.writing(at=AT) as work:
        work.audit("file.create", "clinic", None)
    made.close()
    assert b"SQLite format 3" not in path.read_bytes()
    assert b"file.create" not in path.read_bytes()
    assert "another key" in refusal(path)
    assert "another key" in refusal(path, KEY[::-1])
    again = open_clinic(path, at=AT, key=KEY)
    with again.reading(at=AT) as work:
        assert work.execute(select(tables.audit.c.action)).scalar_one() == "file.create"
    again.close()


def test_an_encrypted_file_hides_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "clinic.sqlite"
    create_clinic(path, at=AT, key=KEY).close()
    content = bytearray(path.read_bytes())
    content[7 * 4096 + 100] ^= 1
    path.write_bytes(content)
    assert refusal(path, KEY)


def test_a_file_name_with_marks_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "Phòng khám #1 ?mode=memory&x%20.sqlite"
    create_clinic(path, at=AT).close()
    open_clinic(path, at=AT).close()
    assert path.is_file()


def test_opening_loads_no_migration_library(closed: Path) -> None:
    script = (
        "import sys;from pathlib import Path;from datetime import datetime,UTC\n"
        "from clinicdesk.storage.engine import open_clinic\n"
        "open_clinic(Path(sys.argv[1]), at=datetime(2026,11,17,tzinfo=UTC)).close()\n"
        "assert not {'alembic','sqlalchemy.orm'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(closed)], check=True)


def test_a_copy_made_by_hand_while_closed_is_complete(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(closed, copy)
    opened = open_clinic(copy, at=AT)
    with opened.reading(at=AT) as work:
        assert work.execute(select(tables.clinic.c.name)).scalar_one() == "Sông Hàn Dental"
    opened.close()


def test_a_large_file_is_read_whole_only_after_a_crash(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHECKED_AT_ONCE", 0)
    raw = connect(closed)
    page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'guarantee'").fetchone()[0] - 1
    raw.close()
    content = bytearray(closed.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = b"\x5a" * 4096
    closed.write_bytes(content)
    open_clinic(closed, at=AT).close()
    closed.with_name("clinic.sqlite.lock").write_text("4711\n")
    for _ in range(2):
        assert "damaged" in refusal(closed)
