"""Words of the catalogue per language: seen whole, written, read by a speaker, added by the clinic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.completeness import Words
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES, check_document_language
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanPaperItem
from clinicdesk.domain.procedures import Wording
from clinicdesk.domain.text import marked, single_line, within_wording
from clinicdesk.domain.wordings import (
    EXTENDED,
    PROCEDURES,
    TEXTS,
    Findings,
    Matrix,
    PlanTerms,
    Term,
    TermGroup,
    TermRow,
    WordingView,
    blocked,
    brands_in,
    prices_in,
)
from clinicdesk.services import words
from clinicdesk.services.catalogue import Catalogue
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.papers import press, shelf
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.storage import catalogue, staff
from clinicdesk.storage import wordings as repository
from clinicdesk.storage.catalogue import StoredWording
from clinicdesk.storage.work import Work

TEXT_LIMIT = 300


class Wordings:
    """The words that papers print; everybody sees how they stand, coordinators see to them."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def matrix(self, *, texts: bool = False, retired: bool = False) -> Matrix:
        """Return every procedure, or with ``texts`` every other text, in each document language."""
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            screen = settings_of(work, self.context).clinic.language
            plans = repository.plan_terms(work)
        groups = tuple(_texts(offer, screen, retired) if texts else _procedures(offer, screen, retired))
        missing: dict[str, set[Term]] = {}
        for group in groups:
            for row in group.rows:
                for language, state in zip(DOCUMENT_LANGUAGES, row.states, strict=True):
                    if state is Words.MISSING:
                        missing.setdefault(language, set()).add(row.term)
        lacking = {language: frozenset(terms) for language, terms in missing.items()}
        return Matrix(DOCUMENT_LANGUAGES, groups, blocked(plans, lacking), _used(plans))

    @permitted(EVERYBODY)
    def view(self, term: Term, language: str) -> WordingView:
        """Return all about one wording; raises NotFound for a term that nothing words."""
        check_document_language(language, "language")
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            _known(offer, term)
            names = {member.id: member.name for member in staff.all_members(work)}
        state = offer.term_state(term, language)
        found, stored = offer.worded(term, language), offer.stored(term, language)
        english = offer.stored(term, words.SOURCE)
        return WordingView(
            term,
            language,
            state,
            name=found.name if found else "",
            description=found.description if found else "",
            own=stored is not None,
            changed_at=stored.changed_at if stored else None,
            changed_by=names.get(stored.changed_by or 0, "") if stored else "",
            shipped=_shipped(term, language),
            english=offer.worded(term, words.SOURCE),
            english_at=english.changed_at if english else None,
            english_by=names.get(english.changed_by or 0, "") if english else "",
        )

    @permitted(COORDINATION)
    def write(
        self, term: Term, language: str, *, name: str, description: str = "", checked: bool = False
    ) -> Done[Wording]:
        """Keep how a term is said in ``language``; ``checked`` by somebody who speaks it, or a draft.

        A member of staff who speaks the language has read what they write. Raises NotFound, or InvalidInput
        (field "name" or "description").
        """
        actor = self.context.actor
        checked = checked or language == words.SOURCE or (actor is not None and language in actor.languages)
        if term.part == PROCEDURES:
            return Catalogue(self.context).set_wording(
                term.key, language, name=name, description=description, checked=checked
            )
        check_document_language(language, "language")
        text = within_wording(name, "name", TEXT_LIMIT)
        if not text:
            raise InvalidInput(marked("Write what the patient reads."), field="name")
        now, by = self.context.clock.now(), self.context.by
        return self.put(term, language, StoredWording(Wording(text, checked=checked), now, by))

    @permitted(COORDINATION)
    def reset(self, term: Term, language: str) -> Done[Wording]:
        """Go back to the words that ship with the program."""
        if term.part == PROCEDURES:
            return Catalogue(self.context).clear_wording(term.key, language)
        return self.put(term, language, None)

    @permitted(COORDINATION)
    def add_text(self, part: str, *, name: str, language: str) -> Done[Term]:
        """Add a text of the clinic's own to a list, the visits, materials or guarantees; the undo retires it.

        Raises InvalidInput with the field. Its other languages block plans until they are worded.
        """
        check_document_language(language, "language")
        text = within_wording(name, "name", TEXT_LIMIT)
        if part not in EXTENDED:
            raise InvalidInput(marked("Texts cannot be added here."), field="part")
        if not text:
            raise InvalidInput(marked("Write what the patient reads."), field="name")
        with self._changing() as work:
            term = repository.add_key(work, part)
            repository.set_text(work, term, language, Wording(text, checked=True))
            work.audit("catalogue.add", "text", None, {"part": part, "key": term.key})
        return Done(
            term,
            Changes.CATALOGUE,
            marked("“{name}” was added."),
            {"name": text},
            partial(self.retire_text, term),
        )

    @permitted(COORDINATION)
    def retire_text(self, term: Term) -> Done[Term]:
        """Offer a text of the clinic's own no longer; plans that have it keep it."""
        return self._set_active(term, False)

    @permitted(COORDINATION)
    def bring_back_text(self, term: Term) -> Done[Term]:
        """Offer a retired text again."""
        return self._set_active(term, True)

    @permitted(EVERYBODY)
    def findings(self, language: str, *, name: str, description: str = "") -> Findings:
        """Return what speaks against a wording as it is being typed."""
        with self.context.reading() as work:
            offer = offer_of(work, self.context)
            clinic = settings_of(work, self.context).clinic
        text = f"{name[:TEXT_LIMIT]}\n{description[:TEXT_LIMIT]}"
        return Findings(
            tuple(shelf().missing(text, language)),
            prices_in(text, dict.fromkeys((clinic.currency, *clinic.currencies))),
            brands_in(text, _brands(offer)),
        )

    @permitted(EVERYBODY)
    def line_pdf(
        self, code: str, language: str, *, name: str, description: str = "", currency: str, minor: int | None
    ) -> bytes:
        """Return one line of a plan with this wording as a small PDF; raises UnknownGlyph or NotFound."""
        from clinicdesk.documents.plan_line import line_pdf

        with self.context.reading() as work:
            offer = offer_of(work, self.context)
        procedure = offer.procedures.get(code)
        if procedure is None:
            raise NotFound(marked("There is no procedure {code} in the catalogue."), code=code[:20])
        price = Money(minor or 0, currency)
        area = "" if procedure.scope.value == "none" else "upper"
        item = PlanPaperItem(
            code=code,
            name=Said(single_line(name[:TEXT_LIMIT])),
            description=Said(single_line(description[:TEXT_LIMIT])),
            quantity=1,
            unit=procedure.unit.value,
            unit_price=price,
            gross=price,
            net=price,
            area=area,
            place=Said(words.text("areas", area, language, offer.texts) if area else ""),
            estimate=procedure.estimate,
        )
        return line_pdf(item, language, press())

    @permitted(COORDINATION)
    def put(self, term: Term, language: str, stored: StoredWording | None) -> Done[Wording]:
        """Store the words of a text beside procedures as they are given, or go back to the shipped ones."""
        with self._changing() as work:
            offer = offer_of(work, self.context)
            _known(offer, term)
            before = offer.texts.get((term, language))
            repository.put_text(work, term, language, stored)
            detail = {"part": term.part, "key": term.key, "language": language}
            work.audit("catalogue.wording", "text", None, detail)
            name = offer.text(term.part, term.key, settings_of(work, self.context).clinic.language)
        return Done(
            stored.wording if stored else _shipped(term, language) or Wording(""),
            Changes.CATALOGUE,
            marked("The wording of “{name}” was changed."),
            {"name": name},
            partial(self.put, term, language, before),
        )

    def _set_active(self, term: Term, active: bool) -> Done[Term]:
        with self._changing() as work:
            offer = offer_of(work, self.context)
            if term not in {one.term for one in offer.keys}:
                raise _unknown()
            repository.set_active(work, term, active)
            work.audit("catalogue.edit", "text", None, {"part": term.part, "key": term.key, "active": active})
            name = offer.text(term.part, term.key, settings_of(work, self.context).clinic.language)
        return Done(
            term,
            Changes.CATALOGUE,
            marked("“{name}” is offered again.") if active else marked("“{name}” is no longer offered."),
            {"name": name},
            partial(self.retire_text if active else self.bring_back_text, term),
        )

    @contextmanager
    def _changing(self) -> Iterator[Work]:
        with self.context.writing() as work:
            yield work
            catalogue.count_change(work)


