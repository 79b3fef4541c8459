"""Reads and writes what patients allow, and the addresses that must not be contacted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from clinicdesk.domain.consent import Consent, Permission, Purpose, address_hash, may_contact
from clinicdesk.domain.people import Contact, ContactKind, Patient, address_of, folded_contact
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_t, _s = tables.consent, tables.suppression


def answers(work: Work, patient_ids: Sequence[int]) -> dict[int, list[Consent]]:
    """Return every answer of each of ``patient_ids``, oldest first."""
    found: dict[int, list[Consent]] = {}
    rows = work.execute(select(_t).where(_t.c.patient_id.in_(patient_ids)).order_by(_t.c.at, _t.c.id))
    for row in rows:
        answer = Consent(Purpose(row.purpose), bool(row.given), row.at, row.channel, row.source, row.wording)
        found.setdefault(row.patient_id, []).append(answer)
    return found


def add(work: Work, patient_id: int, consent: Consent) -> int:
    """Store one dated answer and return its id."""
    made = work.execute(
        insert(_t)
        .values(
            patient_id=patient_id,
            purpose=consent.purpose.value,
            channel=consent.channel,
            given=int(consent.given),
            source=consent.source,
            wording=consent.wording,
            at=consent.at,
            by=work.by,
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def remove(work: Work, consent_id: int) -> None:
    """Delete one answer that was recorded by mistake."""
    work.execute(delete(_t).where(_t.c.id == consent_id))


def suppressed(work: Work, folded: Sequence[str]) -> frozenset[str]:
    """Return which of the ``folded`` addresses are on the do-not-contact list."""
    hashes = {address_hash(address): address for address in folded if address}
    if not hashes:
        return frozenset()
    rows = work.execute(select(_s.c.address_hash).where(_s.c.address_hash.in_(list(hashes))))
    return frozenset(hashes[row] for row in rows.scalars())


def suppress(work: Work, folded: str, source: str) -> bool:
    """Put an address on the do-not-contact list; return whether it was not there already."""
    if suppressed(work, [folded]):
        return False
    work.execute(insert(_s).values(address_hash=address_hash(folded), source=source, at=work.at))
    return True


def lift(work: Work, folded: str) -> None:
    """Take an address off the do-not-contact list: only to undo putting it there."""
    work.execute(delete(_s).where(_s.c.address_hash == address_hash(folded)))


def permission(work: Work, patient: Patient, purpose: Purpose, channel: str) -> Permission:
    """Return whether a message of ``purpose`` may reach ``patient`` by ``channel``, from the file as it is.

    The address that the channel would use decides about the do-not-contact list, whoever else has it.
    """
    given = answers(work, [patient.id]).get(patient.id, [])
    value = address_of(patient, channel)
    return may_contact(given, bool(suppressed(work, [_folded(value, channel)])), purpose, channel)


def _folded(value: str, channel: str) -> str:
    if not value:
        return ""
    kind = ContactKind(channel) if channel in {k.value for k in ContactKind} else ContactKind.PHONE
    return folded_contact(Contact(kind, value))
