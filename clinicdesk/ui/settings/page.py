"""The Settings page: the list of sections at the leading side, one section beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.settings.catalogue import CatalogueSection
from clinicdesk.ui.settings.clinic import HoursSection, LetterheadSection
from clinicdesk.ui.settings.closed_days import ClosedDaysSection
from clinicdesk.ui.settings.computer import BackupSection, ComputerSection
from clinicdesk.ui.settings.money import MoneySection
from clinicdesk.ui.settings.section import Panel
from clinicdesk.ui.settings.spend import SpendSection
from clinicdesk.ui.settings.team import TeamSection
from clinicdesk.ui.settings.travellers import TravellersSection
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane

NAVIGATION = 204


def make(desk: Desk) -> SettingsPage:
    """Return the Settings page."""
    return SettingsPage(desk)


class SettingsPage(Page):
    """Sections are made when they are first shown; leaving one with changes asks nothing and keeps them."""

    listens_to = Changes.CLINIC | Changes.STAFF | Changes.CATALOGUE | Changes.PLANS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = desk.t
        self.title = t("Settings")
        self._makers: list[tuple[str, str, Callable[[Desk], Panel]]] = [
            ("building-bank", t("Clinic and letterhead"), LetterheadSection),
            ("clock", t("Hours and promises"), HoursSection),
            ("calendar", t("Closed days"), ClosedDaysSection),
            ("users", t("Staff"), TeamSection),
            ("cash", t("Currencies and deposit"), MoneySection),
            ("language", t("Prices and wording"), CatalogueSection),
            ("chart-bar", t("Spend"), SpendSection),
            ("plane", t("For travellers"), TravellersSection),
            ("database", t("Backup"), BackupSection),
            ("settings", t("This computer"), ComputerSection),
        ]
        self._made: dict[int, Panel] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(t("Sections of Settings"))
        self.list.setProperty("plain", True)
        self.stack = QStackedWidget()
        for icon, words, _ in self._makers:
            self.list.addItem(QListWidgetItem(desk.icons.icon(icon), words))
        self.list.currentRowChanged.connect(self._show)
        self._lay_out()
        desk.actions.bind("save", self._save, self)

    def reload(self) -> None:
        """Show what is stored, but never over something typed and not saved."""
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        for section in self._made.values():
            if not section.dirty:
                section.reload()

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Show one cell of prices and wording: the key is its term and its language."""
        place = [maker for _, _, maker in self._makers].index(CatalogueSection)
        self.list.setCurrentRow(place)
        section = self.section(place)
        if isinstance(section, CatalogueSection):
            section.go_to(*key)

    def areas(self) -> list[QWidget]:
        """The list of sections, then the section."""
        return [self.list, self.stack]

    def section(self, place: int) -> Panel:
        """Return a section by its place in the list, made at first need."""
        if place not in self._made:
            made = self._makers[place][2](self.desk)
            self._made[place] = made
            self.stack.addWidget(made)
            made.reload()
        return self._made[place]

    def _show(self, place: int) -> None:
        if place >= 0:
            self.stack.setCurrentWidget(self.section(place))

    def _save(self) -> None:
        self.section(max(0, self.list.currentRow())).save()

    def _open_import(self, *_: Any) -> None:
        self.desk.navigator.open_record("import", "patients")

    def _lay_out(self) -> None:
        desk, t = self.desk, self.desk.t
        side = Plane("sunk", (6, 16, 6, 16), 10)
        side.setFixedWidth(desk.theme.px(NAVIGATION))
        side.add(label(t("Settings"), Role.PAGE_TITLE), self.list)
        if desk.navigator.can_open("import"):
            take = Button(desk.look, t("Import people"), icon="upload")
            take.clicked.connect(self._open_import)
            side.add(take)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(self.stack, 1)
