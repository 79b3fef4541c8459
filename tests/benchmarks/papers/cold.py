"""One document in a process of its own: python -m tests.benchmarks.papers.cold ENGINE plan.json."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.papers.content import PlainPlan, plan_from


def main(engine: str, file: Path) -> None:
    """Build the plan of ``file`` with the engine's smallest way, and say how many bytes it has."""
    plan: PlainPlan = plan_from(json.loads(file.read_text(encoding="utf-8")))
    make: Any
    if engine == "ours":
        from tests.benchmarks.papers.ours import engine as make
    else:
        from tests.benchmarks.papers import others

        make = {"stock": others.stock_engine, "Typst": others.typst_engine}[engine]
    print(len(make()(plan)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
