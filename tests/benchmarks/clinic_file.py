"""Builds the measured files: thousands of people and their stories, by bulk inserts that keep the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select, update

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.people import Patient
from clinicdesk.services.catalogue import Catalogue
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.public_holidays import keep_holidays
from clinicdesk.services.reconcile import reconcile_several
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Storage, Work
from tests import make
from tests.benchmarks.people import person
from tests.benchmarks.rows import Rows, Story, hours_before
from tests.make import AT

BATCH = 400
CHUNK = 2000
ROUNDS = 8
STAFF = (("Linh Trần", "petrol"), ("Minh Lê", "violet"), ("Hà Phạm", "green"), ("Dr. Quang Vũ", "brown"))
ORDER = (
    "patient", "contact", "consent", "lead", "lead_fact", "message", "plan", "plan_trip", "plan_item",
    "plan_revision", "appointment", "deposit_request", "payment", "receipt", "treatment", "guarantee",
)  # fmt: skip
DAY = 24


@dataclass(frozen=True)
class Size:
    """How many people a file holds, how many leads are open, and how many came back or were lost.

    What is due today does not grow with the archive: a clinic works its list down every day.
    """

    patients: int
    open_leads: int
    treated: int
    lost: int

    @property
    def told(self) -> int:
        """Return how many people have a story; the rest were only taken over from an address book."""
        return self.open_leads + self.treated + self.lost


SMALL = Size(1_000, 50, 180, 100)
LARGE = Size(100_000, 5_000, 18_000, 10_000)
DUE_EACH = 8
STAY = 4
RECALL_OPENS_TODAY = (AT.date() - add_months(AT.date(), -8)).days


def build(folder: Path, size: Size) -> Storage:
    """Make a file of ``size`` in ``folder`` and return it opened; the same size gives the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    storage = make.storage(folder)
    context = Context(storage, make.clock())
    with storage.writing(at=AT) as work:
        Catalogue(context).seed(work)
        keep_holidays(work, settings_of(work, context).clinic)
        for name, colour in STAFF:
            work.execute(insert(t.staff).values(name=name, role="coordinator", colour=colour, created_at=AT))
    told = _tell(storage, size)
    _reconcile(context, told)
    with storage.writing(at=AT) as work:
        work.audit("file.build", "clinic", None, {"patients": size.patients})
        work.connection.exec_driver_sql("ANALYZE")
    return storage


def _tell(storage: Storage, size: Size) -> tuple[range, range]:
    """Insert everybody with their stories; return the ids of those with something due, and of the others."""
    rows = Rows(seed=size.patients)
    recall_last = DUE_EACH
    due_last = recall_last + 5 * DUE_EACH
    open_last = recall_last + size.open_leads
    treated_last = size.open_leads + size.treated
    lost_last = size.told
    for number in range(1, size.patients + 1):
        patient = person(rows.dice, number, 1 + number % len(STAFF))
        rows.patient(patient, hours_before(rows.dice.randrange(1, 900 * DAY)))
        if number <= recall_last:
            _treated(rows, patient, RECALL_OPENS_TODAY)
        elif number <= due_last:
            _open_and_due(rows, patient, number % 5)
        elif number <= open_last:
            _open_and_quiet(rows, patient)
        elif number <= treated_last:
            _treated(rows, patient, rows.dice.randrange(60, 1000))
        elif number <= lost_last:
            _lost(rows, patient)
        if number % CHUNK == 0 or number == size.patients:
            _insert(storage, rows)
    with storage.writing(at=AT) as work:
        for name, table in (("plan:P-2026", "plan"), ("receipt:R-2026", "receipt")):
            work.execute(insert(t.counter).values(name=name, value=rows.last[table]))
    return range(1, due_last + 1), range(due_last + 1, lost_last + 1)


