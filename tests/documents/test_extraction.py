"""What readers copy, search and read aloud: the words of every language, as they were written."""

import io
import json
import unicodedata

import pypdf
import pytest

from clinicdesk.documents.blocks import Stack
from clinicdesk.documents.theme import BODY
from tests.documents.conftest import RESOURCES
from tests.documents.reading import text
from tests.documents.test_paragraph import PRESS, printed

WORDS = RESOURCES / "catalogue" / "words"
LANGUAGES = sorted(path.stem for path in WORDS.glob("*.json"))
LEAST = {"ar": 0.95, "he": 0.99}
"""The share of words copied exactly, everywhere else all: PDFium puts vowel marks of Arabic before their
letter, and readers put a comma or a bracket at the other end of a word, so these are left out."""

PUNCTUATION = "،؛,.;:()"


def sample(language):
    procedures = json.loads((WORDS / f"{language}.json").read_text(encoding="utf-8"))["procedures"]
    return [words for one in procedures.values() for words in (one["name"], one["description"])]


def by_pypdf(data):
    return " ".join(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


@pytest.mark.parametrize("read", [text, by_pypdf], ids=["pdfium", "pypdf"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_copied_as_they_were_written(language, read):
    lines, copied = sample(language), []
    for start in range(0, len(lines), 45):
        setter = PRESS.typesetter(language)
        page = Stack([setter.text(line, BODY) for line in lines[start : start + 45]])
        copied.append(unicodedata.normalize("NFC", read(printed(page, 500))))
    said = " ".join(copied)
    aside = PUNCTUATION if language in LEAST else ""
    words = {
        word.strip(aside or None) for line in lines for word in unicodedata.normalize("NFC", line).split()
    }
    lost = sorted(word for word in words if word not in said)
    assert len(lost) <= (1 - LEAST.get(language, 1.0)) * len(words), lost


@pytest.mark.parametrize(
    "words", ["รากฟัน\u200bเทียม", "soft\u00adhyphen", "\u2066+84 28\u2069 x", "no\u00a0break"]
)
def test_what_only_steers_the_layout_is_not_copied(words):
    plain = "".join(c for c in words.replace("\u00a0", " ") if unicodedata.category(c) != "Cf")
    data = printed(PRESS.typesetter("th").text(words, BODY))
    assert text(data) == by_pypdf(data) == plain
