"""The demo clinic is told through the services: its file passes every check, and twice it is the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinicdesk.demo.people import countries, invent
from clinicdesk.demo.story import ENDS_AT, build
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.people import PatientQuery
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.services.phones import parse
from clinicdesk.storage.engine import open_clinic


@pytest.fixture
def services(told: Path, tmp_path: Path) -> Iterator[Services]:
    copy = tmp_path / "clinic.clinicdesk"
    shutil.copyfile(told, copy)
    storage = open_clinic(copy, at=ENDS_AT)
    yield Services(Context(storage, FixedClock(ENDS_AT)))
    storage.close()


def test_the_told_file_passes_every_check(services: Services) -> None:
    assert services.backups.verify().problems == ()


def test_the_screens_have_something_to_show(services: Services) -> None:
    assert services.patients.count(PatientQuery()) == 14
    assert services.followups.due_list().rows
    assert sum(column.count for column in services.leads.board().columns) > 0
    assert services.payments.receipts()


def test_comparing_every_followup_again_changes_nothing(services: Services) -> None:
    assert services.followups.refresh_all() == 0


def test_the_same_story_is_told_twice(services: Services, tmp_path: Path) -> None:
    again = open_clinic(build(tmp_path / "again" / "clinic.clinicdesk", patients=14), at=ENDS_AT)
    try:
        twin = Services(Context(again, FixedClock(ENDS_AT)))
        for first, second in zip(services.payments.receipts(), twin.payments.receipts(), strict=True):
            assert first == second
        assert services.plans.list() == twin.plans.list()
        assert services.leads.board() == twin.leads.board()
    finally:
        again.close()


def test_people_come_from_thirty_countries_with_phones_that_can_be_dialled() -> None:
    from random import Random

    people = list(invent(Random(1), 300))
    assert len({person.name for person in people}) == 300
    assert len({person.country for person in people}) >= 30
    for person in people:
        assert parse(person.contacts[0].value, person.country) == person.contacts[0].value
    assert len(countries()) >= 30


def test_a_story_that_breaks_off_leaves_no_clinic(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, _whole: int) -> None:
        if done > 20:
            raise Enough

    file = tmp_path / "clinic.clinicdesk"
    with pytest.raises(Enough):
        build(file, patients=5, progress=stop)
    assert not file.exists()
    assert build(file, patients=3).exists()
