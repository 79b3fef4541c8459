"""Backups of the clinic's file, what a restore leaves, and what verifying a file finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

INTERVAL = timedelta(minutes=30)


@dataclass(frozen=True)
class Backup:
    """One backup that was read again and found equal to its original when it was made.

    ``reason`` is close, interval, asked, or what it was made before: migrate, import, merge, erase, restore.
    ``figures`` are rows per table and money per currency in minor units; ``size`` is in bytes.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int
    figures: Mapping[str, int | str]
    sha256: str


@dataclass(frozen=True)
class Restored:
    """What a restore left: the clinic's file, and the one before it (None if there was none)."""

    path: Path
    kept: Path | None


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: ``message`` is marked for translation and filled from ``data``."""

    check: str
    message: str
    data: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence, for commands and tests."""
        words = self.message
        for name, value in self.data.items():
            words = words.replace("{" + name + "}", str(value))
        return words


@dataclass(frozen=True)
class Report:
    """What a verification looked at and what it found."""

    checks: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def good(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems


def due(newest: Backup | None, *, audit: str, now: datetime) -> bool:
    """Say whether half an hour has passed since the newest backup and something changed since.

    ``audit`` is the end of the audit trail now: every act adds to it.
    """
    if newest is None:
        return bool(audit)
    return newest.figures.get("audit") != audit and now - newest.made_at >= INTERVAL
