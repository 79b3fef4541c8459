"""The price list out as a spreadsheet and back: read first, shown, and kept in one step with its undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.price_lists import PriceList, PriceListRow, ReadBack, Wanted
from clinicdesk.domain.procedures import Procedure
from clinicdesk.domain.text import marked
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.exports import write_file
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.permissions import COORDINATION, OWNERS, permitted
from clinicdesk.services.price_list_rows import RowReader
from clinicdesk.services.prices import put_back, set_prices
from clinicdesk.services.sheets import read_sheet
from clinicdesk.storage import catalogue as repository
from clinicdesk.storage.catalogue import StoredPrice, StoredWording
from clinicdesk.storage.work import Work

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Snapshot:
    """What the rows of a list touched, as it was stored: None stands for nothing."""

    procedures: Mapping[str, Procedure]
    prices: Mapping[tuple[str, str], StoredPrice | None]
    wordings: Mapping[tuple[str, str], StoredWording | None]


class PriceLists:
    """Prices and words of the whole catalogue in one file."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(COORDINATION)
    def price_list(self) -> PriceList:
        """Return every offered procedure with its prices and wordings."""
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            clinic = settings_of(work, self.context).clinic
        offered = [procedure for procedure in offer.procedures.values() if procedure.active]
        priced = (currency for procedure in offered for currency in procedure.prices)
        return PriceList(
            clinic.name,
            offer.price_list,
            tuple(dict.fromkeys((clinic.currency, *clinic.currencies, *priced))),
            DOCUMENT_LANGUAGES,
            tuple(_row(offer, procedure, clinic.language) for procedure in offered),
        )

    @permitted(COORDINATION)
    def export(self, path: Path) -> Path:
        """Write the price list as a workbook; raises FileProblem where the place cannot be written."""
        from clinicdesk.documents.price_list import price_list_xlsx

        content = price_list_xlsx(self.price_list(), printed_at=self.context.clock.now())
        written = write_file(path.parent, path.name, content)
        with self.context.writing() as work:
            work.audit("catalogue.export", "procedure", None)
        return written

    @permitted(OWNERS)
    def read(self, path: Path, *, progress: Progress | None = None) -> ReadBack:
        """Read a list and say what differs; nothing is kept. Raises InvalidInput for a file that is none."""
        sheet = read_sheet(path)
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            screen = settings_of(work, self.context).clinic.language
        found = RowReader(sheet, offer, screen).read(progress)
        return replace(found, name=path.name)

    @permitted(OWNERS)
    def apply(self, found: ReadBack, *, operation: UUID | None = None) -> Done[int]:
        """Keep what a list asks for, all of it or nothing; issued plans keep theirs.

        A procedure's changed words are drafts until somebody reads them. Raises Conflict where the catalogue
        says by now something else than when the list was read.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "catalogue.read_back")
            if earlier is not None:
                return _kept(earlier["rows"], None)
            offer = offer_of(work, self.context)
            self._refuse_moved(offer, found)
            new = [self._added(work, offer, one, n) for n, one in enumerate(found.new)]
            existing = [one for one in found.wanted if not one.new]
            codes = [one.procedure.code for one in (*existing, *new)]
            before = _snapshot(work, offer, codes)
            for one in (*existing, *new):
                self._keep(work, offer, one)
            for one in new:
                before = replace(before, procedures={**before.procedures, one.procedure.code: _gone(one)})
            work.remember(operation, {"rows": len(found.wanted)})
            work.audit("catalogue.read_back", "procedure", None, {"rows": len(found.wanted)})
            repository.count_change(work)
        return _kept(len(found.wanted), partial(self.put, before))

    @permitted(OWNERS)
    def put(self, snapshot: Snapshot) -> Done[int]:
        """Store what a list touched as it was before; undone, it is as the list had it."""
        with self.context.writing() as work:
            offer = offer_of(work, self.context)
            now = _snapshot(work, offer, list(snapshot.procedures))
            for procedure in snapshot.procedures.values():
                repository.write(work, procedure)
            touched = {key: snapshot.prices.get(key) for key in {*now.prices, *snapshot.prices}}
            put_back(work, touched)
            words = {key: snapshot.wordings.get(key) for key in {*now.wordings, *snapshot.wordings}}
            for (code, language), stored in words.items():
                repository.put_wording(work, code, language, stored)
            work.audit("catalogue.put_back", "procedure", None, {"rows": len(snapshot.procedures)})
            repository.count_change(work)
        return _kept(len(snapshot.procedures), partial(self.put, now))

    def _refuse_moved(self, offer: Offer, found: ReadBack) -> None:
        for one in found.differences:
            procedure = offer.procedures.get(one.code)
            wording = offer.wording(one.code, one.of) if one.part in {"name", "description"} else None
            if one.part == "price":
                minor = procedure.prices.get(one.of) if procedure else None
                same = minor == (getattr(one.before, "minor", None))
            elif one.part == "name":
                same = (wording.name if wording else None) == one.before
            elif one.part == "description":
                same = ((wording.description or None) if wording else None) == one.before
            else:
                same = procedure is not None
            if not same:
                message = marked("The catalogue changed since the list was read. Read it again.")
                raise Conflict(message, code=one.code)

    def _added(self, work: Work, offer: Offer, one: Wanted, number: int) -> Wanted:
        procedure = replace(
            one.procedure,
            code=repository.next_own_code(work),
            position=len(offer.procedures) + number,
            prices={},
        )
        repository.add(work, [procedure])
        return replace(one, procedure=procedure)

    def _keep(self, work: Work, offer: Offer, one: Wanted) -> None:
        code = one.procedure.code
        stored = offer.procedures.get(code)
        if stored is not None and one.procedure != stored:
            repository.write(work, replace(stored, category=one.procedure.category, unit=one.procedure.unit))
        if one.prices:
            set_prices(work, code, one.prices, repository.prices(work, code))
        for language, wording in one.wordings.items():
            repository.set_wording(work, code, language, wording)
            work.audit("catalogue.wording", "procedure", None, {"code": code, "language": language})


def _row(offer: Offer, procedure: Procedure, screen: str) -> PriceListRow:
    found = {language: offer.wording(procedure.code, language) for language in DOCUMENT_LANGUAGES}
    return PriceListRow(
        procedure.code,
        offer.text("categories", procedure.category, screen),
        offer.text("units", procedure.unit.value, screen),
        procedure.prices,
        {language: wording for language, wording in found.items() if wording is not None},
    )


def _snapshot(work: Work, offer: Offer, codes: list[str]) -> Snapshot:
    wanted = set(codes)
    prices = {key: price for key, price in repository.prices(work).items() if key[0] in wanted}
    wordings = {key: stored for key, stored in repository.wordings(work).items() if key[0] in wanted}
    procedures = {code: offer.procedures[code] for code in codes if code in offer.procedures}
    return Snapshot(procedures, prices, wordings)


def _gone(one: Wanted) -> Procedure:
    """Return a procedure that a list added, as it is after the undo: no longer offered."""
    return replace(one.procedure, active=False)


def _kept(rows: int, undo: Callable[[], Done[int]] | None) -> Done[int]:
    return Done(
        rows, Changes.CATALOGUE, marked("Procedures changed by the list: {count}."), {"count": rows}, undo
    )
