"""Breaks a shaped paragraph into lines that fit a width."""

from bisect import bisect_left, bisect_right

from clinicdesk.documents.shaping import Shaped
from clinicdesk.documents.thai import may_begin

SLACK = 0.01
"""Points by which a line may pass the width, against sums that round differently."""

_TRAILING = frozenset(" \n\u200b\u3000")


def positions(shaped: Shaped, sizes: tuple[float, ...]) -> list[float]:
    """The distance in points from the paragraph's beginning to each of its characters, in logical order."""
    widths = [0.0] * (len(shaped.text) + 1)
    for cluster, advance, span in shaped.widths:
        widths[cluster + 1] += advance * sizes[span] / 1000
    total = 0.0
    for index, width in enumerate(widths):
        total += width
        widths[index] = total
    return widths


def visible_end(text: str, start: int, end: int) -> int:
    """Where the visible part of a line ends: spaces and line ends at its end are not drawn."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


def break_lines(
    shaped: Shaped, places: list[float], width: float, start: int, end: int
) -> list[tuple[int, int]]:
    """The lines between two places of a paragraph, as start and end of their characters.

    A word wider than the line is cut between clusters, in Thai never between a vowel and its consonant.
    """
    text, lines = shaped.text, []
    last = start
    for place, must in (*shaped.breaks, (end, False)):
        if place <= start or place > end:
            continue
        stop = visible_end(text, start, place)
        if places[stop] - places[start] > width + SLACK and last > start:
            lines.append((start, last))
            start = last
        while places[stop] - places[start] > width + SLACK:
            cut = _emergency_cut(shaped, places, width, start)
            if cut >= stop:
                break
            lines.append((start, cut))
            start = cut
        last = place
        if must:
            lines.append((start, place))
            start = place
    if start < end or not lines:
        lines.append((start, end))
    return lines


def _emergency_cut(shaped: Shaped, places: list[float], width: float, start: int) -> int:
    """The last cluster that still fits, at least one after ``start``."""
    clusters = shaped.clusters
    first = bisect_right(clusters, start)
    limit = bisect_right(places, places[start] + width + SLACK, lo=start) - 1
    index = bisect_left(clusters, limit + 1) - 1
    while index > first and not may_begin(shaped.text, clusters[index]):
        index -= 1
    if index < first:
        return clusters[first] if first < len(clusters) else len(shaped.text)
    return clusters[index]
