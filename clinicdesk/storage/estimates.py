"""Which trips of a plan count on estimates of their own."""

from sqlalchemy import select

from clinicdesk.domain.leads import FactKind
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work


def taken_over(work: Work, plan_id: int) -> frozenset[int]:
    """Return the trips of a plan that count on estimates of their own: issued, open, accepted or paid on."""
    plan, fact = tables.plan.c, tables.lead_fact.c
    query = select(plan.id, plan.follows_trip, plan.lead_id).where(
        plan.follows_plan_id == plan_id, plan.revision > 0, plan.closed_at.is_(None)
    )
    estimates = work.execute(query).all()
    if not estimates:
        return frozenset()
    ids = [row.id for row in estimates]
    paid = select(tables.payment.c.plan_id).where(tables.payment.c.plan_id.in_(ids))
    accepted = select(fact.detail).where(
        fact.kind == FactKind.PLAN_ACCEPTED.value,
        fact.retracted_at.is_(None),
        fact.lead_id.in_([row.lead_id for row in estimates if row.lead_id is not None]),
    )
    binding = set(work.execute(paid).scalars())
    binding |= {detail.get("plan_id") for detail in work.execute(accepted).scalars()}
    return frozenset(row.follows_trip for row in estimates if row.id in binding)
