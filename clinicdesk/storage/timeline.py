"""Tells one patient's story from facts, messages, payments, treatments and answers, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select

from clinicdesk.domain.consent import Consent
from clinicdesk.domain.leads import Fact, FactKind, Lead
from clinicdesk.domain.record import PaymentRow, TimelineRow
from clinicdesk.domain.treatments import Treatment
from clinicdesk.storage import tables
from clinicdesk.storage.messages import IN
from clinicdesk.storage.work import Work

_m = tables.message
_MESSAGES = (
    select(
        _m.c.id, _m.c.lead_id, _m.c.direction, _m.c.kind, _m.c.channel, _m.c.language, _m.c.subject,
        _m.c.body, _m.c.at, _m.c.by,
    )
    .where(_m.c.patient_id == bindparam("patient_id"), _m.c.retracted_at.is_(None))
    .order_by(_m.c.at.desc(), _m.c.id.desc())
)  # fmt: skip
# A payment, and each treatment, has its own line; the fact beside it would say the same twice.
_SAID_ELSEWHERE = frozenset({FactKind.DEPOSIT_PAID, FactKind.DEPOSIT_REFUNDED, FactKind.TREATED})


def read(
    work: Work,
    patient_id: int,
    *,
    zone: ZoneInfo,
    names: Mapping[int | None, str],
    leads: Sequence[Lead],
    facts: Mapping[int, Sequence[Fact]],
    payments: Iterable[PaymentRow],
    treatments: Iterable[Treatment],
    answers: Iterable[Consent],
) -> tuple[TimelineRow, ...]:
    """Return every line of the timeline; ``names`` are those of the staff by id."""
    said = {row.id: row for row in work.execute(_MESSAGES, {"patient_id": patient_id})}
    lines = [_received(lead) for lead in leads]
    lines += [_answer(answer) for answer in answers]
    for lead in leads:
        for fact in facts.get(lead.id, ()):
            message = said.pop(fact.detail.get("message_id", 0), None)
            if fact.kind not in _SAID_ELSEWHERE:
                lines.append(_fact(lead.id, fact, message, names))
    lines += [_message(row, names) for row in said.values()]
    lines += [_payment(row, zone) for row in payments]
    lines += _treatments(treatments, zone)
    lines.sort(key=lambda line: line.at)
    return tuple(reversed(lines))


def _received(lead: Lead) -> TimelineRow:
    return TimelineRow(
        lead.received_at,
        "received",
        inbound=True,
        channel=lead.channel,
        text=lead.request,
        lead_id=lead.id,
        detail={"origin": lead.origin.value, "treatment": lead.treatment, "reference": lead.reference},
    )


def _fact(lead_id: int, fact: Fact, message: Row[Any] | None, names: Mapping[int | None, str]) -> TimelineRow:
    inbound = fact.kind in {FactKind.ANSWERED, FactKind.PLAN_ACCEPTED}
    return TimelineRow(
        fact.at,
        fact.kind.value,
        who="" if inbound else names.get(fact.by, ""),
        inbound=inbound,
        channel=str(fact.detail.get("channel", "")) or (message.channel if message else ""),
        text=message.body if message else str(fact.detail.get("note", "")),
        lead_id=lead_id,
        fact_id=fact.id,
        message_id=message.id if message else None,
        detail=dict(fact.detail),
    )


def _message(row: Row[Any], names: Mapping[int | None, str]) -> TimelineRow:
    inbound = row.direction == IN
    return TimelineRow(
        row.at,
        row.kind or "message",
        who="" if inbound else names.get(row.by, ""),
        inbound=inbound,
        channel=row.channel,
        text=row.body,
        lead_id=row.lead_id,
        message_id=row.id,
        detail={"language": row.language, "subject": row.subject},
    )


def _payment(row: PaymentRow, zone: ZoneInfo) -> TimelineRow:
    return TimelineRow(
        row.recorded_at or _noon(row.received_on, zone),
        "payment",
        inbound=row.amount.minor > 0,
        lead_id=row.lead_id,
        detail={
            "kind": row.kind,
            "amount": row.amount,
            "way": row.way,
            "receipt": row.receipt,
            "received_on": row.received_on,
        },
    )


def _treatments(found: Iterable[Treatment], zone: ZoneInfo) -> Iterator[TimelineRow]:
    days: dict[tuple[int | None, Any], list[Treatment]] = {}
    for treatment in found:
        days.setdefault((treatment.lead_id, treatment.done_on), []).append(treatment)
    for (lead_id, on), done in days.items():
        yield TimelineRow(
            _noon(on, zone),
            "treatment",
            who=done[0].dentist_name,
            text=next((t.note for t in done if t.note), ""),
            lead_id=lead_id,
            detail={"titles": tuple(t.title or t.kind for t in done), "on": on},
        )


def _answer(answer: Consent) -> TimelineRow:
    return TimelineRow(
        answer.at,
        "consent",
        inbound=True,
        channel=answer.channel,
        text=answer.wording,
        detail={"purpose": answer.purpose.value, "given": answer.given, "source": answer.source},
    )


def _noon(day: Any, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC)
