"""Makes resources/breaks/th.txt, the words between which a Thai line may end, and the sample that tests it.

Run `python packaging/thai_words.py` with PyThaiNLP 5.4 (`pip install pythainlp==5.4.0`); nothing of the
program uses it.  The list holds the words of its dictionary that are frequent in the Thai National Corpus or
the Thai Textbook Corpus, and every word of the shipped Thai texts.  Dictionary and frequencies are by the
PyThaiNLP project, under Creative Commons Zero 1.0 (public domain).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from pythainlp.corpus import thai_words, tnc, ttc
from pythainlp.tokenize import word_tokenize
from pythainlp.util import dict_trie

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "resources" / "breaks" / "th.txt"
SAMPLE = ROOT / "tests" / "documents" / "data" / "thai_words.txt"
FREQUENT = 20_000
"""So many of the most frequent words of each corpus are kept."""

OWN = (
    *("กลาสไอโอโนเมอร์", "กัตตาเปอร์ชา", "คอมโพสิต", "เซอร์โคเนีย", "ไทเทเนียม", "ไซนัส", "ฟลูออไรด์"),
    *("รีเทนเนอร์", "วิดีโอคอล", "วีเนียร์", "สเปรดชีต", "อินเลย์", "ออนเลย์", "เปอร์เซ็นไทล์", "เอกซเรย์"),
    *("สแกน", "โพรไบโอติก", "พอร์ซเลน", "เซรามิก", "อะคริลิก", "พาโนรามิก", "ไมโครเกรน"),
    *("ปริทันต์", "ทันตาภิบาล"),
)
"""Words of the field that the dictionary lacks."""

WORD = re.compile("[\u0e01-\u0e2e\u0e30-\u0e39\u0e40-\u0e45\u0e47-\u0e4d]{2,}")
RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")


def shipped() -> Iterator[str]:
    """Yield each run of Thai letters of the shipped words and sentences."""
    words = json.loads((ROOT / "resources/catalogue/words/th.json").read_text("utf-8"))
    yield from (run for text in strings(words) for run in RUN.findall(text))
    with (ROOT / "translations/th/LC_MESSAGES/documents.po").open("rb") as file:
        for message in read_po(file, locale="th"):
            said = message.string if isinstance(message.string, str) else " ".join(message.string)
            yield from RUN.findall(said)


def strings(value: object) -> Iterator[str]:
    """Yield every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)


def main() -> None:
    """Write both files."""
    runs = sorted(set(shipped()))
    known = thai_words() | set(OWN)
    trie = dict_trie(known)
    pieces = [word_tokenize(run, custom_dict=trie, engine="newmm", keep_whitespace=False) for run in runs]
    frequent = {
        word
        for corpus in (tnc, ttc)
        for word, _ in sorted(corpus.word_freqs(), key=lambda pair: -pair[1])[:FREQUENT]
    }
    kept = {word for word in known & frequent if WORD.fullmatch(word)}
    kept |= {word for parts in pieces for word in parts if WORD.fullmatch(word) and word in known}
    kept |= set(OWN)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    lines = ["|".join(parts) for parts in pieces if len(parts) > 1]
    SAMPLE.write_text(
        "# Runs of the shipped Thai texts, cut by PyThaiNLP's newmm; made by packaging/thai_words.py\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(kept):,} words, {TARGET.stat().st_size:,} bytes; {len(lines)} runs in the sample")


if __name__ == "__main__":
    main()
