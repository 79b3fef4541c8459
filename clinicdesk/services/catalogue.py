"""What the clinic offers: procedures with prices per currency and words per language, and plan templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import MOST_DAYS, MOST_MONTHS, PlanTrip
from clinicdesk.domain.prices import check_price
from clinicdesk.domain.procedures import Procedure, Unit, Wording
from clinicdesk.domain.text import marked, searchable, within_line, within_wording
from clinicdesk.services import words
from clinicdesk.services.context import Context
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, OWNERS, permitted
from clinicdesk.storage import catalogue as repository
from clinicdesk.storage.catalogue import StoredWording
from clinicdesk.storage.work import Work

DESCRIPTION_LIMIT = 300
LONGEST_GUARANTEE = 12 * MOST_MONTHS
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class ProcedureRow:
    """One line of the completer: code, name, and the price of a unit in the asked currency."""

    code: str
    name: str
    category: str
    unit: Unit
    price: Money | None


@dataclass(frozen=True)
class TemplateRow:
    """One plan template with its name in the asked language."""

    key: str
    name: str


class Catalogue:
    """The clinic's own list of procedures; owners set prices, coordinators see to the words."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(OWNERS)
    def seed(self, work: Work) -> None:
        """Copy the shipped procedures into a new clinic's file, inside the transaction that sets it up."""
        repository.add(work, words.shipped_procedures())
        repository.count_change(work)

    @permitted(EVERYBODY)
    def offer(self) -> Offer:
        """Return the whole catalogue."""
        with self.context.reading() as work:
            return offer_of(work, self.context)

    @permitted(EVERYBODY)
    def procedures(self, *, active: bool = True) -> tuple[Procedure, ...]:
        """Return the procedures in their order; with ``active`` False the retired ones too."""
        return tuple(p for p in self.offer().procedures.values() if p.active or not active)

    @permitted(EVERYBODY)
    def get(self, code: str) -> Procedure:
        """Return one procedure; raises NotFound."""
        return _found(self.offer(), code)

    @permitted(EVERYBODY)
    def wording(self, code: str, language: str) -> Wording | None:
        """Return how a procedure is called in ``language``; None where nobody has worded it yet."""
        return self.offer().wording(code, language)

    @permitted(EVERYBODY)
    def languages(self) -> tuple[str, ...]:
        """Return the languages that the catalogue has words for."""
        own = {language for _, language in self.offer().own}
        return tuple(sorted({*words.languages(), *own}))

    @permitted(EVERYBODY)
    def text(self, group: words.Group, key: str, language: str) -> str:
        """Return the words of a visit, material, guarantee, area or list line; typed text stays itself."""
        return self.offer().text(group, key, language)

    @permitted(EVERYBODY)
    def choices(self, group: words.Group, language: str) -> Mapping[str, str]:
        """Return every offered key of a group with its words in ``language``, else in English."""
        offer = self.offer()
        return {key: offer.text(group, key, language) for key in offer.keys_of(group)}

    @permitted(EVERYBODY)
    def find(
        self, text: str, language: str, *, currency: str = "", limit: int = 12
    ) -> tuple[ProcedureRow, ...]:
        """Return active procedures whose name or code has every word of ``text``, best match first.

        Accents are forgiven; the name is searched in ``language`` and in English.
        """
        wanted = searchable(text[:DESCRIPTION_LIMIT])
        offer = self.offer()
        ranked = []
        for position, procedure in enumerate(p for p in offer.procedures.values() if p.active):
            rank = _rank(wanted, _haystacks(offer, procedure.code, language))
            if rank is not None:
                ranked.append((rank, position, procedure))
        ranked.sort(key=lambda found: found[:2])
        return tuple(_row(offer, found[2], language, currency) for found in ranked[:limit])

    @permitted(EVERYBODY)
    def plan_templates(self, language: str = words.SOURCE) -> tuple[TemplateRow, ...]:
        """Return the templates that a new plan can start from."""
        offer = self.offer()
        return tuple(
            TemplateRow(key, offer.text("templates", key, language)) for key in words.template_keys()
        )

    @permitted(EVERYBODY)
    def template_trips(self, key: str, currency: str) -> tuple[PlanTrip, ...]:
        """Return a template's trips at the clinic's own prices in ``currency``; raises NotFound."""
        if key not in words.template_keys():
            raise NotFound(marked("There is no such template."))
        return words.template_trips(key, self.offer().procedures, currency)

    @permitted(OWNERS)
    def set_price(self, code: str, currency: str, minor: int | None) -> Done[Procedure]:
        """Set the price of one unit in minor units of ``currency``, or take it away (None).

        Issued plans keep theirs; drafts are told. Raises NotFound, or InvalidInput (field "price").
        """
        from clinicdesk.services.prices import Prices

        return Prices(self.context).set(code, {currency: minor})

    @permitted(COORDINATION)
    def set_wording(
        self, code: str, language: str, *, name: str, description: str = "", checked: bool = True
    ) -> Done[Wording]:
        """Write how a procedure is called in ``language``; a changed English wording makes the others stale.

        Raises NotFound, or InvalidInput (field "name" or "description").
        """
        check_document_language(language, "language")
        wording = _checked_wording(name, description, checked)
        return self._word(code, language, wording)

    @permitted(COORDINATION)
    def clear_wording(self, code: str, language: str) -> Done[Wording]:
        """Go back to the wording that ships with the program."""
        return self._word(code, language, None)

    @permitted(OWNERS)
    def add_own(
        self,
        procedure: Procedure,
        *,
        name: str,
        language: str,
        description: str = "",
        others: Mapping[str, Wording] = MappingProxyType({}),
    ) -> Done[Procedure]:
        """Add a procedure of the clinic's own; it gets its code (OWN-01) here, and the undo retires it.

        ``others`` are its words in further languages; those that are left out block plans until they are
        worded. Raises InvalidInput with the field.
        """
        check_document_language(language, "language")
        wording = _checked_wording(name, description, checked=True)
        more = {one: _checked_wording(w.name, w.description, w.checked) for one, w in others.items()}
        for one in more:
            check_document_language(one, "language")
        for currency, minor in procedure.prices.items():
            check_price(currency, minor)
        procedure = _checked(procedure)
        with self._changing() as work:
            procedure = replace(
                procedure,
                code=repository.next_own_code(work),
                own=True,
                active=True,
                position=len(offer_of(work, self.context).procedures),
            )
            repository.add(work, [procedure])
            for one, words_of in {**more, language: wording}.items():
                repository.set_wording(work, procedure.code, one, words_of)
            work.audit("catalogue.add", "procedure", None, {"code": procedure.code})
        return Done(
            procedure,
            Changes.CATALOGUE,
            marked("{code} was added to the catalogue."),
            {"code": procedure.code},
            partial(self.retire, procedure.code),
        )

    @permitted(OWNERS)
    def edit(self, procedure: Procedure) -> Done[Procedure]:
        """Store what a procedure brings along, shipped or own; its prices and words have their own verbs.

        Plans keep what they took over. Raises NotFound, or InvalidInput with the field.
        """
        with self._changing() as work:
            before = _found(offer_of(work, self.context), procedure.code)
            after = replace(
                _checked(procedure),
                prices=before.prices,
                own=before.own,
                active=before.active,
                position=before.position,
            )
            repository.write(work, after)
            work.audit("catalogue.edit", "procedure", None, {"code": procedure.code})
        return Done(
            after,
            Changes.CATALOGUE,
            marked("{code} was changed."),
            {"code": procedure.code},
            partial(self.edit, before),
        )

    @permitted(OWNERS)
    def retire(self, code: str) -> Done[Procedure]:
        """Offer a procedure no longer; plans that name it keep it. The undo brings it back."""
        return self._set_active(code, False)

    @permitted(OWNERS)
    def bring_back(self, code: str) -> Done[Procedure]:
        """Offer a retired procedure again."""
        return self._set_active(code, True)

    def _set_active(self, code: str, active: bool) -> Done[Procedure]:
        with self._changing() as work:
            procedure = replace(_found(offer_of(work, self.context), code), active=active)
            repository.write(work, procedure)
            work.audit("catalogue.edit", "procedure", None, {"code": code, "active": active})
        return Done(
            procedure,
            Changes.CATALOGUE,
            marked("{code} is offered again.") if active else marked("{code} is no longer offered."),
            {"code": code},
            partial(self.retire if active else self.bring_back, code),
        )

    @permitted(COORDINATION)
    def put_wording(self, code: str, language: str, stored: StoredWording | None) -> Done[Wording]:
        """Put a wording back exactly as it was stored; the undo of what changed it."""
        with self._changing() as work:
            before = offer_of(work, self.context).own.get((code, language))
            repository.put_wording(work, code, language, stored)
            work.audit("catalogue.wording", "procedure", None, {"code": code, "language": language})
        return Done(
            self.offer().wording(code, language) or Wording(""),
            Changes.CATALOGUE,
            marked("The wording of {code} is as it was."),
            {"code": code},
            partial(self.put_wording, code, language, before),
        )

    def _word(self, code: str, language: str, wording: Wording | None) -> Done[Wording]:
        with self._changing() as work:
            offer = offer_of(work, self.context)
            _found(offer, code)
            before = offer.own.get((code, language))
            repository.set_wording(work, code, language, wording)
            work.audit("catalogue.wording", "procedure", None, {"code": code, "language": language})
        back = partial(self.put_wording, code, language, before)
        return Done(
            self.offer().wording(code, language) or Wording(""),
            Changes.CATALOGUE,
            marked("The wording of {code} was changed."),
            {"code": code},
            back,
        )

    @contextmanager
    def _changing(self) -> Iterator[Work]:
        """Write the catalogue, and count the change in the same transaction."""
        with self.context.writing() as work:
            yield work
            repository.count_change(work)


