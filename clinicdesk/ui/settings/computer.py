"""The sections of this computer and of the backups: how it looks here, and the copies of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from clinicdesk.domain.backups import Backup, Report
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.settings import ComputerSettings
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.section import Section, Write
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.fields import ChoiceField, NumberField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Card, clear_layout, row, rule

SHOWN = 12


class ComputerSection(Section):
    """Light or dark, size of the text, the first page, and who works at this computer."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk, t("This computer"), t("Kept on this computer only; other computers have their own.")
        )
        self._settings: ComputerSettings = desk.facts["settings"]
        schemes = [("system", t("As the system")), ("light", t("Light")), ("dark", t("Dark"))]
        starts = [("today", t("Today")), ("pipeline", t("Pipeline")), ("patients", t("Patients"))]
        team = [(member.id, member.name) for member in desk.services.staff.all()]
        self._scheme = ChoiceField(look, t, t("Colours"), schemes)
        self._percent = NumberField(look, t, t("Size of the text"), least=90, most=150, unit="%")
        self._start = ChoiceField(look, t, t("First page"), starts)
        self._person = ChoiceField(look, t, t("Who works here"), team)
        line = row(self._scheme, self._percent, spacing=20)
        second = row(self._start, self._person, spacing=20)
        for layout in (line, second):
            layout.setStretch(0, 1)
            layout.setStretch(1, 1)
            self.body.column.addLayout(layout)
        for field in (self._scheme, self._percent, self._start, self._person):
            field.edited.connect(self.edited)
        places = desk.facts["places"]
        where = Card(t("Where everything is"))
        for name, path in ((t("The clinic's file"), places.file), (t("The log"), places.log)):
            where.add(
                label(name, Role.LABEL, tone="t3"), label(str(path), Role.BODY, selectable=True, wrap=True)
            )
        self.body.add(where)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show what is set."""
        actor = self.desk.facts.get("actor")
        self._scheme.set_value(self._settings.scheme)
        self._percent.set_value(self._settings.percent)
        self._start.set_value(self._settings.start_page)
        if actor is not None:
            self._person.set_value(actor.id)

    def write(self) -> Write:
        """Return the write of the settings; the window opens anew with them."""
        changed = replace(
            self._settings,
            scheme=self._scheme.value(),
            percent=self._percent.value(),
            start_page=self._start.value(),
            staff_id=self._person.value(),
        )
        return lambda _: Done(changed, Changes.NONE)

    def _saved(self, done: Done[Any]) -> None:
        self.desk.facts["change_settings"](done.value)


class BackupSection(Section):
    """The copies of the clinic's file: when each was made, one more now, and the check of everything."""

    def __init__(self, desk: Desk) -> None:
        t, look = desk.t, desk.look
        super().__init__(
            desk,
            t("Backup"),
            t("A copy is made and read back when the program closes and every half hour with changes. "
              "Copy the folder to another disk now and then."),
            saves=False,
        )  # fmt: skip
        self.make_button = Button(look, t("Back up now"), kind="primary", icon="database")
        self.check_button = Button(look, t("Check the whole file"), icon="shield-check")
        self.make_button.clicked.connect(self._make)
        self.check_button.clicked.connect(self._check)
        self.result = StateLabel(look, "done", "", Role.BODY)
        self.result.hide()
        self.body.column.addLayout(row(self.make_button, self.check_button, None))
        self.body.add(self.strip, self.result)
        self._warnings = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        copies = Card(t("Copies"), t("the newest first"))
        copies.column.addLayout(self._list)
        self.body.column.addLayout(self._warnings)
        self.body.add(copies)
        self.body.column.addStretch(1)

    def show_stored(self) -> None:
        """Show the newest copies and what is risky about the folder."""
        desk, t = self.desk, self.desk.t
        clear_layout(self._list)
        clear_layout(self._warnings)
        for message, data in desk.services.backups.warnings():
            self._warnings.addWidget(StateLabel(desk.look, "soon", t(message, **data), Role.BODY))
        found: tuple[Backup, ...] = desk.services.backups.all()
        for place, backup in enumerate(found[:SHOWN]):
            made = desk.local(backup.made_at)
            when = f"{t.formats.date(made.date())} {t.formats.time(made)}"
            name = label(backup.path.name, Role.CAPTION, tone="t3", selectable=True)
            if place:
                self._list.addWidget(rule())
            self._list.addLayout(row(label(when, Role.NAME), None, name))
        if not found:
            self._list.addWidget(label(t("No copy yet: make the first one now."), Role.BODY, tone="t2"))

    def _make(self) -> None:
        task = self.desk.runner.run(
            lambda _: self.desk.services.backups.make(), self._made, self.desk.commands.tell
        )
        self.strip.follow(task, self.desk.t("Copying and reading back"))

    def _made(self, done: Done[Backup]) -> None:
        self.desk.commands.took(done, self)
        self.show_stored()

    def _check(self) -> None:
        task = self.desk.runner.run(
            lambda _: self.desk.services.backups.verify(), self._checked, self.desk.commands.tell
        )
        self.strip.follow(task, self.desk.t("Checking numbers, money, papers and follow-ups"))

    def _checked(self, report: Report) -> None:
        t = self.desk.t
        if report.good:
            self.result.show_state("done", t("{count} checks, nothing wrong.", count=len(report.checks)))
        else:
            first = report.problems[0]
            self.result.show_state(
                "overdue",
                t("{count} problems. The first: {problem}", count=len(report.problems),
                  problem=t(first.message, **first.data)),
            )  # fmt: skip
        self.result.show()
