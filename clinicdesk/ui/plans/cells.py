"""What a line's cells show, and how what a person types into them is read."""

import re
from dataclasses import replace
from enum import IntEnum

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import MOST_QUANTITY, PlanItem, with_quantity, with_teeth
from clinicdesk.domain.procedures import Procedure, Unit
from clinicdesk.domain.teeth import Chosen, compact, parse
from clinicdesk.domain.text import fold, marked
from clinicdesk.domain.totals import LineAmount
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.edits import of_procedure
from clinicdesk.ui.plans.reading import catalogue_language
from clinicdesk.ui.widgets.money_form import read_points, shown_points

LONGEST_SHOWN = 40
_PERIOD = re.compile(r"^\s*(\d{1,4})\s*(\D*?)\s*$")
_MONTHS_A_YEAR = 12


class Column(IntEnum):
    """The columns of a trip's lines, in order."""

    PROCEDURE = 0
    TEETH = 1
    QUANTITY = 2
    UNIT = 3
    DISCOUNT = 4
    AMOUNT = 5
    MATERIAL = 6
    GUARANTEE = 7
    PROBLEM = 8


EDITABLE = tuple(column for column in Column if column not in {Column.AMOUNT, Column.PROBLEM})
FIGURES = frozenset({Column.QUANTITY, Column.UNIT, Column.DISCOUNT, Column.AMOUNT})