def _found(offer: Offer, code: str) -> Procedure:
    procedure = offer.procedures.get(code)
    if procedure is None:
        raise NotFound(marked("There is no procedure {code} in the catalogue."), code=code[:20])
    return procedure


def _checked(procedure: Procedure) -> Procedure:
    """Return a procedure with its texts cleaned; InvalidInput with the field for what cannot be meant."""
    category = within_line(procedure.category, "category")
    if not category:
        raise InvalidInput(marked("Choose a category."), field="category")
    if not 0 <= procedure.guarantee_months <= LONGEST_GUARANTEE:
        message = marked("A guarantee is {low} to {high} months.")
        raise InvalidInput(message, field="guarantee", low=0, high=LONGEST_GUARANTEE)
    if not 1 <= procedure.days <= MOST_DAYS:
        message = marked("A trip has {low} to {high} days.")
        raise InvalidInput(message, field="days", low=1, high=MOST_DAYS)
    for visit in procedure.visits:
        if not visit.key.strip() or not 1 <= visit.day <= MOST_DAYS or not 5 <= visit.minutes <= DAY_MINUTES:
            message = marked("A visit has a name, a day and 5 minutes or more.")
            raise InvalidInput(message, field="visits")
    return replace(
        procedure,
        category=category,
        guarantee_condition=within_line(procedure.guarantee_condition, "guarantee_condition"),
        materials=tuple(within_line(material, "materials") for material in procedure.materials),
        visits=tuple(replace(visit, key=within_line(visit.key, "visits")) for visit in procedure.visits),
    )