def _unknown() -> NotFound:
    return NotFound(marked("There is no such text in the catalogue."))


def _known(offer: Offer, term: Term) -> None:
    known = term.key in offer.procedures if term.part == PROCEDURES else words.is_key(term, offer.texts)
    if not known:
        raise _unknown()


def _shipped(term: Term, language: str) -> Wording | None:
    if term.part != PROCEDURES:
        return words.shipped_text(term, language)
    found = words.shipped(language)
    return found.procedures.get(term.key) if found else None


def _states(offer: Offer, term: Term) -> tuple[Words, ...]:
    return tuple(offer.term_state(term, language) for language in DOCUMENT_LANGUAGES)


def _procedures(offer: Offer, screen: str, retired: bool) -> Iterator[TermGroup]:
    rows: dict[str, list[TermRow]] = {}
    for procedure in offer.procedures.values():
        if procedure.active or retired:
            term = Term(PROCEDURES, procedure.code)
            rows.setdefault(procedure.category, []).append(
                TermRow(
                    term,
                    offer.name(procedure.code, screen),
                    _states(offer, term),
                    procedure.prices,
                    procedure.own,
                    procedure.active,
                )
            )
    for category, found in rows.items():
        yield TermGroup(category, offer.text("categories", category, screen), tuple(found))


def _texts(offer: Offer, screen: str, retired: bool) -> Iterator[TermGroup]:
    own = {one.term: one.active for one in offer.keys}
    for part in TEXTS:
        terms = [Term(part, key) for key in offer.keys_of(part, retired=retired)]
        yield TermGroup(
            part,
            "",
            tuple(
                TermRow(
                    term,
                    offer.text(part, term.key, screen),
                    _states(offer, term),
                    own=term in own,
                    active=own.get(term, True),
                )
                for term in terms
            ),
        )


def _used(plans: tuple[PlanTerms, ...]) -> Mapping[Term, int]:
    found: dict[Term, int] = {}
    for plan in plans:
        for term in plan.terms:
            found[term] = found.get(term, 0) + 1
    return found


def _brands(offer: Offer) -> tuple[str, ...]:
    """Return the materials that are no key of the words: a brand stays itself in every language."""
    used = dict.fromkeys(material for p in offer.procedures.values() for material in p.materials)
    return tuple(name for name in used if not words.is_key(Term("materials", name), offer.texts))
