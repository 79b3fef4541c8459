"""Collects every sentence of the program into translation templates and updates each language's catalogue.

``python packaging/words.py`` rewrites ``translations/{ui,documents,messages}.pot`` and merges them into every
``translations/<language>/LC_MESSAGES/*.po``, keeping the translations. ``--check`` changes nothing and exits
with 1 when a template is stale. ``--settle`` says that the words of the catalogue in every language
follow the English ones as they stand now; until then a test names what changed.

A sentence is the first argument of ``t(...)`` or ``marked(...)``, or the first two of ``t.n(...)``. Its
domain is its folder's (``documents``, ``messaging``); everything else, and every error, is ``ui``.
"""

import argparse
import ast
import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = ("ui", "documents", "messages")
FOLDER_DOMAINS = {"documents": "documents", "messaging": "messages"}
TRANSLATORS = {"t", "_t", "translator"}
# Dates would make every run a change; the templates carry a fixed one.
FIXED = datetime(2026, 1, 1, tzinfo=UTC)


class Sentence(NamedTuple):
    """One sentence found in the code: its text, its plural ("" without one), domain and file."""

    text: str
    plural: str
    domain: str
    file: str


def main(arguments: list[str]) -> int:
    """Rewrite the catalogues, or only compare them; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="change nothing, exit 1 when a template is stale"
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to read (default: this one)")
    parser.add_argument(
        "--settle", action="store_true", help="all languages follow the catalogue's English words"
    )
    options = parser.parse_args(arguments)
    if options.settle:
        english = options.root / "resources" / "catalogue" / "words" / "en.json"
        (options.root / "tests" / "catalogue" / "english.json").write_bytes(english.read_bytes())
        return 0
    found = list(sentences(options.root))
    stale = [name for name in DOMAINS if _is_stale(options.root, name, found)]
    if options.check:
        for name in stale:
            print(f"translations/{name}.pot is stale: run python packaging/words.py", file=sys.stderr)
        return int(bool(stale))
    for name in DOMAINS:
        print(_rewrite(options.root, name, found))
    return 0


def sentences(root: Path) -> Iterator[Sentence]:
    """Yield every sentence of the package under ``root``, file by file."""
    modules = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted((root / "clinicdesk").rglob("*.py"))
    }
    errors = _error_classes(modules.values())
    for name, tree in modules.items():
        yield from _of_module(tree, FOLDER_DOMAINS.get(name.split("/")[1], "ui"), name, errors)


def _of_module(tree: ast.Module, domain: str, file: str, errors: set[str]) -> Iterator[Sentence]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    in_errors = {id(inner) for call in calls if _name(call.func) in errors for inner in ast.walk(call)}
    for call in calls:
        texts = _marked_texts(call)
        if texts:
            yield Sentence(*texts, "ui" if id(call) in in_errors else domain, file)


def _error_classes(modules: Iterable[ast.Module]) -> set[str]:
    """Return the names of ClinicError and of every class below it."""
    classes = [node for tree in modules for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    errors = {"ClinicError"}
    while True:
        below = {c.name for c in classes if errors.intersection(map(_name, c.bases))} - errors
        if not below:
            return errors
        errors |= below


def _marked_texts(call: ast.Call) -> tuple[str, str] | None:
    name = _name(call.func)
    if name == "marked" or name in TRANSLATORS:
        text = _literal(call, 0)
        return (text, "") if text else None
    if name == "n" and isinstance(call.func, ast.Attribute) and _name(call.func.value) in TRANSLATORS:
        one, many = _literal(call, 0), _literal(call, 1)
        return (one, many) if one and many else None
    return None


def _name(node: ast.expr) -> str:
    """Return the last name of an expression: ``t`` of ``t`` and of ``self.t``."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _literal(call: ast.Call, index: int) -> str:
    if len(call.args) <= index:
        return ""
    node = call.args[index]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _template(domain: str, found: list[Sentence]) -> Catalog:
    catalog = Catalog(
        project="ClinicDesk",
        domain=domain,
        version="1",
        msgid_bugs_address="none",
        last_translator="ClinicDesk",
        language_team="ClinicDesk",
        creation_date=FIXED,
        revision_date=FIXED,
        header_comment="# ClinicDesk",
        fuzzy=False,
    )
    for sentence in sorted(found):
        if sentence.domain == domain:
            key = (sentence.text, sentence.plural) if sentence.plural else sentence.text
            catalog.add(key, locations=[(sentence.file, 0)])
    return catalog


def _is_stale(root: Path, domain: str, found: list[Sentence]) -> bool:
    path = root / "translations" / f"{domain}.pot"
    if not path.is_file():
        return True
    with path.open("rb") as file:
        written = read_po(file)
    return {m.id for m in written} != {m.id for m in _template(domain, found)}


def _written(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def _rewrite(root: Path, domain: str, found: list[Sentence]) -> str:
    template = _template(domain, found)
    folder = root / "translations"
    (folder / f"{domain}.pot").write_bytes(_written(template))
    counts = [f"{domain}: {len(template)}"]
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{domain}.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            catalog = read_po(file, locale=language.replace("-", "_"), domain=domain)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalog.creation_date = catalog.revision_date = FIXED
        path.write_bytes(_written(catalog))
        done = sum(bool(m.id) and _is_done(m.string) for m in catalog)
        counts.append(f"{language} {done}/{len(template)}")
    return ", ".join(counts)


def _is_done(string: object) -> bool:
    return bool(string) and (
        isinstance(string, str) or all(string if isinstance(string, (list, tuple)) else ())
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
