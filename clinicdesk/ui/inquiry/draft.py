"""What was typed into an inquiry that was left: kept for the next time the sheet is opened."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from clinicdesk.ui.desk import Desk


@dataclass(frozen=True)
class Draft:
    """The pasted text, and the typed text of each field by its line and place."""

    text: str
    typed: dict[tuple[str, int], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything was typed."""
        return bool(self.text.strip() or any(self.typed.values()))


_KEPT: WeakKeyDictionary[Desk, Draft] = WeakKeyDictionary()


def keep(desk: Desk, draft: Draft) -> None:
    """Keep what was typed, for as long as the window lives."""
    if draft:
        _KEPT[desk] = draft
    else:
        _KEPT.pop(desk, None)


def kept(desk: Desk) -> Draft | None:
    """Return what was left, None where nothing was."""
    return _KEPT.get(desk)


def forget(desk: Desk) -> None:
    """Drop the draft: the inquiry was saved."""
    _KEPT.pop(desk, None)
