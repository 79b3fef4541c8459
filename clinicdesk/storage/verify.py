"""The one oracle of a clinic's file: a list of named checks, each telling what is wrong in sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import func, select, text

from clinicdesk.domain.backups import Problem, Report
from clinicdesk.domain.text import marked
from clinicdesk.storage import audit, verify_itineraries, verify_papers, verify_statements
from clinicdesk.storage.schema import triggers
from clinicdesk.storage.tables import counter, payment, plan, plan_revision, receipt
from clinicdesk.storage.work import Work

_NUMBER = re.compile(r"(.*?)(\d+)\Z", re.DOTALL)


Finding = tuple[str, Mapping[str, object]]
Check = Callable[[Work], Iterable[Finding]]


def run(work: Work, checks: Mapping[str, Check]) -> Report:
    """Run every check in one reading transaction; a check that finds much does not hide the others."""
    problems = [
        Problem(name, message, data) for name, check in checks.items() for message, data in check(work)
    ]
    return Report(tuple(checks), tuple(problems))


def _file(work: Work) -> Iterator[Finding]:
    for (words,) in work.connection.exec_driver_sql("PRAGMA integrity_check(10)").all():
        if words != "ok":
            yield marked("The file is damaged: {words}"), {"words": words}


def _references(work: Work) -> Iterator[Finding]:
    for table, row, parent, _ in work.connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield marked("Row {row} of {table} belongs to nothing in {parent}."), {
            "row": row, "table": table, "parent": parent,
        }  # fmt: skip


def _triggers(work: Work) -> Iterator[Finding]:
    rows = work.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found = {row.name: row.sql for row in rows}
    for name, statement in triggers().items():
        if found.get(name) != statement:
            yield (
                marked("The rule {name} that freezes issued papers is missing from the file."),
                {"name": name},
            )


def _receipt_numbers(work: Work) -> Iterator[Finding]:
    """Receipts count 1, 2, 3 ... in each series (safety rule 3)."""
    rows = work.execute(
        select(receipt.c.series, func.count(), func.min(receipt.c.sequence), func.max(receipt.c.sequence))
        .group_by(receipt.c.series)
    )  # fmt: skip
    for series, count, first, last in rows:
        if (first, last) != (1, count):
            yield marked("Receipts of series {series} run from {first} to {last}, but there are {count}."), {
                "series": series, "first": first, "last": last, "count": count,
            }  # fmt: skip


def _counters(work: Work) -> Iterator[Finding]:
    """Each series of receipts is counted up to its last one."""
    last = select(receipt.c.series, func.max(receipt.c.sequence)).group_by(receipt.c.series)
    counted = {row.name: row.value for row in work.execute(select(counter))}
    for series, sequence in work.execute(last):
        if counted.get(f"receipt:{series}") != sequence:
            yield (
                marked("The counter of receipts {series} does not stand at the last one, {last}."),
                {"series": series, "last": sequence},
            )


def _plan_numbers(work: Work) -> Iterator[Finding]:
    """Plan numbers count 1, 2, 3 ... behind each prefix."""
    found: dict[str, list[int]] = defaultdict(list)
    for (number,) in work.execute(select(plan.c.number)):
        parts = _NUMBER.match(number)
        if parts is None:
            yield marked("Plan {number} has no number."), {"number": number}
        else:
            found[parts[1]].append(int(parts[2]))
    for prefix, numbers in found.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield marked("Plan numbers {prefix} have a gap below {last}."), {
                "prefix": prefix, "last": max(numbers),
            }  # fmt: skip


def _receipted(work: Work) -> Iterator[Finding]:
    """Every payment has its receipt, made in the same transaction."""
    without = select(payment.c.id).outerjoin(receipt).where(receipt.c.id.is_(None))
    for (found,) in work.execute(without):
        yield marked("Payment {payment} has no receipt."), {"payment": found}


def _refunds(work: Work) -> Iterator[Finding]:
    """Only refunds and voids are negative, and what goes back of a payment is never more than was paid."""
    back_kinds = payment.c.kind.in_(("refund", "void"))
    signs = select(payment.c.id).where(back_kinds != (payment.c.minor < 0))
    for (found,) in work.execute(signs):
        yield marked("Payment {payment} has the wrong sign for its kind."), {"payment": found}
    back = payment.alias("back")
    over = (
        select(payment.c.id)
        .join(back, back.c.refunds_id == payment.c.id)
        .group_by(payment.c.id)
        .having(payment.c.minor + func.sum(back.c.minor) < 0)
    )
    for (found,) in work.execute(over):
        yield marked("More was refunded of payment {payment} than was paid."), {"payment": found}
    mixed = select(back.c.id).join(payment, back.c.refunds_id == payment.c.id).where(
        back.c.currency != payment.c.currency
    )  # fmt: skip
    for (found,) in work.execute(mixed):
        yield marked("Refund {payment} is in another currency than its payment."), {"payment": found}


def _revisions(work: Work) -> Iterator[Finding]:
    """A plan's issued revisions are 1 to its revision."""
    counted = (
        select(
            plan.c.number, plan.c.revision, func.count(plan_revision.c.id), func.max(plan_revision.c.revision)
        )
        .outerjoin(plan_revision)
        .group_by(plan.c.id)
    )
    for number, revision, count, last in work.execute(counted):
        if not revision == count == (last or 0):
            yield marked("Plan {number} is at revision {revision}, but {count} were issued."), {
                "number": number, "revision": revision, "count": count,
            }  # fmt: skip


def _audit(work: Work) -> Iterator[Finding]:
    for row in audit.broken_links(work.connection):
        yield marked("Row {row} of the audit trail, or the one before it, was changed."), {"row": row}


CHECKS: Mapping[str, Check] = {
    "file": _file,
    "references": _references,
    "triggers": _triggers,
    "receipt numbers": _receipt_numbers,
    "counters": _counters,
    "plan numbers": _plan_numbers,
    "payments have receipts": _receipted,
    "refunds": _refunds,
    "revisions": _revisions,
    "issued plans": verify_papers.plans,
    "issued receipts": verify_papers.receipts,
    "issued itineraries": verify_itineraries.itineraries,
    "balance statements": verify_statements.statements,
    "audit": _audit,
}
