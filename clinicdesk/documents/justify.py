"""Justification: where a line can be stretched so that it ends at the edge.

Spaces are stretched; in Japanese and Chinese, which have none, the room goes between the characters (as JLREQ
and CLREQ have it).  Arabic is not lengthened by kashida.
"""

from typing import NamedTuple

from clinicdesk.documents.shaping import Run, Shaped

MOST = 0.35
"""A line that would have to grow by more than this share of its width keeps its natural spaces."""

SPACES = frozenset(" \u00a0\u3000")


class Stretch(NamedTuple):
    """The characters behind which a line grows, each by ``room`` points."""

    places: frozenset[int]
    room: float


def stretched(shaped: Shaped, runs: list[Run], sizes: tuple[float, ...], width: float) -> Stretch | None:
    """How the line of ``runs`` reaches ``width`` points; None where it cannot or need not."""
    natural = sum(run.advance * sizes[run.item.span] for run in runs) / 1000
    missing = width - natural
    if missing <= 0 or missing > width * MOST:
        return None
    clusters = [glyph.cluster for run in runs for glyph in run.glyphs]
    places = [place for place in clusters if shaped.text[place] in SPACES]
    if shaped.language[:2] in ("ja", "zh"):
        last = max(clusters)
        places = [place for place in clusters if _is_wide(shaped.text[place]) and place != last] or places
    return Stretch(frozenset(places), missing / len(places)) if places else None


def _is_wide(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef" or character >= "\U00020000"
