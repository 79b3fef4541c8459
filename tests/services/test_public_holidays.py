"""Public holidays: worked out once, then read from the clinic's file."""

from datetime import date

import pytest

from clinicdesk.services import public_holidays
from clinicdesk.services.clinic import ClinicSettings, reconcile_all
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from tests import make


def not_again(country: str, years: range) -> dict[date, str]:
    raise AssertionError("the holidays were worked out again")


def test_kept_holidays_are_those_that_were_worked_out(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(storage, make.clock())
    before = ClinicSettings(context).hours()
    assert date(2027, 1, 1) in before.closed
    storage.memory.clear()
    reconcile_all(context)
    storage.memory.clear()
    monkeypatch.setattr(public_holidays, "worked_out", not_again)
    assert ClinicSettings(context).hours() == before


def test_another_edition_works_them_out_again(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    context = Context(storage, make.clock())
    reconcile_all(context)
    storage.memory.clear()
    monkeypatch.setattr(public_holidays, "__version__", "99")
    monkeypatch.setattr(public_holidays, "worked_out", lambda country, years: {date(2026, 11, 17): "New day"})
    assert date(2026, 11, 17) in ClinicSettings(context).hours().closed
    storage.memory.clear()
    reconcile_all(context)
    monkeypatch.setattr(public_holidays, "worked_out", not_again)
    storage.memory.clear()
    assert date(2026, 11, 17) in ClinicSettings(context).hours().closed


def test_a_clinic_that_ignores_them_has_none(storage: Storage) -> None:
    context = Context(storage, make.clock())
    with context.writing() as work:
        work.connection.exec_driver_sql("UPDATE clinic SET public_holidays = 0")
    assert ClinicSettings(context).hours().closed == frozenset()
