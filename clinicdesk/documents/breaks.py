"""Where a line may or must end (UAX #14), between the words of Thai, and with Korean words kept whole."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from clinicdesk.bundle import files

MUST = frozenset({"BK", "CR", "LF", "NL"})
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿḀ-ỿ0-9 ]*\Z")
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_LETTERS = frozenset({"AL", "HL"})
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})

_KEPT_AFTER: dict[str, frozenset[str]] = {
    "AL": _LETTERS | {"NU", "PR", "PO"},
    "HL": _LETTERS | {"NU", "PR", "PO"},
    "NU": _LETTERS | {"NU", "PR", "PO"},
    "PR": _LETTERS | _IDEOGRAPHS | _HANGUL | {"NU", "OP"},
    "PO": _LETTERS | {"NU", "OP"},
    "CL": frozenset({"PR", "PO"}),
    "CP": frozenset({"PR", "PO"}),
    "ID": frozenset({"PO"}),
    "EB": frozenset({"PO", "EM"}),
    "EM": frozenset({"PO"}),
    "HY": frozenset({"NU"}),
    "IS": _LETTERS | {"NU"},
    "SY": frozenset({"NU", "HL"}),
    "JL": frozenset({"JL", "JV", "H2", "H3", "PO"}),
    "JV": frozenset({"JV", "JT", "PO"}),
    "H2": frozenset({"JV", "JT", "PO"}),
    "JT": frozenset({"JT", "PO"}),
    "H3": frozenset({"JT", "PO"}),
}
"""Classes that stay with the class before them (rules LB21b to LB30b that look at two characters)."""


def opportunities(text: str, keep_hangul_words: bool = False) -> list[tuple[int, bool]]:
    """The places where a new line may start, in order, each with whether it must (LB4, LB5).

    Lao, Khmer and Burmese have no opportunities inside a run of letters except at ZERO WIDTH SPACE.  The
    start and the end of the text are not listed.
    """
    if _PLAIN.match(text):
        return [(i, False) for i in range(1, len(text)) if text[i - 1] == " " and text[i] != " "]
    classes = _resolved(text, keep_hangul_words)
    found = []
    for index in range(1, len(text)):
        before = classes[index - 1]
        if before in MUST and not (before == "CR" and classes[index] == "LF"):
            found.append((index, True))
        elif _may_break(text, classes, index):
            found.append((index, False))
    return sorted(found + _between_thai_words(text)) if _THAI.search(text) else found


def _between_thai_words(text: str) -> list[tuple[int, bool]]:
    from clinicdesk.documents.thai import word_starts

    return [
        (run.start() + place, False) for run in _THAI.finditer(text) for place in word_starts(run.group())
    ]


@cache
def _stretches() -> tuple[list[int], list[str]]:
    """Where each stretch of characters of one class begins, and the class; made from Unicode 16."""
    lines = (files("resources") / "breaks" / "classes.txt").read_text(encoding="ascii").splitlines()
    pairs = [line.split() for line in lines]
    return [int(start, 16) for start, _ in pairs], [name for _, name in pairs]


@cache
def _class(character: str) -> str:
    starts, names = _stretches()
    name = names[bisect_right(starts, ord(character)) - 1]
    if name in ("AI", "SG", "XX"):
        return "AL"
    if name == "SA":
        return "CM" if unicodedata.category(character) in ("Mn", "Mc") else "AL"
    return "NS" if name == "CJ" else name


def _resolved(text: str, keep_hangul_words: bool) -> list[str]:
    """The class of each character; "" for a mark that belongs to the character before it (LB9, LB10)."""
    classes: list[str] = []
    base = ""
    for character in text:
        name = _class(character)
        if keep_hangul_words and name in _HANGUL:
            name = "AL"
        if name in ("CM", "ZWJ"):
            joined = base not in ("", "SP", "ZW") and base not in MUST
            if not joined:
                base = "AL"
            classes.append(("+ZWJ" if name == "ZWJ" else "+") if joined else "AL")
        else:
            base = name
            classes.append(name)
    return classes


def _base(classes: list[str], index: int) -> int:
    """The position of the character that the marks at ``index`` belong to."""
    while index > 0 and classes[index].startswith("+"):
        index -= 1
    return index


def _may_break(text: str, classes: list[str], index: int) -> bool:
    after = classes[index]
    if after.startswith("+") or after in MUST or after in ("SP", "ZW"):
        return False
    if classes[index - 1] == "+ZWJ" or _class(text[index - 1]) == "ZWJ":
        return False
    place = _base(classes, index - 1)
    before = classes[place]
    spaced = before == "SP"
    if spaced:
        while place >= 0 and classes[place] == "SP":
            place -= 1
        place = _base(classes, place)
        before = classes[place] if place >= 0 else ""
    if before == "ZW":
        return True
    if after == "WJ" or _held_over_spaces(before, after):
        return False
    if spaced:
        return True
    return not _held_together(text, classes, place, index, after)


def _held_over_spaces(before: str, after: str) -> bool:
    """Rules LB13 to LB17: closing, opening and paired punctuation, also across spaces."""
    if after in ("CL", "CP", "EX", "IS", "SY") or before == "OP":
        return True
    return (
        (before == "QU" and after == "OP")
        or (before in ("CL", "CP") and after == "NS")
        or (before == after == "B2")
    )


def _held_together(text: str, classes: list[str], place: int, index: int, after: str) -> bool:
    """Rules LB11, LB12 and LB19 to LB30b, for neighbours without a space between them."""
    before = classes[place]
    glued = before in ("WJ", "GL") or (after == "GL" and before not in ("BA", "HY"))
    if glued or "QU" in (before, after):
        return True
    if "CB" in (before, after):
        return False
    if after in ("BA", "HY", "NS", "IN") or before == "BB" or after in _KEPT_AFTER.get(before, ()):
        return True
    if before in ("HY", "BA") and place > 0 and classes[_base(classes, place - 1)] == "HL" and after != "HL":
        return True
    if after == "OP" and before in ("AL", "HL", "NU"):
        return not _is_wide(text[index])
    if before == "CP" and after in ("AL", "HL", "NU"):
        return not _is_wide(text[place])
    if before == after == "RI":
        return _odd_flags(classes, place)
    return after == "EM" and _is_unassigned_pictograph(text[place])


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("F", "W", "H")


def _odd_flags(classes: list[str], place: int) -> bool:
    count = 0
    while place >= 0 and classes[place] == "RI":
        count += 1
        place = _base(classes, place - 1) if place else -1
    return count % 2 == 1


def _is_unassigned_pictograph(character: str) -> bool:
    return "\U0001f000" <= character <= "\U0001faff" and unicodedata.category(character) == "Cn"
