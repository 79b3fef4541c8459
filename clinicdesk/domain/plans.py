"""Treatment plans: options, trips, visits and items, and the rules that keep a draft sensible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.deposits import check_rule
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.money import LARGEST_MINOR, WHOLE
from clinicdesk.domain.procedures import Procedure, Unit
from clinicdesk.domain.teeth import Chosen, count
from clinicdesk.domain.text import marked, paragraph, single_line

MOST_QUANTITY = 999
MOST_DAYS = 365
MOST_MONTHS = 120
MOST_LINES = 200
LONGEST_TEXT = 4000
LONGEST_LINE = 300
LONGEST_OPTION_LINE, LONGEST_OPTION_TEXT = 120, 300
"""What still lets the card of an option stand on one page beside two others, in any script."""
MOST_SUITS = 12
MOST_COMPARISONS = 20


@dataclass(frozen=True)
class KeptPrice:
    """What a line cost in a currency that the plan was in before; ``typed`` where a person typed it."""

    currency: str
    minor: int
    typed: bool = False


@dataclass(frozen=True)
class KeptSums:
    """A plan's fixed discount and its deposit in a currency that it was in before; 0 where there was none."""

    currency: str
    discount_minor: int = 0
    deposit_minor: int = 0
    deposit_points: int = 0


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan. ``quantity`` follows the teeth until ``quantity_typed``.

    ``unit_minor`` is None while no price is known; ``discount_points`` are hundredths of a percent.
    ``area`` is upper, lower, full or a quadrant where the line names no teeth.
    """

    code: str
    teeth: tuple[int, ...] = ()
    area: str = ""
    quantity: int = 1
    quantity_typed: bool = False
    unit_minor: int | None = None
    price_typed: bool = False
    discount_points: int = 0
    material: str = ""
    guarantee_months: int | None = None
    guarantee_condition: str = ""
    estimate: bool = False
    optional: bool = False
    note: str = ""
    kept_prices: tuple[KeptPrice, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class PlanVisit:
    """One appointment of a trip, on day ``day`` of the stay (1 is the first).

    ``title`` is a wording key of the catalogue ("scan") or the person's own words.
    """

    day: int
    title: str = ""
    minutes: int = 60


@dataclass(frozen=True)
class PlanTrip:
    """One stay in the country: its visits and lines; ``healing_months`` is the gap before it."""

    items: tuple[PlanItem, ...] = ()
    visits: tuple[PlanVisit, ...] = ()
    title: str = ""
    starts_on: date | None = None
    days: int = 1
    healing_months: int = 0


@dataclass(frozen=True)
class PlanOption:
    """One way to treat the patient, side by side with others; most plans have one.

    ``note`` is a line under its title, ``summary`` what it means for the patient, ``suits`` whom it suits,
    and ``answers`` its text in each of the plan's own comparisons.
    """

    trips: tuple[PlanTrip, ...] = ()
    title: str = ""
    note: str = ""
    summary: str = ""
    suits: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The draft of a treatment plan as the editor holds it; ``revision`` is the last one issued.

    ``chosen`` counts the options from 0; ``discount_minor`` (a fixed amount) goes before ``discount_points``.
    ``comparisons`` name what options are compared by beside the facts ("Cleaning at home"). An estimate for
    a later phase says whose it is: ``follows_plan_id``, and which trip of that plan, ``follows_trip`` (1 is
    the first).
    """

    id: int
    patient_id: int
    number: str
    language: str
    currency: str
    options: tuple[PlanOption, ...] = (PlanOption(),)
    chosen: int = 0
    lead_id: int | None = None
    title: str = ""
    dentist_id: int | None = None
    second_language: str = ""
    valid_until: date | None = None
    discount_points: int = 0
    discount_minor: int = 0
    discount_reason: str = ""
    summary: str = ""
    records: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    not_included: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    deposit: DepositRule = field(default_factory=DepositRule)
    absent_teeth: frozenset[int] = field(default_factory=frozenset)
    follows_plan_id: int | None = None
    follows_trip: int = 0
    comparisons: tuple[str, ...] = ()
    kept_sums: tuple[KeptSums, ...] = ()
    revision: int = 0

    @property
    def first_trip(self) -> int:
        """Return the number that the plan's first trip is called by: an estimate begins with its own."""
        return max(1, self.follows_trip)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the language of the paper and, where it is bilingual, its second one."""
        return (self.language, self.second_language) if self.second_language else (self.language,)


def lines(plan: Plan) -> Iterator[tuple[int, int, int, PlanItem]]:
    """Yield (option, trip, place, item) of every line, all counted from 0."""
    for option, way in enumerate(plan.options):
        for trip, stay in enumerate(way.trips):
            for place, item in enumerate(stay.items):
                yield option, trip, place, item


def with_lines(
    options: Iterable[PlanOption], change: Callable[[int, int, int, PlanItem], PlanItem]
) -> tuple[PlanOption, ...]:
    """Return the options with what ``change`` makes of each line; it gets a line's places as `lines` does."""
    return tuple(
        replace(
            way,
            trips=tuple(
                replace(
                    trip,
                    items=tuple(change(option, number, place, item) for place, item in enumerate(trip.items)),
                )
                for number, trip in enumerate(way.trips)
            ),
        )
        for option, way in enumerate(options)
    )


