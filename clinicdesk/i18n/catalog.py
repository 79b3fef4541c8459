"""The translator: English sentences in, the reader's language out, from the .po files that ship."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clinicdesk.bundle import files
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.i18n.places import fill, places
from clinicdesk.i18n.pseudo import PSEUDO_LANGUAGES, stretched

if TYPE_CHECKING:
    from clinicdesk.i18n.formats import Formats

Domain = Literal["ui", "documents", "messages"]
DOMAINS: tuple[Domain, ...] = ("ui", "documents", "messages")
SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class _Messages:
    """The translated messages of one domain in one language, and its plural rule."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = lambda count: int(count != 1)


@cache
def _read(folder: Path, domain: str, language: str) -> _Messages:
    """Read one .po file; a language without one has no messages. Unfinished (fuzzy) messages are left out."""
    from gettext import c2py

    from babel.messages.pofile import read_po

    path = folder / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return _Messages()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language.replace("-", "_"), domain=domain)
    texts: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if strings and all(strings):
            texts[key] = strings
    return _Messages(texts, c2py(catalog.plural_expr))


class Translator:
    """Translates the sentences of one domain into one language; English where a message is missing.

    Call it with an English sentence and its data: ``t("Reply to {name}", name=patient.name)``. Data may
    be text, a number, a date, a sum of money or a list of texts; the language formats all but plain numbers.
    """

    def __init__(self, domain: Domain, language: str, folder: Path | None = None) -> None:
        """Prepare a translator that reads nothing before its first use, from the shipped ``folder``."""
        self.domain = domain
        self.language = language
        self._folder = folder

    @cached_property
    def formats(self) -> Formats:
        """How dates, numbers, money and names are written in this language; Babel loads at first use."""
        from clinicdesk.i18n.formats import formats

        return formats(self.language)

    def __call__(self, text: str, /, **data: object) -> str:
        """Return ``text`` in the language, its places filled. Raises KeyError for a missing name."""
        return fill(self._text(text), self._shown(data))

    def n(self, one: str, many: str, count: int, /, **data: object) -> str:
        """Return the plural form of the language for ``count``, which also fills ``{count}``."""
        shown = {"count": self.formats.number(count), **self._shown(data)}
        forms = self._messages.texts.get(one)
        if forms is None:
            source = one if count == 1 else many
            return fill(self._pseudo(source), shown)
        form = min(self._messages.plural(abs(count)), len(forms) - 1)
        return fill(forms[form], shown)

    def has(self, text: str) -> bool:
        """Return whether ``text`` has a wording in this language (English always has)."""
        return self.language == SOURCE_LANGUAGE or text in self._messages.texts

    def error(self, error: ClinicError) -> str:
        """Return the sentence of an expected failure in the language, with its data."""
        shown = self._shown(error.data)
        text = self._text(error.message)
        return fill(text, {name: shown.get(name, "…") for name in places(text)})

    @cached_property
    def _messages(self) -> _Messages:
        if self.language == SOURCE_LANGUAGE or self.language in PSEUDO_LANGUAGES:
            return _Messages()
        return _read(self._folder or files("translations"), self.domain, self.language)

    def _text(self, text: str) -> str:
        forms = self._messages.texts.get(text)
        return forms[0] if forms else self._pseudo(text)

    def _pseudo(self, text: str) -> str:
        return stretched(text, self.language) if self.language in PSEUDO_LANGUAGES else text

    def _shown(self, data: Mapping[str, object]) -> dict[str, str]:
        return {name: self._value(value) for name, value in data.items()}

    def _value(self, value: object) -> str:
        if isinstance(value, Money):
            return self.formats.money(value)
        if isinstance(value, datetime):
            return self.formats.date_time(value)
        if isinstance(value, date):
            return self.formats.date(value)
        if isinstance(value, (list, tuple)):
            return self.formats.items([self._value(item) for item in value])
        return str(value)
