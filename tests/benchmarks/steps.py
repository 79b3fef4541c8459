"""The steps of a day that are measured, each on a clinic's file with inputs that change from run to run."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clinicdesk.domain.people import PatientQuery
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from tests import make
from tests.benchmarks.clinic_file import Size
from tests.benchmarks.timing import Timed, timed

TYPED = (
    "nguyen",
    "muller",
    "佐藤",
    "สมชาย",
    "o'brien",
    "4912",
    "lukasz",
    "P-0000",
    "ana t",
    "zzz",
    "@exam",
    "yilmaz",
)
FRAME = 16.0
SHOWN = 200


@dataclass(frozen=True)
class Step:
    """One measured step; ``frame`` says that it should fit one frame of the screen on the large file."""

    name: str
    run: Callable[[Services, Size], Timed]
    frame: bool = False
    ratio: float | None = None


def _due(services: Services, size: Size) -> Timed:
    return timed(lambda _: services.followups.due_list(), range(43))


def _search(services: Services, size: Size) -> Timed:
    keys = [word[: end + 1] for word in TYPED for end in range(len(word))]
    return timed(services.search.find, keys + keys)


def _record(services: Services, size: Size) -> Timed:
    dice = random.Random(1)
    return timed(services.patients.record, [dice.randrange(1, size.told + 1) for _ in range(103)])


def _fact(services: Services, size: Size) -> Timed:
    dice = random.Random(2)
    leads = [dice.randrange(50, size.open_leads + size.treated) for _ in range(103)]
    return timed(lambda lead: services.leads.record_answer(lead, channel="whatsapp", text="Thank you"), leads)


def _board(services: Services, size: Size) -> Timed:
    return timed(lambda _: services.leads.board(), range(13))


def _list(services: Services, size: Size) -> Timed:
    def opened(_: object) -> None:
        services.patients.rows(services.patients.ids(PatientQuery())[:SHOWN])

    return timed(opened, range(13))


def _page(services: Services, size: Size) -> Timed:
    dice = random.Random(3)
    ids = services.patients.ids(PatientQuery())
    starts = [dice.randrange(max(1, len(ids) - SHOWN)) for _ in range(33)]
    return timed(lambda start: services.patients.rows(ids[start : start + SHOWN]), starts)


def _quarter(services: Services, size: Size) -> Timed:
    return timed(services.numbers.summary, ["2026Q3", "2026Q2", "2026Q1"] * 3)


def _plan_pdf(services: Services, size: Size) -> Timed:
    template = services.catalogue.plan_templates()[0].key
    plan = services.plans.draft(patient_id=60, template=template, language="en", currency="EUR").value
    return timed(lambda _: services.plans.pdf(plan.id), range(13))


STEPS: tuple[Step, ...] = (
    Step("due list of today", _due, frame=True, ratio=2.0),
    Step("search, per keystroke", _search, frame=True),
    Step("opening a record", _record, frame=True),
    Step("recording a fact, reconciled", _fact, frame=True, ratio=2.0),
    Step("board", _board),
    Step("opening the patient list", _list),
    Step("scrolling it to another page of 200", _page),
    Step("a quarter's numbers", _quarter),
    Step("one treatment plan as PDF", _plan_pdf),
)


def measured(storage: Storage, size: Size) -> Mapping[str, Timed]:
    """Run every step on one file."""
    services = Services(Context(storage, make.clock()))
    return {step.name: step.run(services, size) for step in STEPS}
