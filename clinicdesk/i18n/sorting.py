"""Sort keys that put names in the order of a language's alphabet."""

import unicodedata

# Letters that come after their plain letter in the alphabet, not among its accented forms (CLDR collation).
_OWN_LETTERS = {
    "vi": {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"},
    "es": {"ñ": "n1"},
    "pl": {"ą": "a1", "ć": "c1", "ę": "e1", "ł": "l1", "ń": "n1", "ó": "o1", "ś": "s1", "ź": "z1", "ż": "z2"},
    "hu": {"ö": "o1", "ő": "o1", "ü": "u1", "ű": "u1"},
    "tr": {"ç": "c1", "ğ": "g1", "ı": "h1", "ö": "o1", "ş": "s1", "ü": "u1"},
}
_PLAIN = {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"}


def sort_key(text: str, language: str) -> tuple[tuple[str, ...], str, str]:
    """Return a key that orders ``text`` by letters first, then accents, then case.

    In Vietnamese "Đào" follows "Dũng" and tones only break ties; letters without an own place in the
    language's alphabet stand with their plain form.
    """
    own = _OWN_LETTERS.get(language, {})
    lowered = (
        unicodedata.normalize("NFC", text).translate({ord("İ"): "i"} if language == "tr" else {}).lower()
    )
    if language == "tr":
        lowered = unicodedata.normalize("NFC", text.replace("İ", "i").replace("I", "ı")).lower()
    letters = tuple(_letter(c, own) for c in lowered)
    return letters, unicodedata.normalize("NFD", lowered), text


def _letter(character: str, own: dict[str, str]) -> str:
    """Return the letter's place: itself or its base letter; Vietnamese tone marks are taken off first."""
    decomposed = unicodedata.normalize("NFD", character)
    for length in range(len(decomposed), 0, -1):
        composed = unicodedata.normalize("NFC", decomposed[:length])
        if composed in own:
            return own[composed]
    untoned = _without_tone(decomposed)
    if untoned in own:
        return own[untoned]
    return _PLAIN.get(decomposed[0], decomposed[0])


def _without_tone(decomposed: str) -> str:
    """Return a letter with its shape mark (circumflex, breve, horn) but without a tone mark."""
    shape_marks = "\u0302\u0306\u031b"
    kept = decomposed[0] + "".join(c for c in decomposed[1:] if c in shape_marks)
    return unicodedata.normalize("NFC", kept)
