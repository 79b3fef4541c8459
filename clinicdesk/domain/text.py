"""Marks sentences for translation and cleans and folds text that people typed."""

import unicodedata

BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FOLDED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})


def marked(text: str) -> str:
    """Return ``text`` unchanged; the extractor takes it into the catalogue, the edge translates it."""
    return text


def fold(text: str) -> str:
    """Fold ``text`` for comparing and searching: NFKD of casefold, accents dropped, stroke letters plain.

    "Nguyễn" and "NGUYEN" fold to the same text (safety rule 19).
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare.translate(FOLDED))


def single_line(text: str) -> str:
    """Return ``text`` as one clean line: NFC, controls and bidirectional controls dropped, spaces folded."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if c.isspace() else c for c in composed if c not in BIDI_CONTROLS)
    printable = "".join(c for c in kept if unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    return " ".join(printable.split())


def paragraph(text: str) -> str:
    """Return ``text`` as clean lines: NFC, line ends as one newline, other controls dropped."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (
        "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cs", "Co"})
        for line in composed.replace("\t", " ").split("\n")
    )
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def initials(name: str) -> str:
    """Return up to two initials of a person's name for the owner disc ("Linh Trần" is LT)."""
    words = [word for word in name.split() if word[:1].isalpha()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)
