"""Transactions of the clinic's file: all or nothing, once, numbered without gaps, and on the record."""

from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from clinicdesk.storage import audit, tables
from clinicdesk.storage.work import Storage
from tests.make import AT


class Stop(Exception):
    pass


def task_titles(storage: Storage) -> list[str]:
    with storage.reading(at=AT) as work:
        return list(work.execute(select(tables.draft.c.key)).scalars())


def test_an_error_leaves_nothing_of_its_transaction(storage: Storage) -> None:
    def act() -> None:
        with storage.writing(at=AT) as work:
            work.execute(insert(tables.draft).values(key="a", body={}, at=AT))
            work.next_in("R")
            work.audit("draft.save", "draft", None)
            raise Stop

    with pytest.raises(Stop):
        act()
    with storage.writing(at=AT) as work:
        assert work.next_in("R") == 1
        assert work.execute(select(tables.audit.c.id)).all() == []
    assert task_titles(storage) == []


def test_the_same_operation_has_one_effect_and_its_first_result(storage: Storage) -> None:
    operation = uuid4()
    for expected in (None, {"number": "R-1"}, {"number": "R-1"}):
        with storage.writing(at=AT) as work:
            earlier = work.once(operation, "payment.record")
            assert earlier == expected
            if earlier is None:
                work.remember(operation, {"number": f"R-{work.next_in('R')}"})
    with storage.reading(at=AT) as work:
        assert work.execute(select(tables.counter.c.value)).scalar_one() == 1


def test_an_operation_that_failed_may_be_tried_again(storage: Storage) -> None:
    operation = uuid4()

    def act() -> None:
        with storage.writing(at=AT) as work:
            assert work.once(operation, "x") is None
            raise Stop

    with pytest.raises(Stop):
        act()
    with storage.writing(at=AT) as work:
        assert work.once(operation, "x") is None


def test_an_operation_is_not_reused_for_something_else(storage: Storage) -> None:
    operation = uuid4()
    with storage.writing(at=AT) as work:
        work.once(operation, "x")
        with pytest.raises(ValueError, match="used again"):
            work.once(operation, "y")


def test_without_an_operation_nothing_is_remembered(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        assert work.once(None, "x") is None
        work.remember(None, {"a": 1})
        assert work.execute(select(tables.operation.c.id)).all() == []


def test_counters_count_each_series_from_one(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        assert [work.next_in("R"), work.next_in("P"), work.next_in("R")] == [1, 1, 2]


def test_reading_refuses_to_write(storage: Storage) -> None:
    with pytest.raises(Exception, match="may only be read"), storage.reading(at=AT) as work:
        work.execute(insert(tables.draft).values(key="a", body={}, at=AT))
    with storage.writing(at=AT) as work:
        work.execute(insert(tables.draft).values(key="a", body={}, at=AT))
    assert task_titles(storage) == ["a"]


def test_one_act_is_one_transaction(storage: Storage) -> None:
    with storage.writing(at=AT), pytest.raises(RuntimeError, match="inside another"):
        storage.writing(at=AT).__enter__()


def test_foreign_keys_are_held(storage: Storage) -> None:
    with pytest.raises(IntegrityError), storage.writing(at=AT) as work:
        work.execute(
            insert(tables.lead).values(
                patient_id=404, channel="whatsapp", origin="new", received_at=AT, stage="new", stage_at=AT
            )
        )


def test_the_audit_chain_shows_a_changed_and_a_missing_row(storage: Storage) -> None:
    with storage.writing(at=AT, by=None) as work:
        for number in range(4):
            work.audit("patient.edit", "patient", number, {"field": "note"})
        assert list(audit.broken_links(work.connection)) == []
        with pytest.raises(IntegrityError, match="only added to"):
            work.execute(text("UPDATE audit SET subject_id = 9 WHERE id = 2"))
        work.execute(text("DROP TRIGGER audit_frozen"))
        work.execute(text("DROP TRIGGER audit_kept"))
        work.execute(text("UPDATE audit SET subject_id = 9 WHERE id = 2"))
        assert list(audit.broken_links(work.connection)) == [2]
        work.execute(text("DELETE FROM audit WHERE id = 2"))
        assert list(audit.broken_links(work.connection)) == [3]
