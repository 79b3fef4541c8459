"""Marks sentences for translation and cleans and folds text that people typed."""

import unicodedata

from clinicdesk.domain.errors import InvalidInput

LINE_LIMIT = 200
TEXT_LIMIT = 20_000
BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
FOLDED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})

SEARCHED = str.maketrans({"'": "", "’": "", "ʼ": "", "ʻ": "", "`": "", "-": " ", "‐": " ", "–": " "})
PHONE_MARKS = str.maketrans("", "", " +-()./\u00a0")


def marked(text: str) -> str:
    """Return ``text`` unchanged; the extractor takes it into the catalogue, the edge translates it."""
    return text


def fold(text: str) -> str:
    """Fold ``text`` for comparing and searching: without case and accents, stroke letters plain.

    "Nguyễn" and "NGUYEN" fold to the same text (safety rule 19). Letters are taken apart before their
    case is folded, because a styled capital has a plain one inside (Unicode, compatibility matching).
    """
    if text.isascii():
        return text.casefold()
    caseless = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", caseless)
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


def within_line(text: str, field: str, limit: int = LINE_LIMIT) -> str:
    """Return ``text`` as one clean line of at most ``limit`` characters.

    Raises InvalidInput for the field otherwise; nothing is cut. A huge paste is refused before it is read.
    """
    _refuse_longer(len(text) // 4, field, limit, len(text))
    line = single_line(text)
    _refuse_longer(len(line), field, limit, len(line))
    return line


def within_wording(text: str, field: str, limit: int = LINE_LIMIT) -> str:
    """Return ``text`` as ``within_line`` does with its no-break spaces, which French has before its marks."""
    _refuse_longer(len(text) // 4, field, limit, len(text))
    parts = (single_line(part) for part in text.replace("\u202f", "\u00a0").split("\u00a0"))
    line = "\u00a0".join(parts).strip("\u00a0")
    _refuse_longer(len(line), field, limit, len(line))
    return line


def within_paragraph(text: str, field: str, limit: int = TEXT_LIMIT) -> str:
    """Return ``text`` as clean lines of at most ``limit`` characters together.

    Raises InvalidInput for the field otherwise; nothing is cut. A huge paste is refused before it is read.
    """
    _refuse_longer(len(text) // 4, field, limit, len(text))
    lines = paragraph(text)
    _refuse_longer(len(lines), field, limit, len(lines))
    return lines


def _refuse_longer(length: int, field: str, limit: int, said: int) -> None:
    if length > limit:
        raise InvalidInput(
            marked("This text has {length} characters; at most {limit} fit here."),
            field=field,
            length=said,
            limit=limit,
        )


def searchable(text: str) -> str:
    """Return ``text`` as it is searched: folded, apostrophes dropped, hyphens as spaces."""
    return " ".join(fold(text).translate(SEARCHED).split())


def search_words(text: str) -> tuple[str, ...]:
    """Return the words that must all be found, as they are stored: "Nguyễn Văn-Hùng" is three.

    Digits written like a phone number ("+84 (0)90-123", "0901") are one word of digits without the
    leading zero of a national number.
    """
    digits = text.translate(PHONE_MARKS)
    if digits.isdecimal() and digits.isascii():
        return (digits.lstrip("0") or digits,)
    return tuple(searchable(text[:LINE_LIMIT]).split())


def like(word: str) -> str:
    """Return ``word`` as a LIKE pattern that finds it anywhere; ``%``, ``_`` and ``\\`` are ordinary."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def initials(name: str) -> str:
    """Return up to two initials of a person's name for the owner disc ("Linh Trần" is LT)."""
    words = [word for word in name.split() if word[:1].isalpha()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)