def item_of(
    procedure: Procedure, currency: str, chosen: Chosen | None = None, material: str = ""
) -> PlanItem:
    """Return a new line of ``procedure`` with its catalogue price, first material and guarantee."""
    materials = procedure.materials
    item = PlanItem(
        procedure.code,
        unit_minor=procedure.prices.get(currency),
        material=material or (materials[0] if materials else ""),
        guarantee_months=procedure.guarantee_months,
        guarantee_condition=procedure.guarantee_condition,
        estimate=procedure.estimate,
    )
    return with_teeth(item, chosen or Chosen(), procedure.unit)


def with_teeth(item: PlanItem, chosen: Chosen, unit: Unit) -> PlanItem:
    """Return the line about other teeth; its quantity follows unless a person typed one."""
    quantity = item.quantity if item.quantity_typed else count(chosen, unit)
    return replace(item, teeth=chosen.teeth, area=chosen.area, quantity=quantity)


def with_quantity(item: PlanItem, quantity: int) -> PlanItem:
    """Return the line with a quantity that a person typed: it no longer follows the teeth."""
    return replace(item, quantity=quantity, quantity_typed=True)


def checked(plan: Plan) -> Plan:
    """Return the draft as it is stored: texts cleaned, numbers within what can be meant.

    Raises InvalidInput with the field's name and, for a line, its ``option``, ``trip`` and ``item`` counted
    from 0 in the data.
    """
    if not plan.options or not 0 <= plan.chosen < len(plan.options):
        raise InvalidInput(
            marked("A plan has at least one option, and one of them is chosen."), field="chosen"
        )
    if sum(1 for _ in lines(plan)) > MOST_LINES:
        raise InvalidInput(marked("A plan has at most {most} lines."), field="items", most=MOST_LINES)
    _papered(plan)
    _within("discount", plan.discount_points, 0, WHOLE)
    _within("discount", plan.discount_minor, 0, LARGEST_MINOR)
    check_rule(plan.deposit)
    _few("comparisons", plan.comparisons, MOST_COMPARISONS)
    return replace(
        plan,
        title=_line("title", plan.title),
        discount_reason=_line("discount_reason", plan.discount_reason),
        summary=_text("summary", plan.summary),
        records=_lines("records", plan.records),
        included=_lines("included", plan.included),
        not_included=_lines("not_included", plan.not_included),
        assumptions=_lines("assumptions", plan.assumptions),
        comparisons=tuple(_line("comparisons", name) for name in plan.comparisons),
        options=tuple(_option(n, option, len(plan.comparisons)) for n, option in enumerate(plan.options)),
    )


