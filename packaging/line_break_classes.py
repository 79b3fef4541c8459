"""Makes resources/breaks/classes.txt: the line break class of every character (UAX #14).

Run `python packaging/line_break_classes.py`; it reads the tables of uniseg, which the tests need too.
"""

import sys
from pathlib import Path

from uniseg.linebreak import line_break

TARGET = Path(__file__).resolve().parents[1] / "resources" / "breaks" / "classes.txt"


def main() -> None:
    """Write one line for each stretch of characters of one class: where it begins, and the class."""
    lines, last = [], ""
    for code in range(sys.maxunicode + 1):
        name = str(line_break(chr(code)).value)
        if name != last:
            lines.append(f"{code:X} {name}")
            last = name
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(lines):,} stretches, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
