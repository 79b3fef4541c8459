"""Times a step many times over with changing inputs and says its median and its worst."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

WARM = 3


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one step: the median, the 95th percentile, and how often it ran."""

    median: float
    p95: float
    runs: int


def timed(step: Callable[[Any], object], inputs: Iterable[Any]) -> Timed:
    """Run ``step`` on each input, the first few unmeasured; the collector of garbage is held meanwhile."""
    waiting = list(inputs)
    for value in waiting[:WARM]:
        step(value)
    took = []
    gc.collect()
    gc.disable()
    try:
        for value in waiting[WARM:]:
            start = perf_counter()
            step(value)
            took.append((perf_counter() - start) * 1000)
    finally:
        gc.enable()
    took.sort()
    return Timed(median(took), took[min(len(took) - 1, int(len(took) * 0.95))], len(took))
