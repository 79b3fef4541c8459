"""The completeness gate: what stops a plan from being issued, what only warns, and where each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clinicdesk.domain.deposits import is_small
from clinicdesk.domain.languages import may_be_in
from clinicdesk.domain.money import Money
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.plans import Plan, PlanItem, lines
from clinicdesk.domain.procedures import Procedure, Scope
from clinicdesk.domain.teeth import compact
from clinicdesk.domain.text import marked
from clinicdesk.domain.totals import totals

MARKS_WITHOUT_A_TOOTH = frozenset({"", Mark.IMPLANT, Mark.BRIDGE, Mark.MISSING})


class Severity(StrEnum):
    """Whether a problem stops issuing or only asks for a look."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Where:
    """The place a problem jumps to: a line of an option's trip (from 0), or a ``field`` of the plan."""

    field: str = ""
    option: int | None = None
    trip: int | None = None
    item: int | None = None


@dataclass(frozen=True)
class Problem:
    """One entry of the gate: ``message`` is marked, ``data`` fills it, ``where`` is its place."""

    severity: Severity
    kind: str
    message: str
    data: Mapping[str, object] = field(default_factory=dict)
    where: Where = Where()


class Words(StrEnum):
    """How a procedure's wording stands in one language."""

    CHECKED = "checked"
    UNREAD = "unread"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True)
class Unworded:
    """A text of the plan, such as a line of its lists, that lacks words in ``language``."""

    part: str
    key: str
    name: str
    language: str
    where: Where


@dataclass(frozen=True)
class Known:
    """What the gate must know beside the plan: today, the catalogue, its words and names.

    ``names`` are the procedures' names for the staff, ``words`` the state per (code, language), ``spoken``
    what the staff call each of the plan's languages. ``unworded`` are the other texts of the plan that have
    no words in one of its languages, in the plan's order. ``summary_ships`` says that "In short" is one of
    the shipped texts, which a paper says in its own languages.
    """

    today: date
    procedures: Mapping[str, Procedure]
    words: Mapping[tuple[str, str], Words]
    names: Mapping[str, str]
    spoken: Mapping[str, str]
    unworded: tuple[Unworded, ...] = ()
    summary_ships: bool = False


def problems(plan: Plan, known: Known) -> tuple[Problem, ...]:
    """Return all that blocks issuing, then all that warns, each in the plan's order.

    The list is that of product.md, "Completeness gate". Wordings that no speaker has read yet are one entry
    per language, which jumps to the first of them: a shipped language would bury the rest otherwise.
    """
    found = [*_of_plan(plan, known), *_of_options(plan), *_unread(plan, known), *_unworded(known)]
    for option, trip, place, item in lines(plan):
        where = Where("item", option, trip, place)
        found += _of_line(plan, item, where, known)
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.BLOCK))


