"""Follow-ups of an open lead, from the first reply to the recorded treatment (product.md, Follow-ups)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from clinicdesk.domain.arrivals import arrivals
from clinicdesk.domain.cadence import Rules
from clinicdesk.domain.cases import Case, DepositAsked, IssuedPlan, LeadCase
from clinicdesk.domain.followups import Followup, FollowupKind, FollowupState
from clinicdesk.domain.hours import first_reply_due, plan_due
from clinicdesk.domain.leads import Fact, FactKind, first_reply_at, parked_until
from clinicdesk.domain.way import Way, done, standing

ANSWERS_A_PLAN = frozenset(
    {
        FactKind.ANSWERED,
        FactKind.PLAN_ACCEPTED,
        FactKind.DEPOSIT_REQUESTED,
        FactKind.DEPOSIT_PAID,
        FactKind.ARRIVED,
        FactKind.TREATED,
    }
)


def journey(case: Case, lead: LeadCase, rules: Rules) -> Iterator[Followup]:
    """Yield the lead's follow-ups: what was done by facts always, what is to be done while it is open.

    A parked lead has one line only: the day on which it is looked at again.
    """
    way = Way(case, lead, rules, standing(lead.facts))
    until = parked_until(lead.facts)
    working = lead.open and until is None
    for steps in (_first_reply, _send_plan, _plan_follow_ups, _deposit_request, _deposit_chase, arrivals):
        for row in steps(way):
            if working or row.state is FollowupState.DONE:
                yield row
    if working:
        yield from _plans_expiring(way)
    elif lead.open and until is not None:
        yield _parked(way, until)


def _first_reply(way: Way) -> Iterator[Followup]:
    due_at = first_reply_due(way.lead.received_at, way.rules.hours, way.rules.promises.first_reply_minutes)
    row = way.row(
        FollowupKind.FIRST_REPLY,
        f"lead:{way.lead.id}",
        way.on(due_at),
        due_at=due_at,
        opens_on=way.on(way.lead.received_at),
    )
    replied_at = first_reply_at(way.lead.facts)
    if replied_at is not None:
        yield done(row, replied_at)
    elif not way.has(*ANSWERS_A_PLAN - {FactKind.ANSWERED}):
        yield row


def _send_plan(way: Way) -> Iterator[Followup]:
    replied = way.first(FactKind.REPLIED)
    if replied is None:
        return
    sent = way.first(FactKind.PLAN_SENT)
    if sent is not None and sent.at < replied.at:
        return
    due_at = plan_due(replied.at, way.rules.hours, way.rules.promises.plan_hours)
    row = way.row(
        FollowupKind.SEND_PLAN,
        f"lead:{way.lead.id}",
        way.on(due_at),
        due_at=due_at,
        opens_on=way.on(replied.at),
        detail={"replied_at": replied.at.isoformat()},
    )
    if sent is not None:
        yield done(row, sent.at)
    elif not way.has(*ANSWERS_A_PLAN - {FactKind.ANSWERED}):
        yield row


def _plan_of(way: Way, fact: Fact | None) -> IssuedPlan | None:
    wanted = fact.detail.get("plan_id") if fact else None
    own = [plan for plan in way.case.plans if plan.lead_id == way.lead.id or plan.id == wanted]
    return next((plan for plan in own if plan.id == wanted), own[-1] if own else None)


def _named(plan: IssuedPlan | None) -> dict[str, Any]:
    """Return how a follow-up names the plan it is about."""
    return {"plan": plan.number, "plan_id": plan.id} if plan else {"plan": "", "plan_id": None}


def _plan_follow_ups(way: Way) -> Iterator[Followup]:
    """Yield +2, +5 and +10 days after the last plan, each until the next one, then close or park."""
    sent = way.last(FactKind.PLAN_SENT)
    if sent is None or way.has(FactKind.DEPOSIT_REQUESTED, FactKind.DEPOSIT_PAID, FactKind.ARRIVED):
        return
    after = way.standing[way.standing.index(sent) + 1 :]
    if any(fact.kind in ANSWERS_A_PLAN for fact in after):
        return
    sent_on, plan = way.on(sent.at), _plan_of(way, sent)
    anchor = f"lead:{way.lead.id}:plan:{sent.detail.get('plan_id', 0)}:{sent.detail.get('revision', 0)}"
    detail = {**_named(plan), "sent_on": sent_on.isoformat()}
    follow, decide = way.rules.cadences.rule("plan_follow_up"), way.rules.cadences.rule("close_or_park")
    steps = [(days, False) for days in follow.steps if follow.enabled]
    steps += [(decide.steps[0], True)] if decide.enabled else []
    for n, (days, last) in enumerate(steps, start=1):
        yield way.row(
            FollowupKind.PLAN_FOLLOW_UP,
            anchor,
            sent_on + timedelta(days=days),
            n=n,
            closes_on=None if n == len(steps) else sent_on + timedelta(days=steps[n][0] - 1),
            detail={**detail, "decide": last, "of": len(steps)},
        )


def _deposit_request(way: Way) -> Iterator[Followup]:
    """Yield the request, due the day after the plan (or after the refund that took the last one back)."""
    rule = way.rules.cadences.rule("deposit_request")
    asked, paid = way.last(FactKind.DEPOSIT_REQUESTED), way.has(FactKind.DEPOSIT_PAID, FactKind.ARRIVED)
    base = way.first(FactKind.PLAN_SENT) or way.first(FactKind.PLAN_ACCEPTED)
    if not rule.enabled or base is None or (asked is None and paid):
        return
    refunds = [fact for fact in way.lead.facts if fact.kind is FactKind.DEPOSIT_REFUNDED]
    start = way.on(max(refunds[-1].at, base.at) if refunds else base.at)
    plan = _plan_of(way, way.last(FactKind.PLAN_ACCEPTED) or way.last(FactKind.PLAN_SENT))
    row = way.row(
        FollowupKind.DEPOSIT_REQUEST,
        f"lead:{way.lead.id}",
        start + timedelta(days=rule.steps[0]),
        n=len(refunds) + 1,
        opens_on=start,
        detail={
            **_named(plan),
            "accepted": way.has(FactKind.PLAN_ACCEPTED),
            "sent_on": way.on(base.at).isoformat(),
        },
    )
    yield done(row, asked.at) if asked else row


def deposit_of(way: Way) -> DepositAsked | None:
    """Return the deposit that was last asked for on this lead."""
    asked = way.last(FactKind.DEPOSIT_REQUESTED)
    if asked is None:
        return None
    own = [deposit for deposit in way.case.deposits if deposit.lead_id == way.lead.id]
    wanted = asked.detail.get("request_id")
    return next((deposit for deposit in own if deposit.id == wanted), own[-1] if own else None)


def _deposit_chase(way: Way) -> Iterator[Followup]:
    """Yield +2 days, and the day before the hold ends; the last of them stays until it is acted on."""
    asked, rule = way.last(FactKind.DEPOSIT_REQUESTED), way.rules.cadences.rule("deposit_chase")
    if asked is None or not rule.enabled or way.has(FactKind.DEPOSIT_PAID, FactKind.ARRIVED):
        return
    deposit, asked_on = deposit_of(way), way.on(asked.at)
    plan = _plan_of(way, asked)
    hold_ends = way.on(deposit.hold_ends_at) if deposit and deposit.hold_ends_at else None
    day_before = max(hold_ends - timedelta(days=1), asked_on) if hold_ends else None
    first = asked_on + timedelta(days=rule.steps[0])
    detail: dict[str, Any] = {**_named(plan), "asked_on": asked_on.isoformat()}
    if deposit:
        detail |= {"minor": deposit.amount.minor, "currency": deposit.amount.currency}
    if hold_ends:
        detail["hold_ends_on"] = hold_ends.isoformat()
    anchor = f"request:{deposit.id}" if deposit else f"lead:{way.lead.id}"
    for n, due_on in ((1, first), (2, day_before)):
        if due_on is None or (n == 1 and day_before is not None and day_before <= first):
            continue
        yield way.row(
            FollowupKind.DEPOSIT_CHASE,
            anchor,
            due_on,
            n=n,
            opens_on=max(asked_on, due_on - timedelta(days=rule.opens)),
            closes_on=day_before - timedelta(days=1) if n == 1 and day_before else None,
            detail=detail,
        )


def _plans_expiring(way: Way) -> Iterator[Followup]:
    rule = way.rules.cadences.rule("plan_expiring")
    if not rule.enabled or way.has(FactKind.PLAN_ACCEPTED, FactKind.DEPOSIT_PAID, FactKind.ARRIVED):
        return
    for plan in way.case.plans:
        if plan.lead_id != way.lead.id or plan.closed:
            continue
        yield way.row(
            FollowupKind.PLAN_EXPIRING,
            f"plan:{plan.id}:{plan.revision}",
            max(way.on(plan.issued_at), plan.valid_until + timedelta(days=rule.steps[0])),
            closes_on=plan.valid_until,
            detail={
                **_named(plan),
                "valid_until": plan.valid_until.isoformat(),
                "minor": plan.total.minor,
                "currency": plan.total.currency,
            },
        )


def _parked(way: Way, until: date) -> Followup:
    parked = way.last(FactKind.PARKED)
    anchor = f"lead:{way.lead.id}:parked:{parked.id if parked else 0}"
    return way.row(FollowupKind.PLAN_FOLLOW_UP, anchor, until, detail={"parked": True, "decide": True})