def _papered(plan: Plan) -> None:
    """Refuse a language or a currency that no paper can be written in."""
    check_document_language(plan.language, "language")
    if plan.second_language:
        check_document_language(plan.second_language, "second_language")
    if len(plan.currency) != 3 or not plan.currency.isascii() or not plan.currency.isupper():
        raise InvalidInput(
            marked("{code} is not a currency code of three letters."),
            field="currency",
            code=plan.currency[:10],
        )


def _option(number: int, option: PlanOption, compared: int) -> PlanOption:
    _few("suits", option.suits, MOST_SUITS)
    answers = (*option.answers, *("",) * compared)[:compared]
    return replace(
        option,
        title=_line("option_title", option.title, LONGEST_OPTION_LINE),
        note=_line("option_note", option.note, LONGEST_OPTION_LINE),
        summary=_text("option_summary", option.summary, LONGEST_OPTION_TEXT),
        suits=_lines("suits", option.suits),
        answers=tuple(_line("answers", text) for text in answers),
        trips=tuple(_trip(number, n, trip) for n, trip in enumerate(option.trips)),
    )


def _trip(option: int, number: int, trip: PlanTrip) -> PlanTrip:
    where = {"option": option, "trip": number}
    _within("days", trip.days, 1, MOST_DAYS, **where)
    _within("healing_months", trip.healing_months, 0, MOST_MONTHS, **where)
    for visit in trip.visits:
        _within("visit_day", visit.day, 1, MOST_DAYS, **where)
        _within("visit_minutes", visit.minutes, 5, 24 * 60, **where)
    return replace(
        trip,
        title=_line("trip_title", trip.title),
        visits=tuple(replace(visit, title=_line("visit_title", visit.title)) for visit in trip.visits),
        items=tuple(_item(item, {**where, "item": n}) for n, item in enumerate(trip.items)),
    )


def _item(item: PlanItem, where: dict[str, int]) -> PlanItem:
    _within("quantity", item.quantity, 1, MOST_QUANTITY, **where)
    _within("item_discount", item.discount_points, 0, WHOLE, **where)
    _within("unit_price", item.unit_minor or 0, 0, LARGEST_MINOR // MOST_QUANTITY, **where)
    _within("guarantee", item.guarantee_months or 0, 0, 12 * MOST_MONTHS, **where)
    return replace(
        item,
        material=_line("material", item.material),
        guarantee_condition=_line("guarantee_condition", item.guarantee_condition),
        note=_line("note", item.note),
    )


_LIMITS = {
    "quantity": marked("The quantity is a whole number from {low} to {high}."),
    "unit_price": marked("This price is too large, or less than zero."),
    "item_discount": marked("A discount is 0 to 100 %."),
    "discount": marked("A discount is 0 to 100 %, or an amount that is not too large."),
    "days": marked("A trip has {low} to {high} days."),
    "healing_months": marked("Healing takes {low} to {high} months."),
    "visit_day": marked("A visit is on day {low} to {high} of its trip."),
    "visit_minutes": marked("A visit takes {low} to {high} minutes."),
    "guarantee": marked("A guarantee is {low} to {high} months."),
}


def _within(field_name: str, value: int, low: int, high: int, **where: object) -> None:
    if not low <= value <= high:
        raise InvalidInput(_LIMITS[field_name], field=field_name, low=low, high=high, **where)


def _line(field_name: str, text: str, most: int = LONGEST_LINE) -> str:
    return _short(field_name, single_line(text[: 10 * LONGEST_LINE]), most)


def _text(field_name: str, text: str, most: int = LONGEST_TEXT) -> str:
    return _short(field_name, paragraph(text[: 10 * LONGEST_TEXT]), most)


def _few(field_name: str, texts: tuple[str, ...], most: int) -> None:
    if len(texts) > most:
        raise InvalidInput(marked("At most {most} lines fit here."), field=field_name, most=most)


def _lines(field_name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in (_line(field_name, text) for text in texts) if line)


def _short(field_name: str, text: str, most: int) -> str:
    if len(text) > most:
        raise InvalidInput(
            marked("This text is too long: at most {most} letters."), field=field_name, most=most
        )
    return text
