"""Pseudo-languages that stretch (and mirror) English texts, to find cut labels before a translator does."""

import re

LONG = "en-x-long"
MIRRORED = "en-x-mirror"
PSEUDO_LANGUAGES = (LONG, MIRRORED)

_PLACE = re.compile(r"(\{[A-Za-z_]\w*\})")
_ACCENTED = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")
_PADDING = "~"
_OVERRIDE, _POP = "\u202e", "\u202c"


def stretched(text: str, language: str) -> str:
    """Return ``text`` in a pseudo-language: accented, half as long again, its ``{named}`` places untouched.

    In the mirrored pseudo-language the letters also run from right to left.
    """
    parts = _PLACE.split(text)
    words = "".join(part if _PLACE.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    letters = sum(len(part) for part in parts if not _PLACE.fullmatch(part))
    longer = words + _PADDING * ((letters + 1) // 2)
    return f"{_OVERRIDE}{longer}{_POP}" if language == MIRRORED else longer
