"""Measures ClinicDesk on two sizes of clinic and against a bare window: python -m tests.benchmarks --help."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic_ns, perf_counter

from clinicdesk.storage.backup import back_up
from clinicdesk.storage.engine import open_clinic
from tests.benchmarks.clinic_file import LARGE, SMALL, Size, build
from tests.benchmarks.steps import FRAME, STEPS, measured
from tests.benchmarks.timing import Timed
from tests.make import AT

STARTS = 7
BARE = "a bare PySide6 window"
SHOWN_AIM, FILLED_AIM, MEMORY_AIM = 1.3, 2.5, 2.0


def main() -> int:
    """Run what was asked for; the exit status is 0 even where an aim is missed: a measure is not a test."""
    options = _options()
    with TemporaryDirectory(prefix="clinicdesk-bench-") as folder:
        home = options.keep or Path(folder)
        sizes = {"1,000": SMALL} if options.small else {"1,000": SMALL, "100,000": LARGE}
        files = {name: _file(home / name.replace(",", ""), size) for name, size in sizes.items()}
        if not options.no_steps:
            _print_steps({name: _steps(files[name], size) for name, size in sizes.items()})
        if not options.no_start:
            clinics = {f"ClinicDesk, {name} patients": files[name] for name in sizes}
            _print_starts(_starts(clinics, home / "compiled"))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="only the clinic of 1,000 patients")
    parser.add_argument("--no-start", action="store_true", help="leave out the starts of the program")
    parser.add_argument("--no-steps", action="store_true", help="leave out the steps of a day")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the built files there for the next run"
    )
    return parser.parse_args()


def _file(data: Path, size: Size) -> Path:
    """Build the file where the program looks for it, with a backup, so that closing makes none."""
    file = data / "clinic.clinicdesk"
    if not file.exists():
        print(f"building a clinic of {size.patients:,} patients ...", flush=True)
        start = perf_counter()
        build(data / "building", size).close()
        (data / "building" / "clinic.sqlite").rename(file)
        shutil.rmtree(data / "building")
        built = perf_counter()
        back_up(file, at=AT, reason="asked")
        print(
            f"  {file.stat().st_size / 1e6:,.0f} MB in {built - start:.0f} s,"
            f" a verified backup of it in {perf_counter() - built:.1f} s"
        )
    return file


def _steps(file: Path, size: Size) -> Mapping[str, Timed]:
    """Measure on a copy, so that each run begins with the same file."""
    copy = file.with_name("measured.sqlite")
    shutil.copyfile(file, copy)
    start = perf_counter()
    storage = open_clinic(copy, at=AT)
    opening = (perf_counter() - start) * 1000
    try:
        return {"opening the file": Timed(opening, opening, 1), **measured(storage, size)}
    finally:
        storage.close()
        for left in file.parent.glob("measured.sqlite*"):
            left.unlink()


def _print_steps(found: Mapping[str, Mapping[str, Timed]]) -> None:
    print(f"\n{'milliseconds, median (95th percentile)':<40}", end="")
    print(
        "".join(f"{name + ' patients':>22}" for name in found) + ("    ratio  aim" if len(found) > 1 else "")
    )
    aims = {step.name: step for step in STEPS}
    for name in next(iter(found.values())):
        row = [timings[name] for timings in found.values()]
        line = f"{name:<40}" + "".join(f"{t.median:>13.2f} ({t.p95:6.1f})" for t in row)
        if len(row) > 1:
            ratio = row[1].median / row[0].median
            line += f"  {ratio:6.2f}x  "
            step = aims.get(name)
            if step is not None and (step.frame or step.ratio):
                missed = (step.frame and row[1].median > FRAME) or (step.ratio and ratio > step.ratio)
                line += "MISSED" if missed else "met"
        print(line)


def _starts(files: Mapping[str, Path], compiled: Path) -> dict[str, dict[str, float]]:
    """Return the medians of several starts of each kind, in turn, each in a process of its own.

    The first round is unmeasured: it warms what the system keeps of the files, and leaves all modules
    in ``compiled``, because an installed program comes compiled whatever the environment says here.
    """
    found: dict[str, list[dict[str, float]]] = {name: [] for name in (BARE, *files)}
    for _ in range(STARTS + 1):
        found[BARE].append(_start("bare", Path(), compiled))
        for name, file in files.items():
            found[name].append(_start("program", file.parent, compiled))
    return {
        name: {figure: median(one[figure] for one in runs[1:]) for figure in runs[0]}
        for name, runs in found.items()
    }


def _start(what: str, data: Path, compiled: Path) -> dict[str, float]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "PYTHONPYCACHEPREFIX": str(compiled)}
    command = [sys.executable, "-m", "tests.benchmarks.start", what, str(monotonic_ns()), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _print_starts(found: Mapping[str, Mapping[str, float]]) -> None:
    """Print wall time with processor time in brackets: the latter says more where others use the machine."""
    head = f"start, median of {STARTS} (processor time)"
    print(f"\n{head:<40}{'window shown':>20}{'Today filled':>20}{'resident':>16}")
    bare = found[BARE]
    for name, one in found.items():
        print(f"{name:<40}{_cell(one, 'shown')}{_cell(one, 'filled')}{one['resident_kb'] / 1024:>13.0f} MB")
        if name == BARE:
            continue
        ratios = (
            (one[f"{moment}_ms"] / bare["shown_ms"], one[f"{moment}_cpu_ms"] / bare["shown_cpu_ms"], aim)
            for moment, aim in (("shown", SHOWN_AIM), ("filled", FILLED_AIM))
        )
        cells = (f"{wall:.2f}x ({cpu:.2f}x) {_verdict(wall, aim)}" for wall, cpu, aim in ratios)
        memory = one["resident_kb"] / bare["resident_kb"]
        print(f"{'':<40}" + "".join(f"{cell:>20}" for cell in cells), end="")
        print(f"{f'{memory:.2f}x {_verdict(memory, MEMORY_AIM)}':>16}")


def _verdict(ratio: float, aim: float) -> str:
    return "met" if ratio <= aim else "MISSED"


def _cell(one: Mapping[str, float], moment: str) -> str:
    return f"{one[f'{moment}_ms']:>10.0f} ({one[f'{moment}_cpu_ms']:.0f}) ms".rjust(20)


if __name__ == "__main__":
    raise SystemExit(main())
