from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinicdesk.domain.cadence import Rule, RuleGroup
from clinicdesk.domain.clinic import Clinic, Promises
from clinicdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.hours import ClosedDay
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.storage.engine import create_clinic
from clinicdesk.storage.work import Storage
from tests import make
from tests.services.people_desk import Desk

CLINIC = Clinic("Sông Hàn Dental", "VN", "Asia/Ho_Chi_Minh", "EUR")
LINH = StaffMember(0, "Linh Trần", Role.OWNER)
WEEK = {0: ((540, 1020),), 1: ((540, 1020),)}


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def test_a_new_file_becomes_a_clinic_once(tmp_path: Path) -> None:
    storage = create_clinic(tmp_path / "new.sqlite", at=make.AT)
    desk = Desk(storage)
    with pytest.raises(NotFound):
        desk.clinic.get()
    with pytest.raises(InvalidInput) as refused:
        desk.clinic.set_up(CLINIC, WEEK, [])
    assert refused.value.field == "staff"
    with pytest.raises(NotFound):
        desk.clinic.get()
    desk.clinic.set_up(CLINIC, WEEK, [LINH])
    assert desk.clinic.get().name == "Sông Hàn Dental"
    assert desk.clinic.get().currencies == ("EUR",)
    assert dict(desk.clinic.hours().week) == WEEK
    assert [member.name for member in desk.staff.all()] == ["Linh Trần"]
    assert len(desk.catalogue.procedures()) >= 80
    with pytest.raises(Conflict):
        desk.clinic.set_up(CLINIC, WEEK, [LINH])
    storage.close()


def test_a_clinic_survives_being_stored(desk: Desk) -> None:
    before = desk.clinic.get()
    changed = replace(
        before, name="Han River", promises=Promises(60, 12, 5), currencies=("EUR", "VND"), logo=b"png"
    )
    done = desk.clinic.edit(changed)
    assert desk.clinic.get() == changed
    assert done.undo is not None
    done.undo()
    assert desk.clinic.get() == before


def test_public_holidays_and_own_days_close_the_clinic(desk: Desk) -> None:
    national, tet = date(2026, 9, 2), date(2026, 2, 17)
    assert {national, tet} <= desk.clinic.hours().closed
    assert national in desk.clinic.holidays(2026)
    done = desk.clinic.set_closed_days([ClosedDay(date(2026, 11, 20), "Outing"), ClosedDay(tet, "", True)])
    assert date(2026, 11, 20) in desk.clinic.hours().closed
    assert tet not in desk.clinic.hours().closed
    assert done.undo is not None
    done.undo()
    assert date(2026, 11, 20) not in desk.clinic.hours().closed
    desk.clinic.edit(replace(desk.clinic.get(), public_holidays=False))
    assert desk.clinic.hours().closed == frozenset()


def test_new_hours_move_the_clocks_that_run(desk: Desk) -> None:
    lead = desk.inquiry()
    seen: list[tuple[int, int]] = []
    done = desk.clinic.set_hours({1: ((540, 720),), 2: ((540, 1020),)}, progress=lambda *n: seen.append(n))
    card = desk.card(lead)
    assert card is not None
    assert card.due_at == make.AT + timedelta(days=1, hours=1)
    assert seen == [(1, 1)]
    assert done.undo is not None
    done.undo()
    card = desk.card(lead)
    assert card is not None
    assert card.due_at == make.AT + timedelta(hours=4)


def test_another_promise_moves_the_clocks_that_run(desk: Desk) -> None:
    lead = desk.inquiry()
    desk.clinic.edit(replace(desk.clinic.get(), promises=Promises(first_reply_minutes=60)))
    card = desk.card(lead)
    assert card is not None
    assert card.due_at == make.AT + timedelta(hours=1)


def test_cadences_are_kept_where_they_differ_and_can_be_put_back(desk: Desk) -> None:
    standard = desk.clinic.cadences()
    mine = Rule("bridge", RuleGroup.RECALL, (24,), 4, 2, 2)
    done = desk.clinic.set_cadences([replace(standard.rule("implant"), steps=(18,)), mine])
    assert desk.clinic.cadences().rule("implant").steps == (18,)
    assert desk.clinic.cadences().rule("bridge") == mine
    assert desk.clinic.cadences().rule("crown") == standard.rule("crown")
    assert done.undo is not None
    done.undo()
    assert desk.clinic.cadences().rule("implant") == standard.rule("implant")
    with pytest.raises(InvalidInput) as refused:
        desk.clinic.set_cadences([replace(standard.rule("implant"), steps=(0,))])
    assert refused.value.field == "steps"


@pytest.mark.parametrize(
    "week", [{}, {0: ()}, {0: ((540, 540),)}, {0: ((0, 1441),)}, {7: ((0, 1),)}, {0: ((0, 60), (59, 90))}]
)
def test_hours_that_cannot_be_are_refused_and_nothing_changes(
    desk: Desk, week: dict[int, tuple[tuple[int, int], ...]]
) -> None:
    before = desk.clinic.hours()
    with pytest.raises(InvalidInput) as refused:
        desk.clinic.set_hours(week)
    assert refused.value.field == "hours"
    assert desk.clinic.hours() == before


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"country": "Vietnam"}, "country"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"currency": "eur"}, "currency"),
        ({"currencies": ("EURO",)}, "currency"),
        ({"receipt_series": "B N"}, "receipt_series"),
        ({"promises": Promises(first_reply_minutes=0)}, "promises"),
        ({"address": "x" * 10_000_000}, "address"),
    ],
)
def test_what_cannot_be_used_names_its_field(desk: Desk, facts: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.clinic.edit(replace(desk.clinic.get(), **facts))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_only_owners_change_settings(storage: Storage) -> None:
    desk = Desk(storage, StaffMember(1, "Hoàng Đức", Role.COORDINATOR))
    with pytest.raises(NotAllowed):
        desk.clinic.set_hours(WEEK)
    assert desk.clinic.get().name


def test_what_was_read_of_settings_is_forgotten_when_a_change_fails(desk: Desk) -> None:
    before = desk.clinic.hours()
    with pytest.raises(InvalidInput):
        desk.clinic.set_cadences([Rule("implant", RuleGroup.RECALL, ())])
    assert desk.clinic.hours() == before
