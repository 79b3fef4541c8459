"""Measures ClinicDesk on two sizes of clinic and against a bare window: python -m tests.benchmarks --help."""

from __future__ import annotations

import argparse
import json
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
            _print_starts({name: _starts("program", files[name]) for name in sizes}, _starts("bare", home))
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


def _starts(what: str, file: Path) -> dict[str, float]:
    """Return the medians of several starts in processes of their own, the first one unmeasured."""
    data = file.parent if file.is_file() else file
    found = []
    for _ in range(STARTS + 1):
        command = [sys.executable, "-m", "tests.benchmarks.start", what, str(monotonic_ns()), str(data)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        found.append(json.loads(done.stdout))
    return {name: median(one[name] for one in found[1:]) for name in found[0]}


def _print_starts(found: Mapping[str, Mapping[str, float]], bare: Mapping[str, float]) -> None:
    print(
        f"\n{'start, median of ' + str(STARTS):<40}{'window shown':>16}{'Today filled':>16}{'resident':>16}"
    )
    print(f"{'a bare PySide6 window':<40}{_start_line(bare)}")
    for name, one in found.items():
        print(f"{'ClinicDesk, ' + name + ' patients':<40}{_start_line(one)}")
        ratios = (
            (one["shown_ms"] / bare["shown_ms"], SHOWN_AIM),
            (one["filled_ms"] / bare["shown_ms"], FILLED_AIM),
            (one["resident_kb"] / bare["resident_kb"], MEMORY_AIM),
        )
        cells = (f"{ratio:.2f}x {'met' if ratio <= aim else 'MISSED'}" for ratio, aim in ratios)
        print(f"{'':<40}" + "".join(f"{cell:>16}" for cell in cells))


def _start_line(one: Mapping[str, float]) -> str:
    return f"{one['shown_ms']:>13.0f} ms{one['filled_ms']:>13.0f} ms{one['resident_kb'] / 1024:>13.0f} MB"


if __name__ == "__main__":
    raise SystemExit(main())
