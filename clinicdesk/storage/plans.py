"""Reads and writes plan drafts whole, and the issued revisions, which are frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, ScalarSelect, Select, delete, func, insert, select, update

from clinicdesk.domain.leads import FactKind
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import KeptPrice, KeptSums, Plan, PlanItem, PlanOption, PlanTrip, PlanVisit
from clinicdesk.domain.record import PlanRow
from clinicdesk.domain.teeth import AREAS, restored, stored
from clinicdesk.storage import tables
from clinicdesk.storage.clinic import deposit_rule
from clinicdesk.storage.work import Work

if TYPE_CHECKING:
    from clinicdesk.domain.plan_papers import PlanDocument

_t, _trip, _visit, _item = tables.plan, tables.plan_trip, tables.plan_visit, tables.plan_item
_r, _f = tables.plan_revision, tables.lead_fact
_PLAIN = (
    "patient_id",
    "lead_id",
    "number",
    "title",
    "dentist_id",
    "language",
    "second_language",
    "currency",
    "valid_until",
    "discount_points",
    "discount_minor",
    "discount_reason",
    "summary",
    "follows_plan_id",
    "follows_trip",
)
_OPTION_TEXTS, _OPTION_LISTS = ("note", "summary"), ("suits", "answers")
_ITEM_PLAIN = (
    "code",
    "quantity",
    "unit_minor",
    "discount_points",
    "material",
    "guarantee_months",
    "guarantee_condition",
    "note",
)
_ITEM_FLAGS = ("quantity_typed", "price_typed", "estimate", "optional")
_LISTS = ("records", "included", "not_included", "assumptions")


@dataclass(frozen=True)
class RevisionRow:
    """One issued revision without its paper: what lists and the plan's history show."""

    plan_id: int
    revision: int
    issued_at: datetime
    issued_by: int | None
    language: str
    total: Money
    deposit: Money
    valid_until: date
    check_code: str
    id: int = 0


@dataclass(frozen=True)
class IssuedPaper:
    """What is frozen when a plan is issued."""

    document: PlanDocument
    pdf: bytes
    pdf_sha256: str
    total: Money
    valid_until: date


def get(work: Work, plan_id: int) -> Plan | None:
    """Return one draft whole; None where there is none of that id."""
    row = work.execute(select(_t).where(_t.c.id == plan_id)).mappings().one_or_none()
    return _plan(row, _options(work, row)) if row else None


def _plan(row: RowMapping, options: tuple[PlanOption, ...]) -> Plan:
    plain = {name: row[name] for name in _PLAIN}
    return Plan(
        id=row["id"],
        **plain,
        records=tuple(row["records"]),
        included=tuple(row["included"]),
        not_included=tuple(row["not_included"]),
        assumptions=tuple(row["assumptions"]),
        options=options,
        chosen=min(row["chosen_option"], len(options)) - 1,
        deposit=deposit_rule(row["deposit"]),
        absent_teeth=frozenset(row["absent_teeth"]),
        comparisons=tuple(row["comparisons"]),
        kept_sums=tuple(KeptSums(**kept) for kept in row["kept_sums"]),
        revision=row["revision"],
    )


def _options(work: Work, plan: RowMapping) -> tuple[PlanOption, ...]:
    trips = work.execute(
        select(_trip).where(_trip.c.plan_id == plan["id"]).order_by(_trip.c.option, _trip.c.position)
    ).all()
    ids = [trip.id for trip in trips]
    items = _grouped(work, select(_item).where(_item.c.trip_id.in_(ids)).order_by(_item.c.position))
    visits = _grouped(work, select(_visit).where(_visit.c.trip_id.in_(ids)).order_by(_visit.c.position))
    titles: Sequence[str] = plan["option_titles"] or [""]
    found: list[list[PlanTrip]] = [[] for _ in titles]
    for trip in trips:
        found[trip.option - 1].append(
            PlanTrip(
                items=tuple(_line(row) for row in items.get(trip.id, ())),
                visits=tuple(PlanVisit(row.day, row.title, row.minutes) for row in visits.get(trip.id, ())),
                title=trip.title,
                starts_on=trip.starts_on,
                days=trip.days,
                healing_months=trip.healing_months,
            )
        )
    details: Sequence[Any] = plan["option_details"]
    return tuple(
        PlanOption(tuple(way), title, **_details(details[place] if place < len(details) else {}))
        for place, (way, title) in enumerate(zip(found, titles, strict=True))
    )


def _details(stored_words: Any) -> dict[str, Any]:
    """Return what an option says beside its title; options of older files say nothing more."""
    lists = {name: tuple(stored_words.get(name, ())) for name in _OPTION_LISTS}
    return {name: stored_words.get(name, "") for name in _OPTION_TEXTS} | lists


