"""Finds the encoding of an old text file by what its words would look like in each code page."""

from __future__ import annotations

import re
import unicodedata

DETECT_BYTES = 200_000
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŸ’‘“”„«»–—…€£°ºª·•¿¡®©´`")
CENTRAL = frozenset(
    "áäąăâćčçďđéëěęíîľĺłńňóöôőřŕśšşťţúüůűýźžżÁÄĄĂÂĆČÇĎĐÉËĚĘÍÎĽŁŃŇÓÖÔŐŘŚŠŞŤŢÚÜŮŰÝŹŽŻ’‘“”„–—…€°ß"
)
TURKISH = frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛéÉäßáóúñ’‘“”–—…€°")
VIETNAMESE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
SINGLE_SCRIPTS = (
    ("cp874", "THAI"),
    ("cp1251", "CYRILLIC"),
    ("cp1256", "ARABIC"),
    ("cp1255", "HEBREW"),
    ("cp1253", "GREEK"),
)
CJK_PAGES = ["cp932", "cp949", "gb18030", "big5"]
NEARLY_ALL = 0.95
MOSTLY_FOREIGN = 0.5


def decode(data: bytes) -> tuple[str, str]:
    """Return ``data`` as text and its encoding: by its mark, as UTF-8, UTF-16 without a mark, else guessed.

    Never fails: bytes that the encoding does not know become U+FFFD.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        encoding = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    else:
        encoding = likely(data[:DETECT_BYTES])
    return data.decode(encoding, errors="replace"), encoding


def likely(data: bytes) -> str:
    """Return the code page in which the words of ``data`` with high bytes look most like a language."""
    words = [
        word for word in re.split(rb"[\x00-\x40\[\]{}|~_^`\\]+", data) if any(byte > 127 for byte in word)
    ]
    sample = b" ".join(words)
    if not words:
        return "cp1252"
    foreign = sum(byte > 127 for byte in sample) / max(1, len(sample) - len(words) + 1)
    if foreign > MOSTLY_FOREIGN:
        return _single_script(sample) or _eastern(data)
    return _latin(sample)


def _single_script(sample: bytes) -> str | None:
    for page, script in SINGLE_SCRIPTS:
        text = sample.decode(page, errors="replace")
        letters = [c for c in text if not c.isascii()]
        fitting = sum(unicodedata.name(c, "").startswith(script) for c in letters)
        if fitting >= NEARLY_ALL * len(letters) and _cased_like_words(text) and _spelled(text):
            return page
    return None


def _spelled(text: str) -> bool:
    """Say whether Thai letters stand as in words: none begins with a mark, and digits are no letters."""
    wrong = sum(
        bool(re.match(r"[\u0e30-\u0e3a\u0e45-\u0e4e]", word)) or bool(re.search(r"[\u0e4f-\u0e5b]", word))
        for word in text.split()
    )
    return wrong * 10 <= len(text.split())


def _cased_like_words(text: str) -> bool:
    """Say whether capitals stand where words begin; random letters of a wrong code page do not."""
    words = text.split()
    sane = sum(word.isupper() or not any(c.isupper() for c in word[1:]) for word in words)
    return sane >= 0.8 * len(words)


def _latin(sample: bytes) -> str:
    vietnamese = sample.decode("cp1258", errors="replace")
    marks = sum(c in VIETNAMESE_MARKS for c in vietnamese)
    if (
        marks
        and all(vietnamese[i - 1].isalpha() for i, c in enumerate(vietnamese) if c in VIETNAMESE_MARKS and i)
        and any(c in "ăâđêôơưĂÂĐÊÔƠƯ" for c in vietnamese)
    ):
        return "cp1258"
    for page, usual in (
        ("cp1252", WESTERN),
        ("cp1254", TURKISH),
        ("cp1250", CENTRAL),
        ("mac_roman", WESTERN),
    ):
        text = sample.decode(page, errors="replace")
        if all(c.isascii() or c in usual for c in text) and _cased_like_words(text):
            return page
    return "cp1252"


def _eastern(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=CJK_PAGES).best()
    return best.encoding if best is not None else "cp1252"
