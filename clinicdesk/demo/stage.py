"""What the demo's story plays on: the services, a clock that it moves, chance, and the clinic's people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any

from clinicdesk.bundle import files
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.hours import OpeningHours, is_open, next_opening
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.services import Services

CHANNELS = {"SmileJet": 36, "website": 24, "whatsapp": 17, "facebook": 14, "referral": 9}
SLOWER_CHANNELS = {"facebook": 3.0, "website": 1.4, "whatsapp": 0.5, "referral": 0.7}


@dataclass
class Stage:
    """Everything a journey needs; ``random`` is seeded, so the same story is told every time."""

    services: Services
    clock: FixedClock
    random: Random
    ends_at: datetime

    @cached_property
    def hours(self) -> OpeningHours:
        """Return the clinic's hours with its holidays."""
        return self.services.clinic.hours()

    @cached_property
    def team(self) -> tuple[StaffMember, ...]:
        """Return everybody who works at the clinic."""
        return self.services.staff.all()

    @cached_property
    def dentists(self) -> tuple[StaffMember, ...]:
        """Return the dentists."""
        return tuple(member for member in self.team if member.dentist)

    @cached_property
    def wishes(self) -> tuple[Mapping[str, Any], ...]:
        """Return the shipped wishes of invented patients."""
        text = (files("resources") / "demo" / "requests.json").read_text(encoding="utf-8")
        return tuple(json.loads(text))

    @cached_property
    def _acting(self) -> dict[int, Services]:
        return {member.id: self.services.acting_as(member) for member in self.team}

    def acting(self, member_id: int) -> Services:
        """Return the services as one member of staff uses them."""
        return self._acting[member_id]

    def coordinator(self) -> StaffMember:
        """Return somebody who owns inquiries."""
        return self.random.choice(
            [member for member in self.team if not member.dentist and member.role is not Role.FRONT_DESK]
        )

    def channel(self) -> str:
        """Return where an inquiry comes from."""
        return self.random.choices(list(CHANNELS), list(CHANNELS.values()))[0]

    def wish(self) -> Mapping[str, Any]:
        """Return what somebody asks for."""
        return self.random.choices(self.wishes, [wish["weight"] for wish in self.wishes])[0]

    def chance(self, share: float) -> bool:
        """Return whether something happens that happens in ``share`` of the cases."""
        return self.random.random() < share

    def after(self, at: datetime, shortest: timedelta, longest: timedelta) -> datetime:
        """Return an instant between the two after ``at``, at whatever hour it falls."""
        span = int((longest - shortest).total_seconds())
        return at + shortest + timedelta(seconds=self.random.randrange(span + 1))

    def at_work(self, at: datetime) -> datetime:
        """Return ``at`` where the clinic is open, else some minutes after it next opens."""
        if is_open(at, self.hours):
            return at
        return next_opening(at, self.hours) + timedelta(minutes=self.random.randrange(2, 70))

    def visit_at(self, day: date) -> datetime:
        """Return the start of a first visit on ``day`` or the next day the clinic is open in the morning."""
        morning = datetime.combine(day, time(9, 0), tzinfo=self.hours.zone)
        opens = morning if is_open(morning, self.hours) else next_opening(morning, self.hours)
        return opens + timedelta(minutes=self.random.choice((0, 0, 30, 60, 120)))