def _open_and_due(rows: Rows, patient: Patient, kind: int) -> None:
    hours = rows.dice.uniform(0.3, 6)
    if kind == 0:
        Story(rows, patient, hours_before(hours))
        return
    story = Story(rows, patient, hours_before(20 * DAY))
    if kind == 1:
        story.reply(hours_before(DAY + hours))
        return
    story.reply(hours_before(19 * DAY))
    if kind == 2:
        story.plan(hours_before(2 * DAY + hours))
        return
    story.plan(hours_before(18 * DAY))
    arrival = AT + timedelta(days=3 if kind == 4 else 60)
    story.ask_deposit(hours_before(3 * DAY), arrival, "confirmed" if kind == 4 else "held")
    if kind == 4:
        story.pay(hours_before(2 * DAY), "deposit", story.deposit, story.total - story.deposit)
        story.fact(FactKind.ITINERARY_SENT, hours_before(2 * DAY - 1))


def _open_and_quiet(rows: Rows, patient: Patient) -> None:
    """An open lead that waits: parked with a plan, or booked for a day months ahead."""
    start = rows.dice.randrange(30, 200) * DAY
    story = Story(rows, patient, hours_before(start))
    story.reply(hours_before(start - 2))
    story.plan(hours_before(start - 20))
    if rows.dice.random() < 0.4:
        until = (AT + timedelta(days=rows.dice.randrange(30, 200))).date()
        story.fact(FactKind.PARKED, hours_before(start - 300), until=until.isoformat())
        return
    story.ask_deposit(
        hours_before(start - 100), AT + timedelta(days=rows.dice.randrange(40, 300)), "confirmed"
    )
    story.pay(hours_before(start - 150), "deposit", story.deposit, story.total - story.deposit)
    story.fact(FactKind.ITINERARY_SENT, hours_before(start - 151))


def _treated(rows: Rows, patient: Patient, days_ago: int) -> None:
    start = (days_ago + STAY) * DAY
    story = Story(rows, patient, hours_before(start + 50 * DAY))
    story.reply(hours_before(start + 50 * DAY - rows.dice.uniform(0.2, 9)))
    story.plan(hours_before(start + 49 * DAY))
    story.ask_deposit(hours_before(start + 45 * DAY), hours_before(start), "arrived")
    left = story.total - story.deposit
    story.pay(hours_before(start + 44 * DAY), "deposit", story.deposit, left)
    story.fact(FactKind.ITINERARY_SENT, hours_before(start + 44 * DAY - 1))
    story.fact(FactKind.ARRIVED, hours_before(start), appointment_id=story.appointment_id)
    story.treat(hours_before(start - STAY * DAY))
    story.pay(hours_before(start - STAY * DAY - 1), "balance", left, left - left)


def _lost(rows: Rows, patient: Patient) -> None:
    start = rows.dice.randrange(30, 900) * DAY
    story = Story(rows, patient, hours_before(start))
    story.reply(hours_before(start - rows.dice.uniform(0.2, 9)))
    story.fact(FactKind.LOST, hours_before(start - 20 * DAY), reason="no_answer", note="")


def _insert(storage: Storage, rows: Rows) -> None:
    with storage.writing(at=AT) as work:
        for name in ORDER:
            if found := rows.tables[name]:
                work.execute(insert(t.metadata.tables[name]), found)
    rows.tables.clear()


def _reconcile(context: Context, told: tuple[range, range]) -> None:
    """Let the rules make every follow-up, and the staff of the past have done what was due before today."""
    due, others = told
    with context.writing() as work:
        reconcile_several(work, context, due)
        _done_before(work, due, 2)
    with context.writing() as work:
        reconcile_several(work, context, due)
    for start in range(0, len(others), BATCH):
        ids = others[start : start + BATCH]
        with context.writing() as work:
            for _ in range(ROUNDS):
                if not reconcile_several(work, context, ids):
                    break
                _done_before(work, ids, 0)


def _done_before(work: Work, ids: range, days: int) -> None:
    """Mark as done what was listed ``days`` ago or earlier, on the day it was due."""
    f = t.followup.c
    last = (AT - timedelta(days=days)).date()
    listed = select(f.id, f.due_on).where(
        f.patient_id.between(ids.start, ids.stop - 1), f.active == 1, f.state == "open", f.opens_on <= last
    )
    yesterday = (AT - timedelta(days=1)).date()
    for row in work.execute(listed).all():
        on = min(row.due_on, yesterday)
        at = AT.replace(year=on.year, month=on.month, day=on.day, hour=2)
        work.execute(update(t.followup).where(f.id == row.id).values(state="done", state_at=at))