def _checked_wording(name: str, description: str, checked: bool) -> Wording:
    short = within_wording(name, "name")
    long = within_wording(description, "description", DESCRIPTION_LIMIT)
    if not short:
        raise InvalidInput(marked("Write what the patient reads."), field="name")
    return Wording(short, long, checked)


def _haystacks(offer: Offer, code: str, language: str) -> tuple[str, ...]:
    names = {offer.name(code, language), offer.name(code, words.SOURCE)}
    return (searchable(code), *(searchable(name) for name in sorted(names)))


def _rank(wanted: str, haystacks: tuple[str, ...]) -> int | None:
    """Return 0 where a text starts as asked, 1 where a word does, 2 elsewhere, None where nothing fits."""
    parts = wanted.split()
    best: int | None = None
    for hay in haystacks:
        if not all(part in hay for part in parts):
            continue
        rank = 0 if hay.startswith(wanted) else 1 if f" {wanted}" in hay else 2
        best = rank if best is None else min(best, rank)
    return best


def _row(offer: Offer, procedure: Procedure, language: str, currency: str) -> ProcedureRow:
    minor = procedure.prices.get(currency)
    return ProcedureRow(
        procedure.code,
        offer.name(procedure.code, language),
        procedure.category,
        procedure.unit,
        None if minor is None else Money(minor, currency),
    )
