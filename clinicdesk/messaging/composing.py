"""Makes a message from a wording and facts; what has no fact is left out as a whole sentence."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import Conflict
from clinicdesk.domain.text import marked, paragraph, single_line
from clinicdesk.i18n.locales import direction
from clinicdesk.i18n.places import fill, places
from clinicdesk.messaging.templates import MessageTemplate, opt_out_line

_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|(?<=[。？！])")
_ALTERNATIVES = re.compile(r"\s+\|\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINES_ALLOWED = frozenset({"visits", "bank", "address"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ISOLATE, _POP = "\u2068", "\u2069"


@dataclass(frozen=True)
class Text:
    """A composed message; ``missing`` names the places of the wording that had no fact."""

    subject: str
    body: str
    missing: tuple[str, ...] = ()


def compose(template: MessageTemplate, facts: Mapping[str, str]) -> Text:
    """Return the message that ``template`` makes of ``facts``, which are already in its language.

    A line may hold alternatives (``Hello {name}, | Hello,``): the first whose places all have a fact is
    taken, else the last. In it, each sentence with a missing fact is left out; a line left empty disappears.
    Facts are data: braces and bars in them stay as they are. Marketing messages end with the opt-out line.

    Raises Conflict for a marketing message in a language without an opt-out line.
    """
    known = _cleaned(facts, template.language)
    body = _body(template.body, known)
    if template.purpose is Purpose.MARKETING:
        body = f"{body}\n\n{_opt_out(template.language)}"
    wanted = places(template.subject) | places(template.body)
    missing = tuple(sorted(wanted - known.keys()))
    return Text(_line(template.subject, known), body, missing)


def _cleaned(facts: Mapping[str, str], language: str) -> dict[str, str]:
    cleaned = {
        name: paragraph(value) if name in _LINES_ALLOWED else single_line(value)
        for name, value in facts.items()
    }
    return {name: _isolated(value, language) for name, value in cleaned.items() if value.strip()}


def _isolated(value: str, language: str) -> str:
    """Return ``value`` between isolates where it runs against the language (safety rule 19)."""
    strong = {unicodedata.bidirectional(c) for c in value}
    against = "L" in strong if direction(language) == "rtl" else bool(strong & _RIGHT_TO_LEFT)
    if not against:
        return value
    return "\n".join(f"{_ISOLATE}{line}{_POP}" if line else line for line in value.split("\n"))


def _body(body: str, known: Mapping[str, str]) -> str:
    lines = _without_empty_sections(body.split("\n"), known)
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _without_empty_sections(lines: Iterable[str], known: Mapping[str, str]) -> Iterable[str]:
    """Yield the filled lines; a heading ("Your visits:") goes with the line it announces."""
    heading = ""
    for line in lines:
        filled = _line(line, known)
        if heading:
            yield from (heading,) if filled else ()
            heading = ""
        if line.rstrip().endswith(":") and not places(line):
            heading = filled
        elif filled or not line.strip():
            yield filled
    if heading:
        yield heading


def _line(line: str, known: Mapping[str, str]) -> str:
    alternatives = _ALTERNATIVES.split(line.strip())
    chosen = next((text for text in alternatives if places(text) <= known.keys()), alternatives[-1])
    kept = [sentence for sentence in _SENTENCE_END.split(chosen) if places(sentence) <= known.keys()]
    joint = "" if any(c in chosen for c in "。？！") else " "
    return fill(joint.join(kept), known)


def _opt_out(language: str) -> str:
    line = opt_out_line(language)
    if not line:
        raise Conflict(
            marked("A message of this kind needs an opt-out line, and there is none in {language} yet."),
            language=language,
        )
    return line