class Cells:
    """Shows and reads the cells of one plan's lines, in the words of the screen."""

    def __init__(self, desk: Desk, currency: str) -> None:
        """Read the catalogue as it stands; amounts are in ``currency``."""
        self._desk, self._t = desk, desk.t
        self.currency = currency
        self.offer = desk.services.catalogue.offer()
        self._language = catalogue_language(desk)
        self._areas: dict[str, str] = dict(desk.services.catalogue.choices("areas", self._language))

    def procedure(self, code: str) -> Procedure | None:
        """Return a procedure of the catalogue, None for one that it does not have."""
        found: Procedure | None = self.offer.procedures.get(code)
        return found

    def name(self, code: str) -> str:
        """Return what the staff call a procedure."""
        return str(self.offer.name(code, self._language))

    def teeth(self, item: PlanItem) -> str:
        """Return the teeth or the area of a line for reading: "15, 12", "16–26", "upper jaw"."""
        return compact(item.teeth) if item.teeth else self.area(item.area)

    def area(self, key: str) -> str:
        """Return the words of an area: "upper jaw"."""
        return self._areas.get(key, key)

    def shown(self, item: PlanItem, column: Column, amount: LineAmount) -> str:
        """Return what a cell shows."""
        if column is Column.AMOUNT:
            if item.unit_minor is None:
                return ""
            text = self._t.formats.money(amount.amount, bare=True)
            return f"{text}*" if item.estimate else text
        if column is Column.UNIT and item.unit_minor is not None:
            return self._t.formats.money(Money(item.unit_minor, self.currency), bare=True)
        if column is Column.GUARANTEE:
            return self.guarantee(item.guarantee_months)
        if column is Column.DISCOUNT:
            return f"{shown_points(item.discount_points)} %" if item.discount_points else ""
        return self.typed(item, column)

    def typed(self, item: PlanItem, column: Column) -> str:
        """Return a cell's text as it is edited."""
        match column:
            case Column.PROCEDURE:
                return self.name(item.code)
            case Column.TEETH:
                return self.teeth(item)
            case Column.QUANTITY:
                return str(item.quantity)
            case Column.UNIT:
                if item.unit_minor is None:
                    return ""
                return self._t.formats.editable(Money(item.unit_minor, self.currency))
            case Column.DISCOUNT:
                return shown_points(item.discount_points) if item.discount_points else ""
            case Column.MATERIAL:
                return str(self._desk.services.catalogue.text("materials", item.material, self._language))
            case Column.GUARANTEE:
                months = item.guarantee_months
                return "" if months is None else self.guarantee(months)
            case _:
                return ""

    def guarantee(self, months: int | None) -> str:
        """Return a guarantee in words: "10 years", "18 months", "none", "Not set"."""
        if months is None:
            return self._t("Not set")
        if not months:
            return self._t("none")
        if months % _MONTHS_A_YEAR:
            return self._t.n("{count} month", "{count} months", months)
        return self._t.n("{count} year", "{count} years", months // _MONTHS_A_YEAR)

    def remark(self, item: PlanItem) -> str:
        """Return what stands at the end of a line without a problem: estimate, optional, with a note."""
        if item.optional:
            return self._t("optional")
        if item.estimate:
            return self._t("* estimate")
        return self._t("with a note") if item.note else ""

    def read(self, item: PlanItem, column: Column, text: str) -> PlanItem:
        """Return the line with what was typed into one cell. Raises InvalidInput saying what to type."""
        procedure = self.procedure(item.code)
        match column:
            case Column.PROCEDURE:
                chosen = self.find(text)
                if chosen.code == item.code:
                    return item
                return of_procedure(item, chosen, self.currency, Chosen(item.teeth, item.area))
            case Column.TEETH:
                return with_teeth(item, self.read_teeth(text), procedure.unit if procedure else Unit.TOOTH)
            case Column.QUANTITY:
                return self._with_quantity(item, text, procedure)
            case Column.UNIT:
                return self._with_price(item, text, procedure)
            case Column.DISCOUNT:
                return replace(item, discount_points=read_discount(text))
            case Column.MATERIAL:
                return replace(item, material=self._read_material(text, procedure))
            case Column.GUARANTEE:
                return replace(item, guarantee_months=self.read_guarantee(text))
            case _:
                return item

    def find(self, text: str) -> Procedure:
        """Return the procedure whose name or code fits ``text`` best. Raises InvalidInput for none."""
        rows = self._desk.services.catalogue.find(text, self._language, limit=12) if text.strip() else ()
        wanted = fold(text.strip())
        row = next((row for row in rows if wanted in {fold(row.name), fold(row.code)}), None)
        if row is None and rows:
            row = rows[0]
        if row is None:
            raise InvalidInput(
                marked("No procedure is called “{text}”. Type a part of its name, or its code."),
                field="code",
                text=" ".join(text[: 4 * LONGEST_SHOWN].split())[:LONGEST_SHOWN],
            )
        return self.offer.procedures[row.code]  # type: ignore[no-any-return]

    def suggestions(self, text: str) -> list[tuple[str, str]]:
        """Return the procedures that fit ``text``, best first, each with its price or nothing."""
        rows = self._desk.services.catalogue.find(text, self._language, currency=self.currency, limit=9)
        money = self._t.formats.money
        return [(row.name, money(row.price) if row.price else "") for row in rows]

    def materials(self, code: str) -> list[str]:
        """Return the materials that the catalogue has for a procedure, in words."""
        procedure = self.procedure(code)
        text = self._desk.services.catalogue.text
        return [text("materials", key, self._language) for key in procedure.materials] if procedure else []

    def read_teeth(self, text: str) -> Chosen:
        """Return the teeth or the area typed; the words of an area ("upper jaw") are understood too."""
        wanted = fold(text.strip())
        for key, words in self._areas.items():
            if wanted == fold(words):
                return Chosen(area=key)
        return parse(text)

    def split(self, text: str) -> tuple[Chosen, str]:
        """Return the teeth at the beginning of ``text`` and the rest: "36, 46 crown" has two teeth."""
        words = text.split()
        for taken in range(len(words), 0, -1):
            try:
                return self.read_teeth(" ".join(words[:taken])), " ".join(words[taken:])
            except InvalidInput:
                continue
        return Chosen(), text

    def read_guarantee(self, text: str) -> int | None:
        """Return the months that "10 years", "18 months", "5" (years) or "none" say; None for no text."""
        wanted = fold(text.strip())
        if not wanted:
            return None
        if wanted == fold(self.guarantee(None)):
            return None
        if wanted in {"0", fold(self._t("none")), "none"}:
            return 0
        found = _PERIOD.match(wanted)
        unit = found[2] if found else ""
        if found and (not unit or self._is_unit(unit, "{count} year", "{count} years")):
            return int(found[1]) * _MONTHS_A_YEAR
        if found and self._is_unit(unit, "{count} month", "{count} months"):
            return int(found[1])
        raise InvalidInput(
            marked("“{text}” is not a guarantee. Type 5 years, 18 months or none."),
            field="guarantee",
            text=text[:LONGEST_SHOWN],
        )

    def _is_unit(self, unit: str, one: str, many: str) -> bool:
        words = {re.sub(r"[\d\s]", "", fold(self._t.n(one, many, count))) for count in (1, 2, 5)}
        words |= {one.removeprefix("{count} "), many.removeprefix("{count} ")}
        return any(word.startswith(unit.replace(" ", "")) for word in words)

    def _with_quantity(self, item: PlanItem, text: str, procedure: Procedure | None) -> PlanItem:
        plain = text.strip()
        if not plain:
            follows = replace(item, quantity_typed=False)
            unit = procedure.unit if procedure else Unit.TOOTH
            return with_teeth(follows, Chosen(item.teeth, item.area), unit)
        if not plain.isdecimal() or len(plain) > 6 or not 1 <= int(plain) <= MOST_QUANTITY:
            raise InvalidInput(
                marked("The quantity is a whole number from {low} to {high}."),
                field="quantity",
                low=1,
                high=MOST_QUANTITY,
            )
        return item if int(plain) == item.quantity else with_quantity(item, int(plain))

    def _with_price(self, item: PlanItem, text: str, procedure: Procedure | None) -> PlanItem:
        if not text.strip():
            price = procedure.prices.get(self.currency) if procedure else None
            return replace(item, unit_minor=price, price_typed=False)
        amount = parse_money(text, self.currency, self._t.language, field="unit_price")
        if amount.minor == item.unit_minor:
            return item
        return replace(item, unit_minor=amount.minor, price_typed=True)

    def _read_material(self, text: str, procedure: Procedure | None) -> str:
        wanted = text.strip()
        for key in procedure.materials if procedure else ():
            words = self._desk.services.catalogue.text("materials", key, self._language)
            if fold(wanted) in {fold(key), fold(words)}:
                return key
        known: dict[str, str] = self._desk.services.catalogue.choices("materials", self._language)
        return next((key for key, words in known.items() if fold(words) == fold(wanted)), wanted)


def read_discount(text: str) -> int:
    """Return the hundredths of a percent typed; no text and 0 are none. Raises InvalidInput."""
    if text.strip(" %") in {"", "0"}:
        return 0
    return read_points(text)
