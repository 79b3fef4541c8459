"""Compares the time and size of one two-page plan with other engines: python -m tests.benchmarks.papers."""

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.papers import others, ours
from tests.benchmarks.papers.content import ROOT
from tests.benchmarks.papers.others import Engine, Missing
from tests.benchmarks.papers.sample import LANGUAGES, sample

FAST = ("ours", "ours, nothing remembered", "Typst", "stock")
ENGINES = {
    "ours": ours.engine,
    "ours, nothing remembered": ours.forgetful_engine,
    "Typst": others.typst_engine,
    "stock": others.stock_engine,
    "WeasyPrint": others.weasyprint_engine,
    "fpdf2": others.fpdf_engine,
}
COLD = ("ours", "stock", "Typst")
SIZE_AIM = 1.2
COLD_AIM = 0.5


def main() -> int:
    """Run the comparison; the exit status is 0 even where an aim is missed: a measure is not a test."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.papers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=31, help="measured plans of the fast engines")
    parser.add_argument("--slow-rounds", type=int, default=5, help="measured plans of the slow engines")
    parser.add_argument("--cold-rounds", type=int, default=11, help="processes of each engine")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the last plan of each engine there")
    options = parser.parse_args()
    print(
        "A plan of 25 lines on two pages in every engine: the same text, table and fonts; no odontogram, no\n"
        "timeline and no QR code in any. Each plan has another patient, other procedures, teeth and prices.\n"
        "Ours is PDF/A-2b with colour profile and metadata, the others are plain PDF without tags.\n"
    )
    engines = _available()
    for language in LANGUAGES:
        rounds = {name: options.rounds if name in FAST else options.slow_rounds for name in engines}
        _print_warm(language, *_warm(engines, language, rounds, options.keep))
    if options.cold_rounds:
        print("\ncold process to PDF, milliseconds, median (least)")
        for language in LANGUAGES:
            _print_cold(language, _cold(language, options.cold_rounds, [n for n in COLD if n in engines]))
    return 0


def _available() -> dict[str, Engine]:
    found = {}
    for name, make in ENGINES.items():
        try:
            found[name] = make()
        except Missing as missing:
            print(f"{name} is left out: {missing}.")
    return found


def _warm(
    engines: Mapping[str, Engine], language: str, rounds: Mapping[str, int], keep: Path | None
) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Milliseconds of each engine in turn, round by round, and the size of the plan of the last round of all.

    Three plans are set before the clock runs.  Other engines' garbage is collected between the plans, so
    that none pays for another.
    """
    took: dict[str, list[float]] = {name: [] for name in engines}
    sizes = {}
    for turn in range(3 + max(rounds.values())):
        plan = sample(language, turn)
        for name, engine in engines.items():
            if turn >= 3 + rounds[name]:
                continue
            gc.collect()
            start = perf_counter()
            data = engine(plan)
            took[name].append((perf_counter() - start) * 1000)
            if turn == 2 + min(rounds.values()):
                sizes[name] = len(data)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{name}-{language}.pdf").write_bytes(data)
    return {name: times[3:] for name, times in took.items()}, sizes


def _print_warm(language: str, took: Mapping[str, list[float]], sizes: Mapping[str, int]) -> None:
    own, smallest = median(took["ours"]), min(sizes.values())
    print(f"{language}: warm, milliseconds{'median':>12}{'least':>9}{'ours is':>18}{'bytes':>12}")
    for name, times in took.items():
        ratio = "" if name.startswith("ours") else f"{median(times) / own:.2f} x as fast"
        print(f"  {name:<24}{median(times):>9.1f}{min(times):>9.1f}{ratio:>18}{sizes[name]:>12,}")
    if "Typst" in took:
        print(f"  faster than Typst: {_verdict(own < median(took['Typst']))};", end="")
    size = sizes["ours"] / smallest
    print(f"  size {size:.2f} x the smallest: {_verdict(size <= SIZE_AIM)}")


def _cold(language: str, rounds: int, names: list[str]) -> dict[str, list[float]]:
    """Milliseconds of whole processes in turn; the first round leaves all modules compiled."""
    took: dict[str, list[float]] = {name: [] for name in names}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps(asdict(sample(language, 1))), encoding="utf-8")
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        for _ in range(rounds + 1):
            for name in names:
                command = [sys.executable, "-m", "tests.benchmarks.papers.cold", name, str(file)]
                start = perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
                took[name].append((perf_counter() - start) * 1000)
    return {name: times[1:] for name, times in took.items()}


def _print_cold(language: str, took: Mapping[str, list[float]]) -> None:
    cells = "  ".join(f"{name} {median(times):.0f} ({min(times):.0f})" for name, times in took.items())
    ratio = median(took["ours"]) / median(took["stock"])
    print(f"  {language}: {cells}   ours is {ratio:.2f} of stock ReportLab: {_verdict(ratio < COLD_AIM)}")


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    raise SystemExit(main())
