"""What all documents of a process share: fonts, colours and the memory of shaped text."""

from dataclasses import dataclass
from pathlib import Path

from clinicdesk.documents.fonts import FontShelf
from clinicdesk.documents.paragraph import Typesetter
from clinicdesk.documents.shaping import Shaper
from clinicdesk.documents.theme import Theme
from clinicdesk.i18n.locales import direction


@dataclass(frozen=True)
class Press:
    """Build one per process, with `Press.open`, and hand it to every document."""

    shaper: Shaper
    theme: Theme

    @classmethod
    def open(cls, resources: Path) -> "Press":
        """A press with the fonts and the look in the ``resources`` folder; fonts are read when needed."""
        return cls(Shaper(FontShelf(resources / "fonts")), Theme.read(resources / "look"))

    def typesetter(self, language: str) -> Typesetter:
        """The typesetter of a document in ``language`` (BCP 47)."""
        return Typesetter(self.shaper, self.theme, language, direction(language) == "rtl")

    def missing(self, text: str, language: str) -> list[str]:
        """The characters of ``text`` that could not be printed in a document in ``language``."""
        return self.shaper.shelf.missing(text, language)
