"""Reads the rows of a price list against the catalogue: what differs, what is new, what cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.imports import Sheet
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.money import Money
from clinicdesk.domain.price_lists import (
    CATEGORY,
    CODE,
    UNIT,
    Difference,
    ReadBack,
    RejectedRow,
    Wanted,
    description_head,
    name_head,
)
from clinicdesk.domain.prices import check_price
from clinicdesk.domain.procedures import Procedure, Scope, Unit, Wording
from clinicdesk.domain.text import fold, marked, single_line, within_line, within_wording
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.services import words
from clinicdesk.services.catalogue import DESCRIPTION_LIMIT
from clinicdesk.services.offers import Offer

SHOWN_LETTERS = 60


@dataclass(frozen=True)
class Columns:
    """Where each column stands; prices by currency, names and descriptions by language."""

    code: int
    category: int | None
    unit: int | None
    prices: dict[str, int]
    names: dict[str, int]
    descriptions: dict[str, int]
    ignored: tuple[str, ...]


def columns_of(sheet: Sheet) -> Columns:
    """Find the columns by their heads; raises InvalidInput where there is no code, or one comes twice."""
    names = {fold(name_head(language)): language for language in DOCUMENT_LANGUAGES}
    descriptions = {fold(description_head(language)): language for language in DOCUMENT_LANGUAGES}
    found: dict[tuple[str, str], int] = {}
    ignored = []
    for place, head in enumerate(sheet.header):
        folded = fold(head.strip())
        if folded in {fold(CODE), fold(CATEGORY), fold(UNIT)}:
            key = ("fixed", folded)
        elif folded in names:
            key = ("name", names[folded])
        elif folded in descriptions:
            key = ("description", descriptions[folded])
        elif re.fullmatch(r"[A-Z]{3}", head.strip()):
            key = ("price", head.strip())
        else:
            ignored.append(head)
            continue
        if key in found:
            raise InvalidInput(marked("The column {name} is there twice."), name=head)
        found[key] = place
    fixed = {name: place for (kind, name), place in found.items() if kind == "fixed"}
    if fold(CODE) not in fixed:
        raise InvalidInput(
            marked("This is no price list: there is no column “{name}”. Take the list out as XLSX first."),
            name=CODE,
        )
    of = {
        kind: {name: place for (one, name), place in found.items() if one == kind}
        for kind in ("price", "name", "description")
    }
    return Columns(
        fixed[fold(CODE)],
        fixed.get(fold(CATEGORY)),
        fixed.get(fold(UNIT)),
        of["price"],
        of["name"],
        of["description"],
        tuple(ignored),
    )


@dataclass
class RowReader:
    """Reads one sheet against one reading of the catalogue; an empty cell changes nothing."""

    sheet: Sheet
    offer: Offer
    screen: str
    differences: list[Difference] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def read(self, report: Callable[[int, int], None] | None = None) -> ReadBack:
        """Return every row's outcome."""
        columns = columns_of(self.sheet)
        wanted, rejected, unchanged = [], [], 0
        for index, cells in enumerate(self.sheet.rows):
            number = self.sheet.number(index)
            if report is not None and index % 50 == 0:
                report(index, len(self.sheet.rows))
            before = len(self.differences)
            try:
                one = self._row(number, cells, columns)
            except ClinicError as error:
                del self.differences[before:]
                rejected.append(self._rejected(number, cells, columns, error))
                continue
            if one is None:
                unchanged += 1
            else:
                wanted.append(one)
        return ReadBack(
            self.sheet.name,
            unchanged,
            tuple(wanted),
            tuple(self.differences),
            tuple(rejected),
            columns.ignored,
        )

    def _row(self, number: int, cells: tuple[str, ...], columns: Columns) -> Wanted | None:
        code = single_line(cells[columns.code][:SHOWN_LETTERS])
        prices = dict(self._prices(cells, columns))
        wordings = dict(self._wordings(cells, columns, code))
        if not code:
            return self._new(number, cells, columns, prices, wordings)
        procedure = self.offer.procedures.get(code)
        if procedure is None:
            raise InvalidInput(
                marked("There is no procedure {code}. Leave the code empty to add one."), code=code
            )
        if code in self._seen:
            raise InvalidInput(marked("{code} stands in row {row} already."), code=code, row=self._seen[code])
        self._seen[code] = number
        changed = self._placed(procedure, cells, columns)
        prices = {name: minor for name, minor in prices.items() if procedure.prices.get(name) != minor}
        wordings = {
            language: wording
            for language, wording in wordings.items()
            if not _same(self.offer.wording(code, language), wording)
        }
        self.differences += self._differences(number, procedure, changed, prices, wordings)
        if not prices and not wordings and changed == procedure:
            return None
        return Wanted(number, changed, prices, wordings)

    def _new(
        self,
        number: int,
        cells: tuple[str, ...],
        columns: Columns,
        prices: dict[str, int],
        wordings: dict[str, Wording],
    ) -> Wanted:
        if not wordings:
            raise InvalidInput(marked("A new procedure needs a name in at least one language."))
        blank = Procedure("", "", Unit.TOOTH, Scope.NONE)
        placed = self._placed(blank, cells, columns)
        if not placed.category:
            raise InvalidInput(marked("A new procedure needs a category."))
        if columns.unit is None or not cells[columns.unit].strip():
            raise InvalidInput(marked("A new procedure needs a unit."))
        scope = Scope.TEETH if placed.unit in {Unit.TOOTH, Unit.IMPLANT} else Scope.NONE
        area = {Unit.ARCH, Unit.QUADRANT, Unit.SIDE}
        scope = Scope.AREA if placed.unit in area else scope
        return Wanted(number, replace(placed, scope=scope, own=True), prices, wordings, new=True)

    def _placed(self, procedure: Procedure, cells: tuple[str, ...], columns: Columns) -> Procedure:
        """Return the procedure with the category and the unit that the row names."""
        category, unit = procedure.category, procedure.unit
        if columns.category is not None and (typed := single_line(cells[columns.category][:200])):
            known = {p.category for p in self.offer.procedures.values()}
            category = self._key("categories", typed, known) or within_line(typed, "category")
        if columns.unit is not None and (typed := single_line(cells[columns.unit][:200])):
            found = self._key("units", typed, {unit.value for unit in Unit})
            if found is None:
                raise InvalidInput(marked("“{typed}” is no unit of prices."), typed=typed[:SHOWN_LETTERS])
            unit = Unit(found)
        return replace(procedure, category=category, unit=unit)

    def _key(self, part: str, typed: str, keys: set[str]) -> str | None:
        """Return the key that ``typed`` is, or that it words in the screen's language or in English."""
        wanted = fold(typed)
        for key in sorted(keys):
            said = {key, self.offer.text(part, key, self.screen), self.offer.text(part, key, words.SOURCE)}
            if wanted in {fold(one) for one in said}:
                return key
        return None

    def _prices(self, cells: tuple[str, ...], columns: Columns) -> Iterator[tuple[str, int]]:
        for currency, place in columns.prices.items():
            if typed := cells[place].strip():
                minor = parse_money(typed[:SHOWN_LETTERS], currency, self.screen, field=currency).minor
                check_price(currency, minor)
                yield currency, minor

    def _wordings(self, cells: tuple[str, ...], columns: Columns, code: str) -> Iterator[tuple[str, Wording]]:
        for language in dict.fromkeys((*columns.names, *columns.descriptions)):
            known = self.offer.wording(code, language)
            name = self._words(cells, columns.names.get(language), f"Name {language}", 200)
            text = self._words(
                cells, columns.descriptions.get(language), f"Description {language}", DESCRIPTION_LIMIT
            )
            if not name and text and not (known and known.name):
                message = marked("There is a description in {language} without a name.")
                raise InvalidInput(message, language=language, field=description_head(language))
            if name or text:
                yield (
                    language,
                    Wording(
                        name or (known.name if known else ""),
                        text or (known.description if known else ""),
                        checked=language == words.SOURCE,
                    ),
                )

    @staticmethod
    def _words(cells: tuple[str, ...], place: int | None, head: str, limit: int) -> str:
        return within_wording(cells[place], head, limit) if place is not None else ""

    def _differences(
        self,
        number: int,
        procedure: Procedure,
        changed: Procedure,
        prices: dict[str, int],
        wordings: dict[str, Wording],
    ) -> Iterator[Difference]:
        code, name = procedure.code, self.offer.name(procedure.code, self.screen)
        for part, key, before, after in (
            ("category", "categories", procedure.category, changed.category),
            ("unit", "units", procedure.unit.value, changed.unit.value),
        ):
            if before != after:
                old, new = (self.offer.text(key, one, self.screen) for one in (before, after))
                yield Difference(number, code, name, part, "", old, new)
        for currency, minor in prices.items():
            stored = procedure.prices.get(currency)
            old_price = None if stored is None else Money(stored, currency)
            yield Difference(number, code, name, "price", currency, old_price, Money(minor, currency))
        for language, wording in wordings.items():
            known = self.offer.wording(code, language) or Wording("")
            if known.name != wording.name:
                yield Difference(number, code, name, "name", language, known.name or None, wording.name)
            if known.description != wording.description:
                old_text = known.description or None
                yield Difference(number, code, name, "description", language, old_text, wording.description)

    def _rejected(
        self, number: int, cells: tuple[str, ...], columns: Columns, error: ClinicError
    ) -> RejectedRow:
        names = (cells[place] for place in columns.names.values() if cells[place])
        shown = cells[columns.code] or next(names, "")
        return RejectedRow(
            number, single_line(shown[:200])[:SHOWN_LETTERS], error.message, error.data, error.field
        )


def _same(known: Wording | None, wanted: Wording) -> bool:
    return known is not None and (known.name, known.description) == (wanted.name, wanted.description)
