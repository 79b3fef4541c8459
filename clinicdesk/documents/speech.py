"""The words of a document in its language and, line by line, in a second one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clinicdesk.documents.blocks import Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.isolation import ISOLATES, PDI, apart
from clinicdesk.documents.paragraph import Span, Text, Typesetter
from clinicdesk.documents.press import Press
from clinicdesk.documents.theme import SMALL, Align, TextStyle
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Said
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.formats import Formats
from clinicdesk.i18n.locales import direction

SEPARATOR = " · "


@dataclass(frozen=True)
class Both:
    """Translates into one or two languages at once.

    Data may be what a `Translator` takes, a `Said`, or a function of the language's `Formats`.
    """

    first: Translator
    second: Translator | None = None

    def __call__(self, text: str, /, **data: object) -> Said:
        """``text`` in the document's languages, its places filled in each."""
        second = self.second(text, **_told(data, self.second, 1)) if self.second else ""
        return Said(self.first(text, **_told(data, self.first, 0)), second)

    def n(self, one: str, many: str, count: int, /, **data: object) -> Said:
        """The plural form for ``count`` in the document's languages."""
        second = self.second.n(one, many, count, **_told(data, self.second, 1)) if self.second else ""
        return Said(self.first.n(one, many, count, **_told(data, self.first, 0)), second)

    def listed(self, parts: Iterable[Said]) -> Said:
        """Parts one after the other, as a table lists them; each keeps its own direction."""
        return self._strung(Formats.listed, parts)

    def sentences(self, parts: Iterable[Said]) -> Said:
        """Sentences as one paragraph."""
        return self._strung(Formats.sentences, parts)

    def _strung(self, join: Callable[[Formats, list[str]], str], parts: Iterable[Said]) -> Said:
        said = list(parts)
        first = join(self.first.formats, [_apart(part.text, self.first) for part in said])
        if self.second is None:
            return Said(first)
        return Said(first, join(self.second.formats, [_apart(part.second, self.second) for part in said]))

    def written(self, write: Callable[[Formats], str]) -> Said:
        """A value as each language writes it."""
        return Said(write(self.first.formats), write(self.second.formats) if self.second else "")


def _told(data: dict[str, object], translator: Translator, place: int) -> dict[str, object]:
    return {name: _value(value, translator, place) for name, value in data.items()}


def _value(value: object, translator: Translator, place: int) -> object:
    if isinstance(value, Said):
        value = value.second or value.text if place else value.text
    elif callable(value):
        value = value(translator.formats)
    return _apart(value, translator) if isinstance(value, str) else value


def _apart(text: str, translator: Translator) -> str:
    return apart(text, direction(translator.language) == "rtl")


@dataclass(frozen=True)
class Speech:
    """A document's translators and typesetter: ``speech.t`` says a sentence, the rest sets it."""

    press: Press
    language: str
    second_language: str = ""
    translations: Path | None = None

    @cached_property
    def t(self) -> Both:
        """Says sentences of the documents' catalogue."""
        second = (
            Translator("documents", self.second_language, self.translations) if self.second_language else None
        )
        return Both(Translator("documents", self.language, self.translations), second)

    @cached_property
    def typesetter(self) -> Typesetter:
        """Sets the document's text."""
        return self.press.typesetter(self.language)

    @property
    def formats(self) -> Formats:
        """How the first language writes values."""
        return self.t.first.formats

    @property
    def right_to_left(self) -> bool:
        """Whether the document is mirrored."""
        return self.typesetter.right_to_left

    def amount(self, money: Money, *, exact: bool = False, bare: bool = False) -> str:
        """An amount as the first language writes it, in one piece."""
        return self.typesetter.isolated(self.formats.money(money, exact=exact, bare=bare))

    def text(self, words: str, style: TextStyle, align: Align = Align.START) -> Text:
        """A paragraph in one language."""
        return self.typesetter.text(words, style, align)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts in the first language, as a table lists them; each keeps its own direction."""
        return self.t.listed(map(Said, parts)).text

    def joined(self, said: Said) -> str:
        """Both languages on one line: "Rückerstattung · Refund"; said once where both say the same."""
        if not said.second or said.second == said.text:
            return said.text
        return f"{said.text}{SEPARATOR}{self.second(said)}"

    def second(self, said: Said) -> str:
        """The words in the second language, in its own direction inside a page of the other one."""
        if not self.second_language:
            return said.second
        way = direction(self.second_language)
        if (way == "rtl") == self.right_to_left:
            return said.second
        return f"{ISOLATES[way]}{said.second}{PDI}"

    def line(self, said: Said, style: TextStyle, align: Align = Align.START) -> Text:
        """A paragraph with both languages on one line, in one weight."""
        return self.typesetter.text(self.joined(said), style, align)

    def beside(self, said: Said, style: TextStyle) -> Text:
        """A paragraph with the first language in the style's weight and the second beside it, regular."""
        return self.typesetter.text(self.spans(said, style), style)

    def spans(self, said: Said, style: TextStyle) -> list[Span]:
        """The spans of `beside`."""
        spans = [Span(said.text)]
        if said.second and said.second != said.text:
            colour = "t2" if style.colour in ("t1", "rail", "accent") else style.colour
            spans.append(Span(f" {self.second(said)}", bold=False, colour=colour))
        return spans

    def under(
        self, said: Said, style: TextStyle, align: Align = Align.START, second: TextStyle = SMALL
    ) -> Flowable:
        """The first language with the second in a paragraph under it."""
        first = self.typesetter.text(said.text, style, align)
        if not said.second or said.second == said.text:
            return first
        return Stack([first, self.typesetter.text(self.second(said), second, align)])

    def heading(self, said: Said, style: TextStyle) -> Text:
        """A heading with both languages on its line, which is listed among the reader's bookmarks."""
        made = self.beside(said, style)
        made.bookmark = (said.text, 0)
        made.keepWithNext = 1
        return made
