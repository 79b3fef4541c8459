"""The price list out and back: what differs is shown first, kept at once, and undone as one."""

from pathlib import Path
from uuid import uuid4

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from clinicdesk.domain.errors import Conflict, InvalidInput, NotAllowed
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from tests import make

Cell = str | float | None


@pytest.fixture
def services(storage: Storage) -> Services:
    found = Services(Context(storage, make.clock()))
    with found.context.writing() as work:
        found.catalogue.seed(work)
    return found


def book(path: Path, *rows: tuple[Cell, ...]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return path


def test_a_list_goes_out_and_comes_back_without_a_difference(services: Services, tmp_path: Path) -> None:
    services.catalogue.set_wording("IMP-01", "vi", name="=1+1", description="@SUM(A1) <b>")
    path = services.price_lists.export(tmp_path / "prices.xlsx")
    found = services.price_lists.read(path)
    offered = len(services.catalogue.procedures())
    assert (found.read, found.unchanged, found.changed, len(found.new)) == (offered, offered, 0, 0)
    assert (found.differences, found.rejected, found.ignored) == ((), (), ())
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    line = next(row for row in rows if row[0] == "IMP-01")
    heads = rows[0]
    assert line[heads.index("Name vi")] == "=1+1"
    assert isinstance(line[heads.index("USD")], float)
    assert line[heads.index("VND")] == services.catalogue.get("IMP-01").prices["VND"]


def test_what_differs_is_counted_kept_once_and_undone(services: Services, tmp_path: Path) -> None:
    before = services.catalogue.get("IMP-01")
    path = book(
        tmp_path / "back.xlsx",
        ("Code", "Category", "Unit", "USD", "VND", "Name en", "Name vi", "Description vi", "Remark"),
        ("IMP-01", None, None, 1075.5, None, None, "Trụ mới", None, "x"),
        ("IMP-02", None, None, None, None, None, None, None, None),
        ("CRN-01", "Crowns", None, "1.234", None, None, None, None, None),
        ("NOPE", None, None, 1, None, None, None, None, None),
        ("IMP-01", None, None, 5, None, None, None, None, None),
        (None, "Implants", "per session", 55, 1400000, "=Laser", None, None, None),
        (None, None, "per session", None, None, "No category", None, None, None),
    )
    found = services.price_lists.read(path)
    assert (found.read, found.changed, found.unchanged, len(found.new), len(found.rejected)) == (
        7,
        1,
        1,
        1,
        4,
    )
    assert found.ignored == ("Remark",)
    assert [(d.part, d.of, d.before, d.after) for d in found.differences] == [
        ("price", "USD", Money(before.prices["USD"], "USD"), Money(107550, "USD")),
        ("name", "vi", services.catalogue.offer().name("IMP-01", "vi"), "Trụ mới"),
    ]
    assert [(one.row, one.name, one.column) for one in found.rejected] == [
        (4, "CRN-01", "USD"),
        (5, "NOPE", ""),
        (6, "IMP-01", ""),
        (8, "No category", ""),
    ]
    assert services.catalogue.get("IMP-01") == before
    operation = uuid4()
    done = services.price_lists.apply(found, operation=operation)
    services.price_lists.apply(found, operation=operation)
    assert services.catalogue.get("IMP-01").prices["USD"] == 107550
    assert services.catalogue.offer().name("IMP-01", "vi") == "Trụ mới"
    laser = services.catalogue.get("OWN-01")
    assert (laser.category, laser.unit.value, laser.prices) == (
        "implants",
        "session",
        {"USD": 5500, "VND": 1400000},
    )
    assert services.catalogue.offer().name("OWN-01", "en") == "=Laser"
    assert done.undo is not None
    again = done.undo()
    assert services.catalogue.get("IMP-01") == before
    assert not services.catalogue.get("OWN-01").active
    assert again.undo is not None
    again.undo()
    assert services.catalogue.get("OWN-01").prices == {"USD": 5500, "VND": 1400000}
    assert services.catalogue.get("IMP-01").prices["USD"] == 107550


def test_a_catalogue_that_moved_since_is_not_written_over(services: Services, tmp_path: Path) -> None:
    path = book(tmp_path / "back.xlsx", ("Code", "USD"), ("IMP-01", 1000.0), ("IMP-02", 1.0))
    found = services.price_lists.read(path)
    services.catalogue.set_price("IMP-01", "USD", 7)
    before = services.catalogue.get("IMP-02")
    with pytest.raises(Conflict):
        services.price_lists.apply(found)
    assert services.catalogue.get("IMP-02") == before


def test_an_issued_or_saved_plan_is_not_touched(services: Services, tmp_path: Path) -> None:
    from dataclasses import replace

    from clinicdesk.domain.plans import PlanOption, PlanTrip, item_of

    patient = services.patients.add(name="Ann Lee", country="NZ").value
    plan = services.plans.draft(patient_id=patient.id, currency="USD").value
    item = item_of(services.catalogue.get("IMP-01"), "USD")
    services.plans.save(replace(plan, options=(PlanOption((PlanTrip((item,)),)),)))
    path = book(tmp_path / "back.xlsx", ("Code", "USD"), ("IMP-01", 1.0))
    services.price_lists.apply(services.price_lists.read(path))
    assert services.plans.get(plan.id).options[0].trips[0].items[0].unit_minor == item.unit_minor


@pytest.mark.parametrize(
    "head", [("Something", "else"), ("Code", "USD", "USD"), ("Code", "Name vi", "name VI")]
)
def test_a_sheet_that_is_no_price_list_is_refused(
    services: Services, tmp_path: Path, head: tuple[str, ...]
) -> None:
    path = book(tmp_path / "x.xlsx", head, ("IMP-01", *["a"] * (len(head) - 1)))
    with pytest.raises(InvalidInput):
        services.price_lists.read(path)


def test_a_csv_comes_back_too(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("Code;USD;Name de\nIMP-01;1075,50;'=Implantat\n", encoding="utf-8")
    found = services.price_lists.read(path)
    assert [d.after for d in found.differences] == [Money(107550, "USD"), "=Implantat"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=40)), max_size=6))
def test_whatever_stands_in_it_the_counts_add_up(
    services: Services, tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    fixed = ("IMP-01", "12", "x")
    path = book(tmp_path / "any.xlsx", ("Code", "USD", "Name th"), *rows, fixed)
    found = services.price_lists.read(path)
    assert found.read == found.changed + found.unchanged + len(found.new) + len(found.rejected)
    assert found.read >= 1


def test_coordinators_take_the_list_out_and_owners_read_it_back(services: Services, tmp_path: Path) -> None:
    linh = services.acting_as(StaffMember(1, "Linh", Role.COORDINATOR))
    with services.context.writing() as work:
        from clinicdesk.storage.staff import add

        add(work, StaffMember(0, "Linh", Role.COORDINATOR))
    path = linh.price_lists.export(tmp_path / "a.xlsx")
    with pytest.raises(NotAllowed):
        linh.price_lists.read(path)
    mai = services.acting_as(StaffMember(1, "Mai", Role.FRONT_DESK))
    with pytest.raises(NotAllowed):
        mai.price_lists.export(path)
