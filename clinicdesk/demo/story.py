"""Tells two years of the demo clinic through its services, day by day, the same each time."""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random

from clinicdesk.demo.clinic import CLINIC, HOURS, STAFF
from clinicdesk.demo.journey import Traveller, inquiry
from clinicdesk.demo.people import invent
from clinicdesk.demo.routine import work_through
from clinicdesk.demo.stage import Stage
from clinicdesk.demo.travellers import travellers
from clinicdesk.domain.clock import FixedClock, clinic_date
from clinicdesk.domain.hours import next_opening
from clinicdesk.domain.leads import Origin
from clinicdesk.domain.money import Money
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.engine import create_clinic

SEED = 20261117
ENDS_AT = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)
YEARS_DAYS = 730
BUSY_LAST_DAYS = 9
BUSY_SHARE = 0.11
SPEND = {"SmileJet": 210_000, "website": 60_000, "facebook": 90_000, "whatsapp": 15_000, "referral": 20_000}
RECALL_SPEND = 9_000
Progress = Callable[[int, int], None]


def build(file: Path, *, patients: int = 300, progress: Progress | None = None) -> Path:
    """Write the demo clinic into ``file`` and return it; nothing stands there until the story is told.

    Raises FileProblem where the folder cannot be written; a story that was broken off leaves nothing.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name("telling-" + file.name)
    for leftover in file.parent.glob(part.name + "*"):
        if leftover.is_file():
            leftover.unlink()
    clock = FixedClock(ENDS_AT - timedelta(days=YEARS_DAYS))
    storage = create_clinic(part, at=clock.now(), draft=True)
    try:
        services = Services(Context(storage, clock))
        services.clinic.set_up(CLINIC, HOURS, STAFF)
        services.travellers.edit(travellers())
        Story(Stage(services, clock, Random(SEED), ENDS_AT), patients, progress).tell()
    finally:
        storage.close()
    with part.open("rb") as told:
        os.fsync(told.fileno())
    part.rename(file)
    return file


class Story:
    """The steps of all journeys in the order of time, with the clinic's routine on each working day."""

    def __init__(self, stage: Stage, patients: int, progress: Progress | None) -> None:
        self._stage = stage
        self._progress = progress or (lambda _done, _whole: None)
        self._turn = count()
        self._steps: list[tuple[datetime, int, Iterator[datetime]]] = []
        self._travellers: dict[int, Traveller] = {}
        for person, starts_at in zip(invent(stage.random, patients), self._starts(patients), strict=True):
            traveller = Traveller(person, stage.coordinator().id)
            self._plan(starts_at, self._first(traveller))

    def tell(self) -> None:
        """Play everything that happens until the story's end."""
        stage = self._stage
        first = clinic_date(stage.clock.now(), stage.hours.zone)
        for passed in range(YEARS_DAYS + 1):
            day = first + timedelta(days=passed)
            self._play_until(self._midnight(day))
            self._morning(day)
            if day.day == 1:
                self._spend(day)
            self._progress(passed, YEARS_DAYS)
        self._play_until(stage.ends_at)
        stage.clock.at = stage.ends_at

    def _starts(self, patients: int) -> list[datetime]:
        """Return when each first message comes in: more and more of them, and a busy last week."""
        stage = self._stage
        began = stage.ends_at - timedelta(days=YEARS_DAYS - 2)
        span = stage.ends_at - began
        starts: list[datetime] = []
        for number in range(patients):
            if number >= patients * (1 - BUSY_SHARE):
                back = timedelta(days=BUSY_LAST_DAYS) * stage.random.random() ** 2.2
                starts.append(stage.ends_at - back - timedelta(minutes=20))
            else:
                starts.append(began + span * stage.random.random() ** 0.8)
        return [at.replace(microsecond=0) for at in starts]

    def _plan(self, at: datetime, steps: Iterator[datetime]) -> None:
        heapq.heappush(self._steps, (at, next(self._turn), steps))

    def _first(self, traveller: Traveller) -> Iterator[datetime]:
        yield from inquiry(self._stage, traveller)
        if traveller.patient_id is not None:
            self._travellers[traveller.patient_id] = traveller

    def _play_until(self, at: datetime) -> None:
        stage = self._stage
        while self._steps and self._steps[0][0] <= at:
            when, _, steps = heapq.heappop(self._steps)
            stage.clock.at = max(when, stage.clock.now())
            following = next(steps, None)
            if following is not None:
                self._plan(max(following, stage.clock.now()).replace(microsecond=0), steps)

    def _morning(self, day: date) -> None:
        """Do the due list of a working day an hour after the clinic opens."""
        stage = self._stage
        opens = next_opening(self._midnight(day), stage.hours)
        if clinic_date(opens, stage.hours.zone) != day or opens + timedelta(hours=1) > stage.ends_at:
            return
        at = opens + timedelta(hours=1)
        self._play_until(at)
        stage.clock.at = max(at, stage.clock.now())
        if day == clinic_date(stage.ends_at, stage.hours.zone):
            return
        for patient_id, origin in work_through(stage):
            self._return(patient_id, origin)

    def _return(self, patient_id: int, origin: Origin) -> None:
        traveller = self._travellers.get(patient_id)
        if traveller is not None:
            comes_at = self._stage.after(self._stage.clock.now(), timedelta(hours=2), timedelta(days=9))
            self._plan(comes_at, inquiry(self._stage, traveller, origin))

    def _spend(self, day: date) -> None:
        numbers = self._stage.services.numbers
        for channel, minor in SPEND.items():
            money = Money(minor + self._stage.random.randrange(-9, 10) * 1_000, CLINIC.currency)
            numbers.set_spend(day, channel, "acquisition", money)
        numbers.set_spend(day, "recall", "recall", Money(RECALL_SPEND, CLINIC.currency))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0, 1), tzinfo=self._stage.hours.zone)
