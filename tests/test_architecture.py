"""The house as it was designed: floors, one home for each library, one clock, modules a person can read."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter import configuration
from importlinter.application.use_cases import lint_imports
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "clinicdesk"

# Where each library may be imported. A library that is missing here has no home yet: give it one.
HOMES = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "pypdfium2": "ui",
    "sqlalchemy": "storage",
    "alembic": "storage",
    "sqlcipher3": "storage",
    "keyring": "storage",
    "cryptography": "storage",
    "argon2": "storage",
    "reportlab": "documents",
    "uharfbuzz": "documents",
    "fontTools": "documents",
    "segno": "documents",
    "icalendar": "documents",
    "PIL": "documents",
    "xlsxwriter": "documents",
    "num2words": "documents",
    "babel": "i18n",
    "phonenumbers": "services",
    "holidays": "services",
    "python_calamine": "services",
    "charset_normalizer": "services",
    "rapidfuzz": "services",
    "platformdirs": "paths",
}

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
# Looked at hard, and longer for a reason.
LONGER_MODULES = {"clinicdesk/storage/tables.py": "a flat list of the tables, each beside those it points to"}

MONEY_MODULES = {"money", "plans", "deposits", "payments", "receipts"}
CLOCK_READERS = re.compile(
    r"(^|\.)(datetime|date)\.(now|utcnow|today)$"
    r"|^time\.(time|time_ns|localtime|gmtime|ctime)$"
    r"|^(QDate|QTime|QDateTime)\.current"
    r"|^func\.(now|current_\w+)$"
    r"|^uuid1$|\.uuid1$"
)


def modules(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def migrations(module: Path) -> bool:
    return "migrations" in module.parts


def named(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), filename=str(module))


def home(module: Path) -> str:
    """The floor of a module: the folder or the file right below the package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def libraries(module: Path) -> Iterator[str]:
    """The outermost names of everything that a module imports, wherever in it the import stands."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def calls(module: Path) -> Iterator[tuple[ast.Call, str]]:
    """Each call in a module with what it calls, as it is written there."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_the_floors_hold(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    configuration.configure()
    assert lint_imports(cache_dir=None, no_logo=True), (
        "import-linter says above which import breaks the house"
    )


def test_every_feature_of_the_window_is_in_the_contract_of_features():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    listed = " ".join(next(one["layers"] for one in contracts if one["containers"] == ["clinicdesk.ui"]))
    features = {folder.parent.name for folder in (PACKAGE / "ui").glob("*/__init__.py")}
    assert {feature for feature in features if f"({feature})" not in listed} == set()


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_has_one_home(library: str):
    strangers = [
        named(module)
        for module in modules()
        if library in libraries(module) and home(module) != HOMES[library]
    ]
    assert strangers == [], f"{library} lives in clinicdesk/{HOMES[library]} alone"


def test_every_library_has_a_home():
    known = {*HOMES, *sys.stdlib_module_names, "clinicdesk"}
    homeless = {f"{named(module)}: {library}" for module in modules() for library in libraries(module)} - {
        f"{named(module)}: {library}" for module in modules() for library in known
    }
    assert homeless == set()


def test_the_rules_need_nothing_but_the_standard_library():
    used = {library for module in modules(PACKAGE / "domain") for library in libraries(module)}
    assert used - set(sys.stdlib_module_names) <= {"clinicdesk"}


def loaded_by(package: str) -> set[str]:
    """The libraries that are loaded once every module of a package is imported, in a new process."""
    program = (
        f"import importlib, pkgutil, sys, {package} as package\n"
        f"for module in pkgutil.walk_packages(package.__path__, '{package}.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_services_load_no_qt_and_no_library_before_its_time():
    assert loaded_by("clinicdesk.services") & {"PySide6", "shiboken6", "reportlab", "alembic"} == set()


def test_the_window_opens_without_waiting_for_the_data_layer():
    """SQLAlchemy alone takes longer to load than a window; the window is shown first."""
    assert (
        loaded_by("clinicdesk.ui") & {"sqlalchemy", "alembic", "reportlab", "holidays", "phonenumbers"}
        == set()
    )


def test_only_the_clock_reads_the_time():
    readers = [
        f"{named(module)}:{call.lineno} {called}()"
        for module in modules()
        if named(module) != "clinicdesk/domain/clock.py"
        for call, called in calls(module)
        if CLOCK_READERS.search(called)
    ]
    assert readers == []


@pytest.mark.parametrize(
    ("called", "reads"),
    [
        ("datetime.now", True),
        ("dt.datetime.utcnow", True),
        ("date.today", True),
        ("time.time", True),
        ("QDate.currentDate", True),
        ("func.now", True),
        ("clock.now", False),
        ("self._clock.now", False),
        ("time.perf_counter", False),
        ("datetime.fromisoformat", False),
    ],
)
def test_what_counts_as_reading_the_time(called: str, reads: bool):
    assert bool(CLOCK_READERS.search(called)) is reads


def test_money_never_becomes_a_float():
    floats = [
        f"{named(module)}:{node.lineno}"
        for module in modules()
        if module.stem in MONEY_MODULES and home(module) != "ui"
        for node in ast.walk(parsed(module))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "float")
    ]
    assert floats == []


