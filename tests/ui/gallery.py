"""Draws the components as in the look's picture: ``python tests/ui/gallery.py DIR`` writes light and dark PNGs."""

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.odontogram import Mark
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui import fonts
from clinicdesk.ui.application import dress, make_application
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, CountPill, IconButton
from clinicdesk.ui.widgets.chips import Chip, OwnerDisc, StateLabel
from clinicdesk.ui.widgets.controls import SearchField, Segmented, StepList
from clinicdesk.ui.widgets.date_field import DateField, MonthGrid
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField, LineField
from clinicdesk.ui.widgets.labels import NameLabel, label
from clinicdesk.ui.widgets.planes import Card, EmptyState, Plane, column, row

TODAY = date(2026, 11, 17)


def states(look: Look) -> Card:
    card = Card("State shapes, 16 px")
    for state in State:
        card.column.addWidget(StateLabel(look, state, state.name.replace("_", " ").capitalize()))
    return card


def chips(look: Look) -> Card:
    card = Card("Chips, owners", "six kinds")
    kinds = ("neutral", "accent", "green", "orange", "red", "violet")
    made = [Chip(look, kind, kind, icon="repeat" if kind == "violet" else "") for kind in kinds]
    card.column.addLayout(row(*made[:3], None))
    card.column.addLayout(row(*made[3:], None))
    people = (("LT", "petrol"), ("HĐ", "violet"), ("QA", "green"), ("MV", "brown"))
    card.column.addLayout(row(*[OwnerDisc(look, name, hue, name, diameter=26) for name, hue in people], None))
    card.column.addWidget(NameLabel(look, "Rachel Feldman", "רחל פלדמן", Role.PAGE_TITLE))
    card.column.addWidget(NameLabel(look, "Yuki Tanaka", "田中 由紀"))
    return card


def buttons(look: Look, t: Translator) -> Card:
    card = Card("Buttons")
    disabled = Button(look, "Copy")
    disabled.setEnabled(False)
    card.column.addLayout(
        row(
            Button(look, "Issue plan", kind="primary"),
            Button(look, "New inquiry", kind="primary", icon="plus", keys=("Ctrl", "N")),
            None,
        )
    )
    card.column.addLayout(row(Button(look, "Copy"), disabled, Button(look, "Delete", kind="danger"), None))
    card.column.addLayout(
        row(
            Button(look, "I sent it", kind="soft", icon="check", keys=("D",)),
            Button(look, "Snooze", icon="alarm-snooze", keys=("S",)),
            IconButton(look, "x", "Close"),
            Button(look, "Show tomorrow", small=True),
            None,
        )
    )
    pills = [CountPill(look, State.OVERDUE, "overdue"), CountPill(look, State.RUNNING_OUT, "running out")]
    for pill, count in zip(pills, (1, 2), strict=True):
        pill.set_count(count)
    card.column.addLayout(row(*pills, None))
    card.column.addLayout(
        row(Segmented(look, "Show", [("all", "All"), ("new", "New patients"), ("back", "Returning")]), None)
    )
    return card


def fields(look: Look, t: Translator) -> Card:
    card = Card("Fields")
    wrong = LineField(look, t, "Teeth", text="36, 99")
    wrong.show_error("99 is not an FDI tooth")
    card.column.addLayout(
        row(LineField(look, t, "Phone", text="+64 21 555 0171"), LineField(look, t, "Teeth", text="36, 46"), wrong)
    )
    choice = ChoiceField(look, t, "Currency", [("usd", "USD"), ("eur", "EUR")])
    card.column.addLayout(row(choice, DateField(look, t, "Prices valid until", today=TODAY, day=TODAY)))
    card.column.addWidget(AreaField(look, t, "Note", hint="Note, optional", lines=2))
    card.column.addWidget(SearchField(look, "Find a patient, plan, phone number or note", ("Ctrl", "K")))
    return card


def gallery(look: Look, t: Translator) -> QWidget:
    page = Plane("ground", (28, 24, 28, 24), 18)
    treatments = Card("Tooth treatments")
    for mark in Mark:
        treatments.column.addWidget(label(mark.value))
    left = column(states(look), chips(look), None, spacing=18)
    steps = Plane("rail", (20, 12, 20, 12))
    step_list = StepList(look, ["Clinic and letterhead", "Hours and promises", "Currencies and deposit"])
    step_list.go_to(1)
    steps.add(step_list)
    middle = column(buttons(look, t), fields(look, t), steps, None, spacing=18)
    empty = Plane("panel", (12, 12, 12, 12))
    empty.add(
        EmptyState(
            look,
            "list-check",
            "Nothing is due before 14:00",
            "All replies and plans went out in time. The next item is the day-30 check-in.",
            buttons=[Button(look, "Show tomorrow", small=True), Button(look, "New inquiry", small=True, icon="plus")],
        )
    )
    month = Card("Calendar")
    month.column.addWidget(MonthGrid(look, t, TODAY, TODAY.replace(day=20)))
    right = column(empty, month, None, spacing=18)
    across = QHBoxLayout()
    across.setSpacing(18)
    across.addLayout(left, 2)
    across.addLayout(middle, 3)
    across.addLayout(right, 3)
    page.column.addLayout(across)
    return page


def main(folder: Path) -> None:
    app = make_application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        look = dress(app, files("resources"), "en", dark=dark)
        for file in fonts.script_files(files("resources") / "fonts"):
            fonts.load(file)
        page = gallery(look, Translator("ui", "en"))
        page.resize(1440, 900)
        page.grab().save(str(folder / f"components-{look.theme.mode}.png"))
        page.deleteLater()
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
