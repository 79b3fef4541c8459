"""Adds a treatment that was not planned: its name is completed from the catalogue, its teeth are typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from clinicdesk.domain.procedures import Scope
from clinicdesk.domain.teeth import compact, parse
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.treatments.lines import DoneLine
from clinicdesk.ui.treatments.trip import TripCase
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.fields import LineField, TeethField
from clinicdesk.ui.widgets.planes import row

MOST = 8


class AddRow(QWidget):
    """A line that waits under the table; Enter adds it, Esc empties it."""

    added = Signal(object)

    def __init__(self, desk: Desk, case: TripCase) -> None:
        """Offer the catalogue in the language of the screen."""
        super().__init__()
        self._desk, self._case = desk, case
        t, look = desk.t, desk.look
        self._rows: dict[str, Any] = {}
        self._names = QStringListModel(self)
        self.name = LineField(look, t, "", hint=t("Add a treatment: name or code"), limit=120)
        self.name.set_name(t("Treatment to add"))
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST)
        self.name.editor.setCompleter(completer)
        self.teeth = TeethField(look, t, "", parse, hint=t("teeth"), limit=400)
        self.teeth.set_name(t("Teeth of the treatment to add"))
        self.teeth.setFixedWidth(look.theme.px(150))
        self.button = Button(look, t("Add"), icon="plus")
        self.button.clicked.connect(self.add)
        self.name.editor.textEdited.connect(self._find)
        completer.activated.connect(lambda _: self.teeth.setFocus())
        self.name.editor.returnPressed.connect(self._next)
        self.teeth.editor.returnPressed.connect(self.add)
        line = row(self.name, self.teeth, self.button, spacing=8)
        line.setContentsMargins(10, 8, 10, 8)
        line.setStretch(0, 1)
        self.setLayout(line)

    def begin(self, teeth: tuple[int, ...] = ()) -> None:
        """Put the focus here; ``teeth`` are those chosen in the chart."""
        if teeth:
            self.teeth.set_text(compact(teeth))
        self.name.setFocus()

    @property
    def typed(self) -> bool:
        """Whether something waits here that was not added."""
        return bool(self.name.value())

    def add(self) -> None:
        """Add what is typed, or say beside its field why not."""
        t = self._desk.t
        found = self._chosen()
        if found is None:
            self.name.show_error(t("Choose a treatment of the list."))
            self.name.setFocus()
            return
        if not self.teeth.check():
            self.teeth.setFocus()
            return
        teeth = self.teeth.value().teeth
        procedure = self._case.procedures[found.code]
        if procedure.scope is Scope.TEETH and not teeth:
            self.teeth.show_error(t("Name the teeth."))
            self.teeth.setFocus()
            return
        line = DoneLine(
            code=found.code,
            title=found.name,
            teeth=teeth,
            dentist_id=self._case.dentist_id(),
            guarantee_months=procedure.guarantee_months,
            price=found.price,
        )
        self.name.set_text("")
        self.teeth.set_text("")
        self.added.emit(line)
        self.name.setFocus()

    def _find(self, text: str) -> None:
        rows = self._search(text) if text.strip() else ()
        self._rows = {f"{one.name}  {one.code}": one for one in rows}
        self._names.setStringList(list(self._rows))

    def _search(self, text: str) -> tuple[Any, ...]:
        t = self._desk.t
        found: tuple[Any, ...] = self._desk.services.catalogue.find(
            text, t.language, currency=self._case.currency, limit=MOST
        )
        return found

    def _chosen(self) -> Any | None:
        """Return the procedure that is meant: the one picked, or the only or exact one that is found."""
        text = self.name.value()
        if text in self._rows:
            return self._rows[text]
        rows = self._search(text) if text else ()
        exact = [one for one in rows if text.casefold() in {one.name.casefold(), one.code.casefold()}]
        if exact:
            return exact[0]
        return rows[0] if len(rows) == 1 else None

    def _next(self) -> None:
        if self._chosen() is not None and not self.teeth.text().strip():
            self.teeth.setFocus()
        else:
            self.add()
