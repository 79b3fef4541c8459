"""QR codes as one vector path, with the quiet zone that readers need."""

from functools import lru_cache

import segno

from clinicdesk.documents.sheet import Block
from clinicdesk.documents.theme import Colour

QUIET_ZONE = 4
"""Light modules around the code (ISO/IEC 18004)."""

MILLIMETRE = 72 / 25.4


class QrCode(Block):
    """A code of ``content``, ``side`` points wide with its quiet zone."""

    def __init__(self, content: str, ink: Colour, side: float = 28 * MILLIMETRE) -> None:
        super().__init__()
        self.matrix = _matrix(content)
        self.ink = ink
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The code's own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill all dark modules as one path, neighbours in a row as one rectangle."""
        modules = len(self.matrix) + 2 * QUIET_ZONE
        unit = self.width / modules
        operators = [f"q {self.ink.fill}"]
        for row, line in enumerate(self.matrix):
            y = (modules - QUIET_ZONE - row - 1) * unit
            for start, length in _dark_runs(line):
                x = (start + QUIET_ZONE) * unit
                operators.append(f"{x:.3f} {y:.3f} {length * unit:.3f} {unit:.3f} re")
        self.sheet.write(" ".join((*operators, "f Q")))


def modules(content: str) -> tuple[bytearray, ...]:
    """The rows of the code of ``content``, 1 for dark, without the quiet zone: for a screen."""
    return _matrix(content)


@lru_cache(maxsize=64)
def _matrix(content: str) -> tuple[bytearray, ...]:
    matrix: tuple[bytearray, ...] = segno.make(content, error="m", micro=False, boost_error=False).matrix
    return matrix


def _dark_runs(line: bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, module in enumerate(line):
        if not module:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
