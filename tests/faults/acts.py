"""What the working process of the fault tests does: acts of a clinic's day through the real services."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from clinicdesk.domain.money import Money
from clinicdesk.domain.payments import PaymentKind
from clinicdesk.services.context import Context
from clinicdesk.services.leads import Leads
from clinicdesk.services.payments import Payments, Received
from clinicdesk.services.plans import Plans
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Storage, Work
from tests.make import AT
from tests.services.money_desk import Desk

Result = dict[str, Any]


def receive(context: Context, operation: UUID) -> Result:
    """Take an inquiry of a new person in."""
    name = f"Patient {operation.hex[:8]}"
    return {"lead_id": Leads(context).receive(channel="email", name=name, operation=operation).value.id}


def reply(context: Context, operation: UUID) -> Result:
    """Reply to the first inquiry."""
    return {"fact_id": Leads(context).record_reply(1, channel="email", operation=operation).value.id}


def answer(context: Context, operation: UUID) -> Result:
    """Record that the first patient wrote back."""
    return {"fact_id": Leads(context).record_answer(1, channel="email", operation=operation).value.id}


def draft(context: Context, operation: UUID) -> Result:
    """Start a plan like the first one."""
    plan = Plans(context).draft(patient_id=1, lead_id=1, copy_of=1, currency="USD", operation=operation)
    return {"plan_id": plan.value.id}


def issue(context: Context, operation: UUID) -> Result:
    """Issue the next revision of the first plan, with its PDF."""
    return {"revision": Plans(context).issue(1, operation=operation).value.revision}


def pay(context: Context, operation: UUID) -> Result:
    """Take some money of the first patient, with its numbered receipt and its PDF."""
    amount = Money(1 + operation.int % 9_000, "USD")
    received = Received(1, PaymentKind.BALANCE, amount, plan_id=1, reference=operation.hex, credit=True)
    return {"payment_id": Payments(context).record(received, operation=operation).value.id}


@dataclass(frozen=True)
class Act:
    """One kind of act: its service, how often it comes, and the rows that it makes."""

    do: Callable[[Context, UUID], Result]
    weight: int
    made: Any


ACTS: dict[str, Act] = {
    "lead.receive": Act(receive, 3, select(func.count()).select_from(t.lead)),
    "lead.replied": Act(reply, 3, select(func.count()).where(t.lead_fact.c.kind == "replied")),
    "lead.answered": Act(answer, 2, select(func.count()).where(t.lead_fact.c.kind == "answered")),
    "plan.draft": Act(draft, 1, select(func.count()).select_from(t.plan)),
    "plan.issue": Act(issue, 1, select(func.count()).select_from(t.plan_revision)),
    "payment.record": Act(pay, 3, select(func.count()).select_from(t.receipt)),
}


def choose(dice: random.Random) -> str:
    """Return the next act of the day."""
    return dice.choices(list(ACTS), weights=[act.weight for act in ACTS.values()])[0]


def opened_day(storage: Storage) -> dict[str, int]:
    """Prepare a clinic with one inquiry and one issued plan; return how much of everything is there."""
    desk = Desk(storage)
    plan = desk.draft()
    desk.plans.issue(plan.id)
    assert (desk.patient_id, desk.lead_id, plan.id) == (1, 1, 1)
    with storage.reading(at=AT) as work:
        return made(work)


def made(work: Work) -> dict[str, int]:
    """Return how many rows each kind of act has made."""
    return {name: int(work.execute(act.made).scalar_one()) for name, act in ACTS.items()}
