"""What a write returns: its value, which parts of the clinic changed, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Changes(Flag):
    """The parts of the clinic that a write touched; each page listens for its own."""

    NONE = 0
    PATIENTS = auto()
    LEADS = auto()
    PLANS = auto()
    PAYMENTS = auto()
    VISITS = auto()
    TREATMENTS = auto()
    FOLLOWUPS = auto()
    MESSAGES = auto()
    CATALOGUE = auto()
    CLINIC = auto()
    STAFF = auto()
    SPEND = auto()
    EVERYTHING = (
        PATIENTS
        | LEADS
        | PLANS
        | PAYMENTS
        | VISITS
        | TREATMENTS
        | FOLLOWUPS
        | MESSAGES
        | CATALOGUE
        | CLINIC
        | STAFF
        | SPEND
    )


@dataclass(frozen=True)
class Done(Generic[T]):
    """The result of one write: ``value``, the parts changed, a sentence for the notice, and its undo.

    ``summary`` is marked for translation and filled from ``data``; ``undo`` performs the reverse write
    and returns its own ``Done`` (so an undo can be undone); None where the act is final.
    """

    value: T
    changes: Changes
    summary: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    undo: Callable[[], Done[Any]] | None = None
