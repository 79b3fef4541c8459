"""Makes resources/fonts from pinned npm packages: static TrueType fonts, reduced to what is printed.

Run `python packaging/fonts/make.py` (needs npm and fonttools).  The packages are checked against the SHA-256
sums below; `--check` makes everything afresh elsewhere and compares it with the committed files, table by
table, leaving out only the time stamp and the checksum in their head.  All fonts are under the SIL Open Font
License 1.1; their licences are written beside them.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "resources" / "fonts"
WEIGHTS = {"Regular": "400Regular", "Medium": "500Medium", "SemiBold": "600SemiBold", "Bold": "700Bold"}
DOCUMENT_WEIGHTS = ("Regular", "Bold")
SCREEN_WEIGHTS = ("Regular", "Medium", "SemiBold")


@dataclass(frozen=True)
class Family:
    """One font family: its package, its file name, its weights and the characters that are kept."""

    package: str
    version: str
    sha256: str
    stem: str
    characters: frozenset[int]
    weights: tuple[str, ...] = DOCUMENT_WEIGHTS
    features: tuple[str, ...] = ("*",)


def spans(*pairs: tuple[int, int]) -> frozenset[int]:
    """All code points of the given first and last ones."""
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


def encoded(encoding: str, rows: Iterable[int], columns: Iterable[int]) -> frozenset[int]:
    """All characters that a two-byte encoding holds in the given rows and columns."""
    found = set()
    trail = list(columns)
    for lead in rows:
        for second in trail:
            try:
                text = bytes((lead, second)).decode(encoding)
            except UnicodeDecodeError:
                continue
            found |= {ord(character) for character in text}
    return frozenset(found)


ASCII = spans((0x20, 0x7E), (0xA0, 0xFF))
PUNCTUATION = spans((0x2000, 0x206F), (0x20A0, 0x20C0), (0x2100, 0x2150))
LATIN = spans(
    (0x20, 0x7E), (0xA0, 0x036F), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xFB00, 0xFB06)
)
GREEK_CYRILLIC = spans(
    (0x0370, 0x03FF), (0x1F00, 0x1FFF), (0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF)
)
WESTERN = LATIN | GREEK_CYRILLIC | PUNCTUATION | spans((0x2070, 0x209F), (0x2150, 0x218F), (0x2212, 0x2212))
ARABIC = ASCII | PUNCTUATION | spans((0x0600, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
HEBREW = ASCII | PUNCTUATION | spans((0x0590, 0x05FF), (0xFB1D, 0xFB4F))
THAI = ASCII | PUNCTUATION | spans((0x0E00, 0x0E7F), (0x25CC, 0x25CC))
EAST = ASCII | PUNCTUATION | spans((0x3000, 0x30FF), (0xFF00, 0xFFEF), (0x2190, 0x2193), (0x2460, 0x2473))
JAPANESE = (
    EAST
    | encoded("cp932", range(0x81, 0xFD), range(0x40, 0xFD))
    # Plane 1 of JIS X 0213 holds the rest of the Joyo and Jinmeiyo kanji.
    | encoded("euc_jis_2004", range(0xA1, 0xFF), range(0xA1, 0xFF))
    | spans((0x31F0, 0x31FF))
)
SIMPLIFIED = (
    EAST
    | encoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    | frozenset(map(ord, (HERE / "simplified.txt").read_text(encoding="utf-8").replace("\n", "")))
)
TRADITIONAL = EAST | encoded("cp950", range(0xA1, 0xFE), range(0x40, 0xFF)) | spans((0x3100, 0x312F))
KOREAN = (
    EAST
    | spans((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3130, 0x318F))
    | encoded("euc_kr", range(0xA1, 0xFE), range(0xA1, 0xFF))
)
OPERATORS = spans((0x2190, 0x21FF), (0x2200, 0x22FF), (0x2260, 0x2265))
SIGNS = spans((0x25A0, 0x25FF), (0x2600, 0x2606), (0x2610, 0x2612), (0x260E, 0x260F), (0x2700, 0x27BF))
EAST_FEATURES = ("ccmp", "locl", "kern", "liga", "mark", "mkmk", "ljmo", "vjmo", "tjmo")
SCREEN_FEATURES = ("ccmp", "locl", "kern", "liga", "calt", "mark", "mkmk", "tnum", "case")

FAMILIES = (
    Family(
        "noto-sans",
        "0.4.2",
        "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
        "NotoSans",
        WESTERN,
        features=SCREEN_FEATURES,
    ),
    Family(
        "noto-sans-thai",
        "0.4.2",
        "44282ae7c24587e7e50f083e5db3aafa8011ac2eac1159ef62be4fc516a66165",
        "NotoSansThai",
        THAI,
    ),
    Family(
        "noto-sans-hebrew",
        "0.4.1",
        "f82f8e852e3355521c511f2762a0130216d208d108bf4739aa977eb6a6d3012c",
        "NotoSansHebrew",
        HEBREW,
    ),
    Family(
        "noto-naskh-arabic",
        "0.4.5",
        "2f93452f15b3bdd86b922be17f247986d4d0e2ae7a1ca51f5d80326b2680628e",
        "NotoNaskhArabic",
        ARABIC,
    ),
    Family(
        "noto-sans-arabic",
        "0.4.3",
        "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed",
        "NotoSansArabic",
        ARABIC,
    ),
    Family(
        "noto-sans-jp",
        "0.4.3",
        "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
        "NotoSansJP",
        JAPANESE,
        features=EAST_FEATURES,
    ),
    Family(
        "noto-sans-kr",
        "0.4.3",
        "7614af529705ea48e8b76cb3b056b92db66b7625ef3fc97ce76366063df94d3f",
        "NotoSansKR",
        KOREAN,
        features=EAST_FEATURES,
    ),
    Family(
        "noto-sans-sc",
        "0.4.3",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        "NotoSansSC",
        SIMPLIFIED,
        features=EAST_FEATURES,
    ),
    Family(
        "noto-sans-tc",
        "0.4.3",
        "e7532a3a43a6c660ee0351a167b99fe0da52f20b4940fb3fc067ed7c5bd594bf",
        "NotoSansTC",
        TRADITIONAL,
        features=EAST_FEATURES,
    ),
    Family(
        "noto-sans-math",
        "0.4.2",
        "652041ca903e7adcc1502a0621350526463e91416757310391370ff5f8fb3ce8",
        "NotoSansMath",
        OPERATORS,
        weights=("Regular",),
        features=("ccmp",),
    ),
    Family(
        "noto-sans-symbols-2",
        "0.4.1",
        "3bf3d6333487df36e88d146e032a9ed8246617ca2dfe1513a8a382c3fad12ac4",
        "NotoSansSymbols2",
        SIGNS,
        weights=("Regular",),
        features=("ccmp",),
    ),
    Family(
        "inter",
        "0.4.2",
        "b5c1e5878c07a5637169da9f7b1f370c69709f1f8de55998e2522f7aa9dfe2a9",
        "Inter",
        WESTERN | OPERATORS | SIGNS,
        weights=SCREEN_WEIGHTS,
        features=SCREEN_FEATURES,
    ),
)


def main(arguments: list[str]) -> None:
    """Make every font afresh, or only compare."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "made" if "--check" in arguments else TARGET
        target.mkdir(parents=True, exist_ok=True)
        for family in FAMILIES:
            package = unpacked(family, Path(folder))
            shutil.copyfile(package / "LICENSE_FONT", target / f"{family.stem}-OFL.txt")
            for weight in family.weights:
                source = next((package / WEIGHTS[weight]).glob("*.ttf"))
                reduce(family, source, target / f"{family.stem}-{weight}.ttf")
        if target != TARGET:
            compare(target)