def test_labels_are_made_in_one_place_which_knows_no_markup():
    makers = {"QLabel": "clinicdesk/ui/widgets/labels.py", "QMessageBox": "clinicdesk/ui/prompt_dialogs.py"}
    strangers = []
    for module in modules():
        for node in ast.walk(parsed(module)):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            bases = [ast.unparse(base) for base in node.bases] if isinstance(node, ast.ClassDef) else []
            for maker, place in makers.items():
                made = maker in bases or called.split(".")[0] == maker or called.endswith(f".{maker}")
                if made and named(module) != place:
                    strangers.append(f"{named(module)}:{node.lineno} {maker}")
    assert strangers == []


def test_nothing_people_typed_is_read_as_markup():
    sinks = re.compile(r"\.(setHtml|insertHtml|appendHtml|setMarkdown|insertMarkdown|toHtml)$")
    found = [
        f"{named(module)}:{call.lineno} {called}()"
        for module in modules(PACKAGE / "ui")
        for call, called in calls(module)
        if sinks.search(called)
    ]
    rich = [
        named(module)
        for module in modules(PACKAGE / "ui")
        if "TextFormat.RichText" in module.read_text("utf-8")
    ]
    assert found + rich == []


def test_every_function_says_its_types():
    untyped = [
        f"{named(module)}:{function.lineno} {function.name}"
        for module in modules()
        if not migrations(module)
        for function in functions(module)
        if function.returns is None
        or any(
            argument.annotation is None and argument.arg not in {"self", "cls"}
            for argument in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        )
    ]
    assert untyped == []


def test_every_module_says_what_it_is_for():
    silent = [
        named(module)
        for module in modules()
        if not migrations(module) and not ast.get_docstring(parsed(module))
    ]
    assert silent == []


def test_modules_are_short_enough_to_read():
    lines = {
        named(module): len(module.read_text("utf-8").splitlines())
        for module in modules()
        if not migrations(module)
    }
    longer = {name: count for name, count in lines.items() if count > LONGEST_MODULE}
    assert {name: count for name, count in longer.items() if name not in LONGER_MODULES} == {}
    assert set(LONGER_MODULES) <= set(longer), "a module that became short again needs no exception"


def test_functions_are_short_enough_to_read():
    long = [
        f"{named(module)}:{function.lineno} {function.name} has {length(function)} lines"
        for module in modules()
        if not migrations(module)
        for function in functions(module)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_folders_of_data_are_no_packages():
    """A package called packaging would hide the library of that name."""
    found = [
        named(file)
        for name in ("packaging", "resources", "translations")
        for file in (ROOT / name).rglob("__init__.py")
    ]
    assert found == []


def test_the_pinned_qt_gives_none_back():
    """PySide6 6.12.0 drops a reference to None at each void call and ends the process after thousands."""
    target = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        target.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def committed() -> list[Path]:
    """The files of the repository; where there is none (a source archive), every file but made ones."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name]
    return [
        file
        for file in ROOT.rglob("*")
        if not any(part.startswith(".") for part in file.relative_to(ROOT).parts)
    ]


def test_no_file_names_a_package_index_or_the_machine_it_was_made_on():
    places = re.compile(
        r"py" + r"pi\.org|python" + r"hosted|--(extra-)?index-" + r"url[ =]\S*/|--find-" + r"links[ =]|"
        r"(?<![\w.~})/-])/(wor" + r"k|op" + r"t|roo" + r"t)/\w"
    )
    found = []
    for file in committed():
        try:
            text = file.read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [
            f"{named(file)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if places.search(line)
        ]
    assert found == []
