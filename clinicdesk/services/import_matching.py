"""Finds who of a sheet is already here: the same name with the same phone, mail or birth date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinicdesk.domain.imports import name_key, name_words
from clinicdesk.domain.people import Contact
from clinicdesk.services.import_rows import RowFacts
from clinicdesk.storage.imports import KnownPerson

DIFFERENT, CONTAINED, SAME = 0, 1, 2


def contacts_of(facts: RowFacts) -> tuple[Contact, ...]:
    """Return the addresses of a row as a patient's contacts."""
    return tuple(facts.addresses.values())


@dataclass
class Register:
    """Everybody who can be matched: those in the file, and those whom earlier rows of the sheet bring.

    Newcomers have negative ids until they are stored.
    """

    people: dict[int, KnownPerson]
    index: dict[str, list[int]]
    newcomers: dict[int, RowFacts] = field(default_factory=dict)

    def find(self, facts: RowFacts) -> tuple[int, tuple[str, ...]] | None:
        """Return whom the row belongs to and what agrees, or None where it is somebody new.

        The same name with the same address or birth date is the same person. A shared phone alone is a
        family (examples.md, One family, one phone), and names that are only similar are twins.
        """
        addresses = facts.addresses.keys()
        by_address = {i for address in addresses for i in self.index.get(address, ())}
        by_name = {i for name in _names(facts) for i in self.index.get(name_key(name), ())}
        for candidate in sorted(by_address | by_name, key=lambda i: (i < 0, -i)):
            agrees = self._agreement(facts, self.people[candidate], candidate in by_address)
            if agrees:
                return candidate, agrees
        return None

    def _agreement(self, facts: RowFacts, known: KnownPerson, same_address: bool) -> tuple[str, ...]:
        same_birth = facts.birth_on is not None and facts.birth_on == known.birth_on
        born_apart = facts.birth_on is not None and known.birth_on not in {None, facts.birth_on}
        if born_apart or not (same_address or same_birth):
            return ()
        own_names = [known.name, *([known.native_name] if known.native_name else [])]
        likeness = max(_likeness(one, other) for one in _names(facts) for other in own_names)
        if likeness < (CONTAINED if same_address and same_birth else SAME):
            return ()
        return tuple(
            name
            for name, agrees in (("name", True), ("address", same_address), ("birth date", same_birth))
            if agrees
        )

    def add(self, facts: RowFacts) -> int:
        """Take a new person in and return the id that stands for them."""
        newcomer = -len(self.newcomers) - 1
        self.newcomers[newcomer] = facts
        self.people[newcomer] = KnownPerson(newcomer, facts.name, facts.birth_on, facts.native_name)
        keys = {name_key(name) for name in _names(facts)}
        for key in keys | facts.addresses.keys():
            self.index.setdefault(key, []).append(newcomer)
        return newcomer


def _names(facts: RowFacts) -> tuple[str, ...]:
    return (facts.name, facts.native_name) if facts.native_name else (facts.name,)


def _likeness(one: str, other: str) -> int:
    """Return SAME for the same words (initials aside), CONTAINED where one has all words of the other."""
    if name_key(one) == name_key(other):
        return SAME
    words, others = set(name_words(one)), set(name_words(other))
    shared = words & others
    if len(shared) < 2 or (words - shared and others - shared):
        return DIFFERENT
    rest = words ^ others
    return SAME if all(len(word) == 1 for word in rest) else CONTAINED


def additions(facts: RowFacts, known: Mapping[str, object], addresses: set[str]) -> dict[str, object]:
    """Return what a row adds to somebody: only empty fields are filled, nothing is overwritten."""
    offered: dict[str, object] = {
        "native_name": facts.native_name,
        "birth_on": facts.birth_on,
        "sex": facts.sex,
        "country": facts.country,
        "city": facts.city,
        "language": facts.language,
        "old_number": facts.old_number,
    }
    added = {name: value for name, value in offered.items() if value and not known.get(name)}
    new = [contact for folded, contact in facts.addresses.items() if folded not in addresses]
    if new:
        added["contacts"] = tuple(new)
    note = str(known.get("note") or "")
    fresh = [text for text in facts.notes if text not in note]
    if fresh:
        added["note"] = "\n".join([*([note] if note else []), *fresh])
    return added
