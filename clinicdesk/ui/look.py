"""What every widget needs to draw itself: the theme and the icons, passed on together."""

from dataclasses import dataclass
from pathlib import Path

from clinicdesk.ui.icons import Icons
from clinicdesk.ui.theme import Theme


@dataclass(frozen=True, eq=False)
class Look:
    """The theme (colours, fonts) and the icons that follow it."""

    theme: Theme
    icons: Icons


def make_look(resources: Path, *, dark: bool = False, percent: int = 100) -> Look:
    """Return the look from the shipped ``resources`` folder (``bundle.files("resources")``)."""
    theme = Theme(resources / "look", dark=dark, percent=percent)
    return Look(theme, Icons(theme, resources))
