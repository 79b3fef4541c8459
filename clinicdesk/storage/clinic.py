"""Reads and writes the clinic's own settings: letterhead, hours, closed days and cadences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update

from clinicdesk.domain.clinic import BankAccount, Clinic, DepositRule, Promises, RefundStep
from clinicdesk.domain.hours import ClosedDay, Interval
from clinicdesk.storage import tables
from clinicdesk.storage.work import Work

_PLAIN = tuple(f.name for f in fields(Clinic) if f.name not in {"promises", "deposit", "bank"})


def read(work: Work) -> Clinic | None:
    """Return the clinic; None in a file whose clinic has not been set up."""
    row = work.execute(select(tables.clinic)).mappings().one_or_none()
    if row is None:
        return None
    plain = {name: row[name] for name in _PLAIN}
    plain["currencies"] = tuple(plain["currencies"])
    plain["languages"] = tuple(plain["languages"]) or ("en",)
    plain["public_holidays"] = bool(plain["public_holidays"])
    plain["names"] = dict(plain["names"])
    return Clinic(
        **plain,
        promises=Promises(**row["promises"]),
        deposit=deposit_rule(row["deposit"]),
        bank=BankAccount(**row["bank"]),
    )


def deposit_rule(stored: Mapping[str, Any]) -> DepositRule:
    """Return the deposit rule of its stored structure; the defaults where nothing is stored."""
    rule = DepositRule(**{name: value for name, value in stored.items() if name != "ladder"})
    if "ladder" not in stored:
        return rule
    return replace(rule, ladder=tuple(RefundStep(**step) for step in stored["ladder"]))


def write(work: Work, clinic: Clinic) -> None:
    """Store the clinic, making its row where there is none."""
    values = {name: getattr(clinic, name) for name in _PLAIN} | {
        "currencies": list(clinic.currencies),
        "languages": list(clinic.languages),
        "public_holidays": int(clinic.public_holidays),
        "names": dict(clinic.names),
        "promises": asdict(clinic.promises),
        "deposit": asdict(clinic.deposit),
        "bank": asdict(clinic.bank),
    }
    if work.execute(update(tables.clinic).values(values)).rowcount == 0:
        made = {"id": 1, "file_id": str(uuid4()), "created_at": work.at}
        work.execute(insert(tables.clinic).values(made | values))


def week(work: Work) -> dict[int, tuple[Interval, ...]]:
    """Return the opening intervals of each weekday that has any."""
    t = tables.hours
    found: dict[int, list[Interval]] = {}
    for row in work.execute(select(t.c.weekday, t.c.opens, t.c.closes).order_by(t.c.weekday, t.c.opens)):
        found.setdefault(row.weekday, []).append((row.opens, row.closes))
    return {weekday: tuple(spans) for weekday, spans in found.items()}


def write_week(work: Work, hours: Mapping[int, tuple[Interval, ...]]) -> None:
    """Replace the opening hours."""
    work.execute(delete(tables.hours))
    rows = [
        {"weekday": weekday, "opens": opens, "closes": closes}
        for weekday, spans in sorted(hours.items())
        for opens, closes in spans
    ]
    if rows:
        work.execute(insert(tables.hours), rows)


def closed_days(work: Work) -> tuple[ClosedDay, ...]:
    """Return the clinic's own closed days and exceptions, in order."""
    t = tables.closed_day
    rows = work.execute(select(t).order_by(t.c.on))
    return tuple(ClosedDay(row.on, row.name, bool(row.open_anyway)) for row in rows)


def write_closed_days(work: Work, days: Iterable[ClosedDay]) -> None:
    """Replace the clinic's own closed days and exceptions."""
    work.execute(delete(tables.closed_day))
    rows = [{"on": day.on, "name": day.name, "open_anyway": int(day.open_anyway)} for day in days]
    if rows:
        work.execute(insert(tables.closed_day), rows)


def cadence_rows(work: Work) -> dict[str, tuple[bool, dict[str, Any]]]:
    """Return what the owner changed of the cadences: per rule whether it is on, and its values."""
    rows = work.execute(select(tables.cadence))
    return {row["rule"]: (bool(row["enabled"]), dict(row["values"])) for row in rows.mappings()}


def write_cadence_rows(work: Work, rows: Mapping[str, tuple[bool, Mapping[str, Any]]]) -> None:
    """Replace the stored cadences."""
    work.execute(delete(tables.cadence))
    stored = [
        {"rule": rule, "enabled": int(enabled), "values": dict(values)}
        for rule, (enabled, values) in sorted(rows.items())
    ]
    if stored:
        work.execute(insert(tables.cadence), stored)
