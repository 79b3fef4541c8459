"""Reads and writes the people who work at the clinic."""

from __future__ import annotations

from sqlalchemy import RowMapping, func, insert, select, update

from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_t = tables.staff


def _member(row: RowMapping) -> StaffMember:
    return StaffMember(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        dentist=bool(row["dentist"]),
        title=row["title"],
        phone=row["phone"],
        languages=tuple(row["languages"]),
        colour=row["colour"],
        active=bool(row["active"]),
        channel=row["channel"],
        since=row["since"],
    )


def _values(member: StaffMember) -> dict[str, object]:
    return {
        "name": member.name,
        "role": member.role.value,
        "dentist": int(member.dentist),
        "title": member.title,
        "phone": member.phone,
        "languages": list(member.languages),
        "colour": member.colour,
        "active": int(member.active),
        "channel": member.channel,
        "since": member.since,
    }


def all_members(work: Work) -> tuple[StaffMember, ...]:
    """Return everybody who works or worked at the clinic, in the order they came."""
    return tuple(_member(row) for row in work.execute(select(_t).order_by(_t.c.id)).mappings())


def get(work: Work, staff_id: int) -> StaffMember | None:
    """Return one member of staff; None where there is none of that id."""
    row = work.execute(select(_t).where(_t.c.id == staff_id)).mappings().one_or_none()
    return _member(row) if row else None


def add(work: Work, member: StaffMember) -> int:
    """Store a new member and return the id."""
    made = work.execute(insert(_t).values(**_values(member), created_at=work.at).returning(_t.c.id))
    return int(made.scalar_one())


def write(work: Work, member: StaffMember) -> None:
    """Store a changed member."""
    work.execute(update(_t).where(_t.c.id == member.id).values(_values(member)))


def active_owners(work: Work) -> int:
    """Return how many active members may do what only owners may."""
    counted = select(func.count()).where(_t.c.role == Role.OWNER.value, _t.c.active == 1)
    return int(work.execute(counted).scalar_one())
