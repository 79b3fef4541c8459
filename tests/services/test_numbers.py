"""The owner's numbers on a real file: the same period gives the same figures, and each opens its names."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from clinicdesk.domain.errors import FileProblem, InvalidInput, NotAllowed
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.leads import FactKind, LostReason, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import Figure, Grouping, Share, Step
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.periods import PeriodKind, parse
from clinicdesk.domain.returning import ReturningFigure
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage import tables
from clinicdesk.storage.work import Storage
from tests.services.day_desk import Desk

QUARTER = "2026Q3"


@pytest.fixture
def desk(storage: Storage) -> Desk:
    made = Desk(storage)
    made.now("2026-11-17 10:42")
    return made


def pay(
    desk: Desk, patient_id: int, lead_id: int | None, minor: int, on: date, currency: str = "EUR"
) -> None:
    with desk.context.writing() as work:
        work.execute(
            insert(tables.payment).values(
                patient_id=patient_id,
                lead_id=lead_id,
                kind="balance",
                minor=minor,
                currency=currency,
                paid_minor=minor,
                paid_currency=currency,
                received_on=on,
                recorded_at=work.at,
            )
        )


def booked(desk: Desk, name: str, received: str, **fields: object) -> tuple[int, int]:
    """Take in a lead that is answered the same day, has a plan the next, and pays two days later."""
    patient_id = desk.patient(name)
    lead_id = desk.lead(patient_id, f"{received} 10:00", **fields)
    day = date.fromisoformat(received)
    desk.fact(lead_id, FactKind.REPLIED, f"{received} 11:00")
    desk.fact(lead_id, FactKind.PLAN_SENT, f"{day.replace(day=day.day + 1)} 10:00", plan_id=1, revision=1)
    desk.fact(lead_id, FactKind.DEPOSIT_PAID, f"{day.replace(day=day.day + 2)} 10:00", payment_id=1)
    return patient_id, lead_id


def test_a_quarter_in_figures(desk: Desk) -> None:
    booked(desk, "Anna", "2026-08-17")
    desk.lead(desk.patient("Ben"), "2026-08-18 10:00", channel="website")
    desk.lead(desk.patient("Old"), "2026-06-30 23:59")
    desk.lead(desk.patient("Next"), "2026-10-01 00:00")
    found = desk.services.numbers.summary(QUARTER)
    assert (found.total.inquiries, found.total.plan, found.total.deposit) == (2, Share(1, 2), Share(1, 2))
    assert [row.group for row in found.groups] == ["website", "whatsapp"]
    assert (found.final, found.currency, found.clinic) == (True, "EUR", "Sông Hàn Dental")
    assert found.leak is not None
    assert (found.leak.step, found.leak.channel) == (Step.REPLY, "website")
    assert [quarter.period for quarter in found.trend][-1] == parse(QUARTER)
    assert len(found.trend) == 6


def test_a_past_quarter_run_again_gives_the_same_figures(desk: Desk) -> None:
    patient_id, lead_id = booked(desk, "Anna", "2026-08-17")
    other = desk.lead(desk.patient("Ben"), "2026-08-18 10:00")
    old = desk.patient("Olga")
    desk.work(old, date(2025, 9, 20), "implant")
    pay(desk, patient_id, lead_id, 90_000, date(2026, 8, 20))
    before = desk.services.numbers.summary(QUARTER, "2025Q3")
    desk.now("2027-05-02 10:00")
    desk.fact(lead_id, FactKind.ARRIVED, "2026-11-20 10:00")
    desk.fact(other, FactKind.REPLIED, "2026-11-18 10:00")
    desk.fact(other, FactKind.LOST, "2026-12-18 10:00", reason="price")
    desk.lead(old, "2026-12-01 10:00", origin=Origin.RECALL)
    pay(desk, patient_id, lead_id, 10_000, date(2026, 10, 1))
    desk.work(patient_id, date(2026, 11, 25), "crown", lead_id=lead_id)
    assert desk.services.numbers.summary(QUARTER, "2025Q3") == before


def test_a_running_period_counts_up_to_now_and_says_so(desk: Desk) -> None:
    desk.lead(desk.patient(), "2026-11-02 10:00")
    running = desk.services.numbers.summary("2026Q4")
    assert (running.final, running.as_of) == (False, desk.clock.at)
    month = desk.services.numbers.summary("2026-11")
    assert (month.total.inquiries, month.period.kind) == (1, PeriodKind.MONTH)
    with pytest.raises(InvalidInput) as caught:
        desk.services.numbers.summary("2027Q1")
    assert caught.value.field == "period"


def test_every_figure_opens_its_names(desk: Desk) -> None:
    anna, lead_id = booked(desk, "Anna", "2026-08-17")
    ben = desk.patient("Ben", country="DE")
    desk.lead(ben, "2026-08-18 10:00", channel="website")
    numbers = desk.services.numbers
    assert [row.name for row in numbers.names(QUARTER, Figure.INQUIRIES)] == ["Anna", "Ben"]
    (paid,) = numbers.names(QUARTER, Figure.DEPOSIT_PAID)
    assert (paid.patient_id, paid.lead_id, paid.channel) == (anna, lead_id, "whatsapp")
    assert [row.name for row in numbers.names(QUARTER, Figure.PLAN_MISSING, "website")] == ["Ben"]
    assert [row.name for row in numbers.names(QUARTER, Figure.INQUIRIES, "DE", by=Grouping.MARKET)] == ["Ben"]
    assert [row.name for row in numbers.names(QUARTER, Figure.LEAK)] == ["Ben"]
    assert [row.name for row in numbers.names(QUARTER, ReturningFigure.NEW_PATIENTS)] == ["Anna"]


def test_coordinators_are_named(desk: Desk) -> None:
    booked(desk, "Anna", "2026-08-17")
    found = desk.services.numbers.summary(QUARTER, by=Grouping.COORDINATOR)
    assert found.group_names == {str(desk.owner_id): "Linh Trần"}


def test_windows_that_closed_without_a_word_are_told_from_those_that_were_used(desk: Desk) -> None:
    known = desk.instant("2025-06-01 10:00")
    people = {name: desk.patient(name, created_at=known) for name in ("Wrote", "Forgot", "Came", "Refused")}
    for patient_id in people.values():
        desk.work(patient_id, date(2025, 8, 10), "implant")
    desk.now("2026-05-11 10:00")
    desk.services.followups.done(desk.one(people["Wrote"], FollowupKind.RECALL).id)
    desk.lead(people["Came"], "2026-06-01 10:00", origin=Origin.RECALL)
    with desk.context.writing() as work:
        work.execute(
            insert(tables.consent).values(
                patient_id=people["Refused"], purpose="care", given=0, at=work.at, channel=""
            )
        )
    desk.now("2026-11-17 10:42")
    numbers = desk.services.numbers
    recall_only = {
        figure: {row.name for row in numbers.names(QUARTER, figure)}
        for figure in (
            ReturningFigure.CONTACTED,
            ReturningFigure.NOT_CONTACTED,
            ReturningFigure.NOT_CONTACTABLE,
        )
    }
    assert recall_only[ReturningFigure.CONTACTED] == {"Wrote"}
    assert "Forgot" in recall_only[ReturningFigure.NOT_CONTACTED]
    assert "Came" not in recall_only[ReturningFigure.NOT_CONTACTED]
    assert "Refused" in recall_only[ReturningFigure.NOT_CONTACTABLE]
    assert "Refused" not in recall_only[ReturningFigure.NOT_CONTACTED]


def test_revenue_of_returning_patients_is_told_from_that_of_new_ones(desk: Desk) -> None:
    old = desk.patient("Olga")
    desk.work(old, date(2025, 5, 20), "implant")
    back = desk.lead(old, "2026-07-01 10:00", origin=Origin.RECALL)
    desk.fact(back, FactKind.DEPOSIT_PAID, "2026-07-05 10:00")
    pay(desk, old, back, 120_000, date(2026, 7, 5))
    pay(desk, old, back, -20_000, date(2026, 7, 9))
    new, lead_id = booked(desk, "Anna", "2026-08-17")
    pay(desk, new, lead_id, 300_000, date(2026, 8, 20))
    desk.work(new, date(2026, 9, 1), "crown", lead_id=lead_id)
    pay(desk, new, lead_id, 100_000, date(2026, 9, 2))
    pay(desk, new, lead_id, 5_000, date(2026, 9, 2), "USD")
    numbers = desk.services.numbers
    numbers.set_spend("2026-07", "whatsapp", "recall", Money(1_400, "EUR"))
    numbers.set_spend("2026-08", "smilejet", "acquisition", Money(23_600, "EUR"))
    found = numbers.summary(QUARTER).returning
    assert (found.revenue, found.repeat_revenue, found.returning_patients) == (500_000, 100_000, 1)
    assert (found.repeat_share.percent, found.per_returning) == (20, 100_000)
    assert (found.reactivation, found.per_reactivation) == (Share(1, 1), 1_400)
    assert (found.new_patients, found.per_new_patient) == (1, 23_600)
    assert found.elsewhere == (Money(5_000, "USD"),)


def test_recalls_are_judged_when_they_are_120_days_old(desk: Desk) -> None:
    for name, booked_on in (("Soon", "2026-06-20"), ("Never", None)):
        patient_id = desk.patient(name)
        desk.work(patient_id, date(2025, 8, 10), "implant")
        desk.now("2026-05-11 10:00")
        desk.services.followups.done(desk.one(patient_id, FollowupKind.RECALL).id)
        if booked_on:
            lead_id = desk.lead(patient_id, "2026-06-01 10:00", origin=Origin.RECALL)
            desk.fact(lead_id, FactKind.DEPOSIT_PAID, f"{booked_on} 10:00")
    desk.now("2026-11-17 10:42")
    assert desk.services.numbers.summary(QUARTER).returning.recall_booked == Share(1, 2)
    assert desk.services.numbers.summary("2026Q2").returning.recall_booked == Share(0, 0)


def test_spend_is_entered_per_month_and_can_be_taken_back(desk: Desk) -> None:
    numbers = desk.services.numbers
    numbers.set_spend("2026-07", "smilejet", "acquisition", Money(100, "EUR"))
    told = numbers.set_spend("2026-07", "smilejet", "acquisition", Money(250, "EUR"))
    assert [spend.amount for spend in numbers.spends(QUARTER)] == [Money(250, "EUR")]
    assert told.undo is not None
    told.undo()
    assert [spend.amount for spend in numbers.spends(QUARTER)] == [Money(100, "EUR")]
    for wrong in (("2026Q3", "acquisition", 1), ("2026-07", "fun", 1), ("2026-07", "recall", -1)):
        with pytest.raises(InvalidInput):
            numbers.set_spend(wrong[0], "smilejet", wrong[1], Money(wrong[2], "EUR"))


def test_only_owners_enter_what_was_spent(desk: Desk) -> None:
    clerk = Services(Context(desk.storage, desk.clock, StaffMember(5, "Quỳnh", Role.FRONT_DESK)))
    with pytest.raises(NotAllowed):
        clerk.numbers.set_spend("2026-07", "smilejet", "acquisition", Money(1, "EUR"))
    assert clerk.numbers.summary(QUARTER).total.inquiries == 0


def test_lost_leads_are_counted_by_reason_unless_they_were_taken_up_again(desk: Desk) -> None:
    for name, reason, again in (("A", "price", False), ("B", "price", False), ("C", "travel", True)):
        lead_id = desk.lead(desk.patient(name), "2026-08-03 10:00")
        desk.fact(lead_id, FactKind.LOST, "2026-08-13 10:00", reason=reason)
        if again:
            desk.fact(lead_id, FactKind.REOPENED, "2026-08-23 10:00")
    assert desk.services.numbers.summary(QUARTER).lost == ((LostReason.PRICE.value, 2),)


def test_the_last_periods_come_newest_first(desk: Desk) -> None:
    assert [str(period) for period in desk.services.numbers.periods(count=3)] == [
        "2026Q4",
        "2026Q3",
        "2026Q2",
    ]


def test_the_summary_is_written_as_three_files_that_stay_the_same(desk: Desk, tmp_path: Path) -> None:
    booked(desk, "Anna", "2026-08-17")
    files = desk.services.numbers.export(QUARTER, tmp_path / "out")
    assert [path.name for path in files] == [
        "summary-2026Q3.pdf",
        "summary-2026Q3.xlsx",
        "summary-2026Q3.csv",
    ]
    first = [path.read_bytes() for path in files]
    assert first[0].startswith(b"%PDF")
    assert [path.read_bytes() for path in desk.services.numbers.export(QUARTER, tmp_path / "out")] == first
    (only,) = desk.services.numbers.export(QUARTER, tmp_path / "csv", kinds=("csv",), language="vi")
    assert only.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_folder_that_cannot_be_written_is_said_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileProblem) as caught:
        desk.services.numbers.export(QUARTER, tmp_path / "file" / "out")
    assert caught.value.data["name"] == "summary-2026Q3.pdf"
