"""What the clinic is called in other document languages, one language shown at a time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.languages import DOCUMENT_LANGUAGES
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.choices import ChoiceField
from clinicdesk.ui.widgets.fields import LineField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, row
from clinicdesk.ui.wording import upper_first


class NamesCard(Card):
    """A language, the name in it, and a line that lists where there is one."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin without names."""
        t = desk.t
        super().__init__(
            t("Name in other languages"), t("printed first in that language; the name above stands beside it")
        )
        self._t = t
        self._names: dict[str, str] = {}
        spoken = [(code, upper_first(t.formats.language_name(code))) for code in DOCUMENT_LANGUAGES]
        self.language = ChoiceField(desk.look, t, t("Language"), spoken, chosen=DOCUMENT_LANGUAGES[0])
        self.name = LineField(desk.look, t, t("Name"), limit=120)
        self.list = label("", Role.CAPTION, tone="t2", wrap=True)
        line = row(self.language, self.name, spacing=20)
        line.setStretch(0, 1)
        line.setStretch(1, 2)
        self.column.addLayout(line)
        self.add(self.list)
        self.language.edited.connect(self._show)
        self.name.edited.connect(self._typed)

    def show_names(self, names: Mapping[str, str]) -> None:
        """Show the names as stored, beginning with the first language that has one."""
        self._names = dict(names)
        first = next((code for code in DOCUMENT_LANGUAGES if code in names), self.language.value())
        self.language.set_value(first)
        self._show()

    def names(self) -> dict[str, str]:
        """Return the names as they stand."""
        return {code: name for code, name in self._names.items() if name.strip()}

    def show_error(self, error: ClinicError) -> bool:
        """Show a failure under the name."""
        if error.field != "names":
            return False
        self.name.show_error(self._t.error(error))
        return True

    def _typed(self) -> None:
        self._names[self.language.value()] = self.name.text()
        self._say()
        self.edited.emit()

    def _show(self) -> None:
        self.name.set_text(self._names.get(self.language.value(), ""))
        self._say()

    def _say(self) -> None:
        t, written = self._t, self.names()
        parts = [
            t("{language}: {name}", language=upper_first(t.formats.language_name(code)), name=written[code])
            for code in DOCUMENT_LANGUAGES
            if code in written
        ]
        self.list.setText(" · ".join(parts))
        self.list.setVisible(bool(parts))