def blocks(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return only the problems that stop issuing."""
    return tuple(problem for problem in found if problem.severity is Severity.BLOCK)


def _of_plan(plan: Plan, known: Known) -> Iterator[Problem]:
    if not any(True for _ in lines(plan)):
        yield _block("empty", marked("The plan has no lines yet."), Where("items"))
    if plan.valid_until is None:
        yield _block("validity", marked("Say until when the prices are valid."), Where("valid_until"))
    elif plan.valid_until < known.today:
        yield _block(
            "validity",
            marked("The prices were valid until {date}. Choose a later day."),
            Where("valid_until"),
            date=plan.valid_until,
        )
    if plan.dentist_id is None:
        yield _warn("dentist", marked("No dentist is named."), Where("dentist"))
    lost = next((kept for kept in plan.kept_sums if kept.discount_minor), None)
    if lost and not plan.discount_minor and not plan.discount_points:
        yield _warn(
            "discount",
            marked("The discount of {amount} has no amount in {currency} yet."),
            Where("discount"),
            amount=Money(lost.discount_minor, lost.currency),
            currency=plan.currency,
        )
    if not plan.summary:
        yield _warn("summary", marked("“In short” is empty."), Where("summary"))
    elif not known.summary_ships and not may_be_in(plan.summary, plan.language):
        yield _warn(
            "summary",
            marked("“In short” does not seem to be in {language}."),
            Where("summary"),
            language=known.spoken.get(plan.language, plan.language),
        )


def _of_options(plan: Plan) -> Iterator[Problem]:
    for option, way in enumerate(plan.options):
        sums = totals(plan, option)
        if plan.discount_minor > sums.subtotal.minor > 0:
            yield _block(
                "discount",
                marked("The discount of {discount} is above the sum of the lines, {total}."),
                Where("discount", option),
                discount=Money(plan.discount_minor, plan.currency),
                total=sums.subtotal,
            )
        if sums.deposit.minor > sums.total.minor:
            yield _block(
                "deposit",
                marked("The deposit of {deposit} is above the total of {total}."),
                Where("deposit", option),
                deposit=sums.deposit,
                total=sums.total,
            )
        elif sums.total.minor and not is_small(sums.deposit, sums.total):
            yield _warn(
                "deposit",
                marked("The deposit of {deposit} is a tenth of the total or more."),
                Where("deposit", option),
                deposit=sums.deposit,
            )
        for trip, stay in enumerate(way.trips):
            if not stay.items:
                yield _warn(
                    "trip",
                    marked("Trip {number} has no lines."),
                    Where("trip", option, trip),
                    number=trip + plan.first_trip,
                )


def _of_line(plan: Plan, item: PlanItem, where: Where, known: Known) -> Iterator[Problem]:
    name = known.names.get(item.code, item.code)
    for language in plan.languages:
        yield from _of_words(item.code, language, name, where, known)
    if item.unit_minor is None:
        yield _block(
            "price", marked("{name} has no price in {currency}."), where, name=name, currency=plan.currency
        )
    if item.guarantee_months is None:
        yield _block("guarantee", marked("The guarantee of {name} is not set."), where, name=name)
    procedure = known.procedures.get(item.code)
    if procedure is None:
        yield _block("procedure", marked("{name} is not in the catalogue."), where, name=name)
    else:
        yield from _of_procedure(plan, item, procedure, name, where)


def _of_words(code: str, language: str, name: str, where: Where, known: Known) -> Iterator[Problem]:
    state = known.words.get((code, language), Words.MISSING)
    data = {"name": name, "language": known.spoken.get(language, language)}
    if state is Words.MISSING:
        yield _block("wording", marked("{name} has no wording in {language}."), where, **data)
    elif state is Words.STALE:
        message = marked("The English wording of {name} has changed since the one in {language}.")
        yield _warn("stale", message, where, **data)


def _unworded(known: Known) -> Iterator[Problem]:
    for text in known.unworded:
        yield _block(
            "text",
            marked("“{name}” has no wording in {language}."),
            text.where,
            name=text.name,
            language=known.spoken.get(text.language, text.language),
            part=text.part,
            key=text.key,
            code=text.language,
        )


def _unread(plan: Plan, known: Known) -> Iterator[Problem]:
    for language in plan.languages:
        places: dict[str, Where] = {}
        for option, trip, place, item in lines(plan):
            if known.words.get((item.code, language)) is Words.UNREAD:
                places.setdefault(known.names.get(item.code, item.code), Where("item", option, trip, place))
        if places:
            yield _warn(
                "unread",
                marked("Nobody who speaks {language} has read these wordings yet: {names}."),
                next(iter(places.values())),
                language=known.spoken.get(language, language),
                names=tuple(places),
            )


def _of_procedure(
    plan: Plan, item: PlanItem, procedure: Procedure, name: str, where: Where
) -> Iterator[Problem]:
    price = procedure.prices.get(plan.currency)
    if not item.price_typed and item.unit_minor is not None and price not in {None, item.unit_minor}:
        yield _warn(
            "price_changed",
            marked("{name} is now {now}, was {before} in the draft."),
            where,
            name=name,
            now=Money(price or 0, plan.currency),
            before=Money(item.unit_minor, plan.currency),
        )
    if procedure.scope is Scope.TEETH and not item.teeth and not item.area:
        yield _warn("teeth", marked("{name} names no teeth."), where, name=name)
    gone = sorted(plan.absent_teeth.intersection(item.teeth))
    if gone and procedure.mark not in MARKS_WITHOUT_A_TOOTH:
        message = marked("{name} is for {teeth}, marked as not present.")
        yield _warn("absent", message, where, name=name, teeth=compact(gone))
    if not procedure.active:
        yield _warn("retired", marked("{name} is no longer offered."), where, name=name)


def _block(kind: str, message: str, where: Where, **data: object) -> Problem:
    return Problem(Severity.BLOCK, kind, message, data, where)


def _warn(kind: str, message: str, where: Where, **data: object) -> Problem:
    return Problem(Severity.WARN, kind, message, data, where)