def _grouped(work: Work, query: Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in work.execute(query):
        found.setdefault(row.trip_id, []).append(row)
    return found


def _line(row: Any) -> PlanItem:
    area = row.teeth if row.teeth in AREAS else ""
    plain: dict[str, Any] = {name: getattr(row, name) for name in _ITEM_PLAIN}
    plain |= {name: bool(getattr(row, name)) for name in _ITEM_FLAGS}
    return PlanItem(
        **plain,
        teeth=() if area else restored(row.teeth),
        area=area,
        kept_prices=tuple(KeptPrice(**kept) for kept in row.kept_prices),
        id=row.id,
    )


def add(work: Work, plan: Plan) -> int:
    """Store a new draft and return its id."""
    values = _values(plan) | {"created_at": work.at, "changed_at": work.at}
    plan_id = int(work.execute(insert(_t).values(values).returning(_t.c.id)).scalar_one())
    _write_trips(work, plan_id, plan.options)
    return plan_id


def write(work: Work, plan: Plan) -> None:
    """Store a changed draft whole; number, patient and issued revisions stay as they are."""
    kept = {"patient_id", "number"}
    values = {name: value for name, value in _values(plan).items() if name not in kept}
    work.execute(update(_t).where(_t.c.id == plan.id).values(values | {"changed_at": work.at}))
    old = select(_trip.c.id).where(_trip.c.plan_id == plan.id).scalar_subquery()
    for table in (_item, _visit):
        work.execute(delete(table).where(table.c.trip_id.in_(old)))
    work.execute(delete(_trip).where(_trip.c.plan_id == plan.id))
    _write_trips(work, plan.id, plan.options)


def _values(plan: Plan) -> dict[str, object]:
    lists = {name: list(getattr(plan, name)) for name in _LISTS}
    return {
        **{name: getattr(plan, name) for name in _PLAIN},
        **lists,
        "deposit": asdict(plan.deposit),
        "absent_teeth": sorted(plan.absent_teeth),
        "chosen_option": plan.chosen + 1,
        "option_titles": [option.title for option in plan.options],
        "option_details": [
            {name: getattr(option, name) for name in (*_OPTION_TEXTS, *_OPTION_LISTS)}
            for option in plan.options
        ],
        "comparisons": list(plan.comparisons),
        "kept_sums": [asdict(kept) for kept in plan.kept_sums],
    }


def _write_trips(work: Work, plan_id: int, options: Sequence[PlanOption]) -> None:
    visits: list[dict[str, object]] = []
    items: list[dict[str, object]] = []
    for option, way in enumerate(options, 1):
        for position, trip in enumerate(way.trips, 1):
            made = work.execute(
                insert(_trip)
                .values(
                    plan_id=plan_id,
                    option=option,
                    position=position,
                    title=trip.title,
                    starts_on=trip.starts_on,
                    days=trip.days,
                    healing_months=trip.healing_months,
                )
                .returning(_trip.c.id)
            )
            trip_id = int(made.scalar_one())
            visits += [
                {"trip_id": trip_id, "position": n, "day": v.day, "title": v.title, "minutes": v.minutes}
                for n, v in enumerate(trip.visits, 1)
            ]
            items += [_item_values(trip_id, n, item) for n, item in enumerate(trip.items, 1)]
    if visits:
        work.execute(insert(_visit), visits)
    if items:
        work.execute(insert(_item), items)


def _item_values(trip_id: int, position: int, item: PlanItem) -> dict[str, object]:
    return {
        "trip_id": trip_id,
        "position": position,
        "teeth": item.area or stored(item.teeth),
        **{name: getattr(item, name) for name in _ITEM_PLAIN},
        **{name: int(getattr(item, name)) for name in _ITEM_FLAGS},
        "kept_prices": [asdict(kept) for kept in item.kept_prices],
    }


def set_closed(work: Work, plan_id: int, closed_at: datetime | None) -> None:
    """Close a plan, or open it again with None."""
    work.execute(update(_t).where(_t.c.id == plan_id).values(closed_at=closed_at))


def is_closed(work: Work, plan_id: int) -> bool:
    """Return whether the plan was closed."""
    closed = select(_t.c.closed_at).where(_t.c.id == plan_id)
    return work.execute(closed).scalar() is not None


def rows(work: Work, *, patient_id: int | None = None, lead_id: int | None = None) -> tuple[PlanRow, ...]:
    """Return plans as lists show them, the newest first: of a patient, of a lead, or all."""
    query = (
        select(
            _t.c.id, _t.c.number, _t.c.title, _t.c.lead_id, _t.c.revision, _t.c.currency, _t.c.closed_at,
            _t.c.changed_at, _r.c.total_minor, _r.c.currency.label("issued_currency"), _r.c.valid_until,
            _r.c.issued_at, _trips_of_the_chosen().label("trips"),
        )
        .outerjoin(_r, (_r.c.plan_id == _t.c.id) & (_r.c.revision == _t.c.revision))
        .order_by(_t.c.id.desc())
    )  # fmt: skip
    accepted = select(_f.c.at, _f.c.detail).where(
        _f.c.kind == FactKind.PLAN_ACCEPTED.value, _f.c.retracted_at.is_(None)
    )
    if patient_id is not None:
        query = query.where(_t.c.patient_id == patient_id)
        own = select(tables.lead.c.id).where(tables.lead.c.patient_id == patient_id).scalar_subquery()
        accepted = accepted.where(_f.c.lead_id.in_(own))
    if lead_id is not None:
        query, accepted = query.where(_t.c.lead_id == lead_id), accepted.where(_f.c.lead_id == lead_id)
    at = {row.detail.get("plan_id"): row.at for row in work.execute(accepted.order_by(_f.c.at))}
    return tuple(_row(row, at.get(row.id)) for row in work.execute(query))


def _trips_of_the_chosen() -> ScalarSelect[int]:
    own = select(func.count()).where(_trip.c.plan_id == _t.c.id, _trip.c.option == _t.c.chosen_option)
    return own.correlate(_t).scalar_subquery()


def _row(row: Any, accepted_at: datetime | None) -> PlanRow:
    total = None if row.total_minor is None else Money(row.total_minor, row.issued_currency)
    return PlanRow(
        id=row.id,
        number=row.number,
        title=row.title,
        lead_id=row.lead_id,
        revision=row.revision,
        total=total,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        accepted_at=accepted_at,
        closed=row.closed_at is not None,
        changed_at=row.changed_at,
        currency=row.currency,
        trips=row.trips,
    )


def by_number(work: Work, number: str) -> int | None:
    """Return the id of the plan with that printed number; None where there is none."""
    found: int | None = work.execute(select(_t.c.id).where(_t.c.number == number)).scalar()
    return found


def changed_at(work: Work, plan_id: int) -> datetime | None:
    """Return when the draft was last saved."""
    found: datetime | None = work.execute(select(_t.c.changed_at).where(_t.c.id == plan_id)).scalar()
    return found


def issue(work: Work, plan: Plan, paper: IssuedPaper) -> int:
    """Freeze one revision with its paper, raise the plan's revision to it, and return the revision's id."""
    document = paper.document
    made = work.execute(
        insert(_r)
        .values(
            plan_id=plan.id,
            revision=document.revision,
            issued_at=work.at,
            issued_by=work.by,
            language=document.language,
            currency=document.currency,
            total_minor=paper.total.minor,
            deposit_minor=document.deposit.amount.minor,
            valid_until=paper.valid_until,
            document=document.to_json(),
            check_code=document.check_code,
            pdf=paper.pdf,
            pdf_sha256=paper.pdf_sha256,
        )
        .returning(_r.c.id)
    )
    work.execute(update(_t).where(_t.c.id == plan.id).values(revision=document.revision))
    return int(made.scalar_one())


_REVISION = (
    _r.c.id, _r.c.plan_id, _r.c.revision, _r.c.issued_at, _r.c.issued_by, _r.c.language, _r.c.currency,
    _r.c.total_minor, _r.c.deposit_minor, _r.c.valid_until, _r.c.check_code,
)  # fmt: skip


def revisions(work: Work, plan_id: int) -> tuple[RevisionRow, ...]:
    """Return the issued revisions of one plan, the newest first."""
    query = select(*_REVISION).where(_r.c.plan_id == plan_id).order_by(_r.c.revision.desc())
    return tuple(
        RevisionRow(
            row.plan_id,
            row.revision,
            row.issued_at,
            row.issued_by,
            row.language,
            Money(row.total_minor, row.currency),
            Money(row.deposit_minor, row.currency),
            row.valid_until,
            row.check_code,
            row.id,
        )
        for row in work.execute(query)
    )


def document(work: Work, plan_id: int, revision: int) -> PlanDocument | None:
    """Return the frozen paper of one revision; None where it was not issued."""
    # Today reads plans and never a paper: what describes papers waits for the first one.
    from clinicdesk.domain.plan_papers import PlanDocument

    query = select(_r.c.document).where(_r.c.plan_id == plan_id, _r.c.revision == revision)
    found = work.execute(query).scalar()
    return PlanDocument.from_json(found) if found else None


def pdf(work: Work, plan_id: int, revision: int) -> bytes | None:
    """Return the PDF of one revision as it was issued; None where it was not."""
    query = select(_r.c.pdf).where(_r.c.plan_id == plan_id, _r.c.revision == revision)
    found: bytes | None = work.execute(query).scalar()
    return found
