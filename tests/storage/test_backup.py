"""Backups: whole, judged from the written file, kept by a rule, and put back without losing the old file."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from clinicdesk.domain.errors import FileProblem
from clinicdesk.storage import tables
from clinicdesk.storage.backup import back_up, backups, is_whole, judge, thin
from clinicdesk.storage.connect import connect
from clinicdesk.storage.engine import create_clinic, open_clinic
from clinicdesk.storage.restore import good_backups, restore
from clinicdesk.storage.retention import kept
from clinicdesk.storage.work import Storage
from tests.make import AT

KEY = bytes(range(32))


def note(storage: Storage, name: str) -> None:
    with storage.writing(at=AT) as work:
        work.execute(insert(tables.draft).values(key=name, body={}, at=AT))
        work.audit("draft.save", "draft", None)


def names(storage: Storage) -> set[str]:
    with storage.reading(at=AT) as work:
        return set(work.execute(select(tables.draft.c.key)).scalars())


def test_a_backup_holds_what_was_committed_and_is_one_file(storage: Storage) -> None:
    note(storage, "kept only in the journal so far")
    seen: list[tuple[int, int]] = []
    backup = back_up(
        storage.path, at=AT, reason="asked", progress=lambda done, whole: seen.append((done, whole))
    )
    assert backup.figures["rows of draft"] == 1
    assert seen[-1][0] == seen[-1][1] > 0
    assert is_whole(backup)
    assert backups(storage.path) == (backup,)
    assert sorted(p.suffix for p in backup.path.parent.iterdir()) == [".json", ".sqlite"]
    raw = connect(backup.path, read_only=True)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()


def test_a_backup_made_while_others_write_is_of_one_moment(storage: Storage) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            note(storage, f"n{number}")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [back_up(storage.path, at=AT + timedelta(minutes=n), reason="interval") for n in range(4)]
    finally:
        stop.set()
        thread.join()
    for backup in made:
        assert judge(backup.path, backup.figures)["rows of draft"] == backup.figures["rows of audit"]


def test_an_encrypted_file_has_encrypted_backups(tmp_path: Path) -> None:
    storage = create_clinic(tmp_path / "clinic.sqlite", at=AT, key=KEY)
    note(storage, "secret words")
    backup = back_up(storage.path, at=AT, reason="asked", key=KEY)
    assert b"SQLite format" not in backup.path.read_bytes()
    assert b"secret words" not in backup.path.read_bytes()
    storage.close()
    restore(storage.path, backup.path, at=AT, key=KEY)
    again = open_clinic(storage.path, at=AT, key=KEY)
    assert names(again) == {"secret words"}
    again.close()


def test_a_copy_that_differs_is_not_kept(storage: Storage) -> None:
    backup = back_up(storage.path, at=AT, reason="asked")
    with pytest.raises(FileProblem, match="differs from its original in rows of staff"):
        judge(backup.path, backup.figures | {"rows of staff": 7})


def test_a_backup_that_rotted_is_passed_over(storage: Storage) -> None:
    old = back_up(storage.path, at=AT, reason="close")
    new = back_up(storage.path, at=AT + timedelta(days=1), reason="close")
    content = bytearray(new.path.read_bytes())
    content[50_000] ^= 1
    new.path.write_bytes(content)
    assert not is_whole(new)
    assert good_backups(storage.path, 6) == (old,)
    storage.close()
    with pytest.raises(FileProblem, match="has changed since"):
        restore(storage.path, new.path, at=AT)


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"file": "../../etc/passwd"}', "\ufffd"])
def test_a_strange_note_is_not_a_backup(storage: Storage, words: str) -> None:
    folder = storage.path.parent / "backups"
    folder.mkdir()
    (folder / f"{storage.path.stem}-20260101T000000Z-close.json").write_text(words)
    assert backups(storage.path) == ()


def test_restoring_brings_yesterday_back_and_keeps_today(storage: Storage) -> None:
    note(storage, "yesterday")
    backup = back_up(storage.path, at=AT, reason="close")
    note(storage, "today")
    storage.close()
    done = restore(storage.path, backup.path, at=AT + timedelta(hours=1))
    again = open_clinic(storage.path, at=AT)
    assert names(again) == {"yesterday"}
    again.close()
    assert done.kept is not None
    before = open_clinic(done.kept, at=AT)
    assert names(before) == {"yesterday", "today"}
    before.close()
    assert not list(storage.path.parent.glob("restore-*"))


def test_a_damaged_file_is_replaced_and_kept_as_it_was(storage: Storage) -> None:
    note(storage, "good")
    backup = back_up(storage.path, at=AT, reason="close")
    storage.close()
    storage.path.write_bytes(b"\0" * 100)
    done = restore(storage.path, backup.path, at=AT + timedelta(hours=1))
    again = open_clinic(storage.path, at=AT)
    assert names(again) == {"good"}
    again.close()
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\0" * 100


def test_the_journal_of_the_old_file_is_not_read_into_the_new_one(storage: Storage) -> None:
    note(storage, "good")
    backup = back_up(storage.path, at=AT, reason="close")
    note(storage, "in the journal")
    stale = storage.path.with_name("clinic.sqlite-wal").read_bytes()
    storage.close()
    storage.path.with_name("clinic.sqlite-wal").write_bytes(stale)
    restore(storage.path, backup.path, at=AT + timedelta(hours=1))
    again = open_clinic(storage.path, at=AT)
    assert names(again) == {"good"}
    again.close()


def test_a_missing_file_is_restored(storage: Storage) -> None:
    note(storage, "good")
    backup = back_up(storage.path, at=AT, reason="close")
    storage.close()
    storage.path.unlink()
    assert restore(storage.path, backup.path, at=AT).kept is None
    open_clinic(storage.path, at=AT).close()


def test_an_open_file_is_not_replaced(storage: Storage) -> None:
    backup = back_up(storage.path, at=AT, reason="close")
    with pytest.raises(FileProblem, match="already open"):
        restore(storage.path, backup.path, at=AT)


def test_something_else_is_not_restored(storage: Storage, tmp_path: Path) -> None:
    storage.close()
    before = storage.path.read_bytes()
    wrong = tmp_path / "holiday.jpg"
    wrong.write_bytes(b"\xff\xd8\xff" * 1000)
    with pytest.raises(FileProblem, match="not a clinic's file"):
        restore(storage.path, wrong, at=AT)
    assert storage.path.read_bytes() == before
    assert not list(storage.path.parent.glob("restore-*"))


def test_old_backups_are_thinned_and_the_newest_whole_one_stays(storage: Storage) -> None:
    first = back_up(storage.path, at=AT - timedelta(days=500), reason="close")
    for minutes in range(8):
        rotten = back_up(storage.path, at=AT + timedelta(minutes=minutes), reason="interval")
        rotten.path.write_bytes(b"rotten")
    thin(storage.path)
    left = backups(storage.path)
    assert first in left
    assert len(left) < 9


@given(st.lists(st.integers(0, 3 * 365 * 24 * 60), min_size=1, max_size=400))
def test_retention_keeps_recent_days_weeks_and_months(minutes: list[int]) -> None:
    made = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute) for minute in minutes]
    keep = kept(made)
    assert max(made) in keep
    assert keep <= set(made)
    assert len(keep) <= 4 + 12 + 10 + 9
    assert kept(sorted(keep)) == keep, "thinning again removes nothing"
    newest_days = sorted({at.date() for at in made}, reverse=True)[:12]
    assert {at.date() for at in keep} >= set(newest_days)


def test_figures_count_money_per_currency(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        work.execute(insert(tables.patient).values(id=1, name="A", search="a", sort_name="a", created_at=AT))
        for minor, currency in ((100, "EUR"), (-40, "EUR"), (7_525_000, "VND")):
            work.execute(
                insert(tables.payment).values(
                    patient_id=1,
                    kind="deposit",
                    minor=minor,
                    currency=currency,
                    paid_minor=minor,
                    paid_currency=currency,
                    received_on=AT.date(),
                    recorded_at=AT,
                )
            )
        assert work.execute(select(func.count()).select_from(tables.payment)).scalar_one() == 3
    backup = back_up(storage.path, at=AT, reason="asked")
    assert backup.figures["payments in EUR"] == 60
    assert backup.figures["payments in VND"] == 7_525_000
    noted = json.loads(backup.path.with_suffix(".json").read_text())
    assert noted["figures"] == backup.figures