def compare(made: Path) -> None:
    """Stop with a sentence if the committed fonts are not the ones that were made."""
    names = {path.name for path in made.glob("*.ttf")} | {path.name for path in TARGET.glob("*.ttf")}
    for name in sorted(names):
        if tables(made / name) != tables(TARGET / name):
            raise SystemExit(f"{name} is not what the script makes.")
    print(f"All {len(names)} fonts are what the script makes.")


def tables(path: Path) -> dict[str, bytes]:
    """The tables of a font file, without the time stamp and the checksum of its head; none without a file."""
    if not path.is_file():
        return {}
    reader = TTFont(path).reader
    found = {tag: reader[tag] for tag in reader.keys()}  # noqa: SIM118 - no mapping, only keys and items
    head = found["head"]
    return {**found, "head": head[:8] + head[12:28] + head[36:]}


def unpacked(family: Family, folder: Path) -> Path:
    """Fetch one package with npm, check its sum and unpack it."""
    name = f"@expo-google-fonts/{family.package}@{family.version}"
    subprocess.run(("npm", "pack", "--silent", name), cwd=folder, check=True, capture_output=True)
    archive = folder / f"expo-google-fonts-{family.package}-{family.version}.tgz"
    if hashlib.sha256(archive.read_bytes()).hexdigest() != family.sha256:
        raise SystemExit(f"{name} is not the package that was pinned.")
    inside = folder / family.package
    with tarfile.open(archive) as tar:
        tar.extractall(inside, filter="data")
    return inside / "package"


def reduce(family: Family, source: Path, target: Path) -> None:
    """Keep the wanted characters and features; drop hinting, vertical metrics and glyph names."""
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.layout_features = list(family.features)
    options.drop_tables = [*options.drop_tables, "vhea", "vmtx", "BASE", "STAT", "MATH", "gasp", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    font = TTFont(source, recalcTimestamp=False)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=family.characters)
    worker.subset(font)
    font.save(target)
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")


if __name__ == "__main__":
    main(sys.argv[1:])
