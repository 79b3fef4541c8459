"""The catalogue as it stands: procedures, prices, and the clinic's own words before the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Words
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.domain.procedures import Procedure, Wording
from clinicdesk.domain.wordings import PROCEDURES, Term
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.storage import catalogue as repository
from clinicdesk.storage import wordings
from clinicdesk.storage.catalogue import StoredWording
from clinicdesk.storage.wordings import OwnKey
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class Offer:
    """The whole catalogue: procedures by code in their order, the clinic's own wordings and texts."""

    procedures: Mapping[str, Procedure]
    own: Mapping[tuple[str, str], StoredWording]
    price_list: str
    texts: words.OwnTexts = field(default_factory=dict)
    keys: tuple[OwnKey, ...] = ()

    def wording(self, code: str, language: str) -> Wording | None:
        """Return how a procedure is called in ``language``; None where nobody has worded it yet."""
        return words.wording(code, language, self.own)

    def name(self, code: str, language: str) -> str:
        """Return a procedure's name for the staff: in ``language``, else in English, else its code."""
        found = self.wording(code, language) or self.wording(code, words.SOURCE)
        if found is None and (languages := [lang for own, lang in self.own if own == code]):
            found = self.wording(code, languages[0])
        return found.name if found else code

    def state(self, code: str, language: str) -> Words:
        """Return how far the wording in ``language`` can be trusted."""
        return words.state(code, language, self.own)

    def text(self, part: str, key: str, language: str) -> str:
        """Return a text for the staff: in ``language``, else in English, else as it was written first."""
        term = Term(part, key)
        if not words.is_key(term, self.texts):
            return key
        for tried in (language, words.SOURCE, *DOCUMENT_LANGUAGES):
            found = self.worded(term, tried)
            if found is not None:
                return found.name
        return key

    def worded(self, term: Term, language: str) -> Wording | None:
        """Return the words of any term in ``language``, and only there; None where it has none."""
        if term.part == PROCEDURES:
            return self.wording(term.key, language)
        stored = self.texts.get((term, language))
        return stored.wording if stored else words.shipped_text(term, language)

    def stored(self, term: Term, language: str) -> StoredWording | None:
        """Return the clinic's own words of any term; None where it has none of its own."""
        if term.part == PROCEDURES:
            return self.own.get((term.key, language))
        return self.texts.get((term, language))

    def term_state(self, term: Term, language: str) -> Words:
        """Return how far the words of any term can be trusted; typed text that is no key is its own word."""
        if term.part == PROCEDURES:
            return self.state(term.key, language)
        if not words.is_key(term, self.texts):
            return Words.CHECKED
        return words.text_state(term, language, self.texts)

    def keys_of(self, part: str, *, retired: bool = False) -> tuple[str, ...]:
        """Return the keys of a part: the shipped ones, then the clinic's own."""
        found = words.shipped(words.SOURCE)
        ships = tuple(found.groups.get(part, {})) if found else ()
        own = (one.term.key for one in self.keys if one.term.part == part and (one.active or retired))
        return (*ships, *own)


_READ = "offer"


def offer_of(work: Work, context: Context) -> Offer:
    """Return the catalogue as ``work`` sees it; read from the file only after it changed.

    What was read is kept with the count of changes it had, so a thread that reads while another one sets a
    price can never leave an old price list behind.
    """
    version = repository.version(work)
    kept: tuple[int, Offer] | None = context.storage.memory.get(_READ)
    if kept is None or kept[0] != version:
        changed = repository.last_price_change(work)
        zone = settings_of(work, context).clinic.tz
        offer = Offer(
            {procedure.code: procedure for procedure in repository.procedures(work)},
            repository.wordings(work),
            f"{clinic_date(changed, zone):%Y-%m}" if changed else "",
            wordings.texts(work),
            wordings.own_keys(work),
        )
        kept = context.storage.memory[_READ] = (version, offer)
    return kept[1]
