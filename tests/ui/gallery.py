"""Draws the components, light and dark: ``python tests/ui/gallery.py DIR`` writes the pictures."""

import json
import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from clinicdesk.bundle import files
from clinicdesk.domain.odontogram import Mark, read_geometry
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui import fonts
from clinicdesk.ui.application import dress, make_application
from clinicdesk.ui.icons import State
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.bars import MixBar
from clinicdesk.ui.widgets.buttons import Button, CountPill, IconButton
from clinicdesk.ui.widgets.charts import Bar, BarLadder, Column, Columns, Spark
from clinicdesk.ui.widgets.chips import Chip, OwnerDisc, StateLabel
from clinicdesk.ui.widgets.controls import SearchField, Segmented, StepList
from clinicdesk.ui.widgets.date_field import DateField, MonthGrid
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField, LineField
from clinicdesk.ui.widgets.journey import JourneyStrip, Point
from clinicdesk.ui.widgets.labels import NameLabel, label
from clinicdesk.ui.widgets.odontogram import Odontogram
from clinicdesk.ui.widgets.planes import Card, EmptyState, Plane, column, row
from clinicdesk.ui.widgets.section_header import Section, SectionHeader

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
        row(
            LineField(look, t, "Phone", text="+64 21 555 0171"),
            LineField(look, t, "Teeth", text="36, 46"),
            wrong,
        )
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
        shape = label()
        shape.setPixmap(look.icons.treatment(mark))
        treatments.column.addLayout(row(shape, label(mark.value), None))
    left = column(states(look), chips(look), treatments, None, spacing=18)
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
            buttons=[
                Button(look, "Show tomorrow", small=True),
                Button(look, "New inquiry", small=True, icon="plus"),
            ],
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


def charts(look: Look, t: Translator) -> QWidget:
    page = Plane("ground", (20, 16, 20, 16), 14)
    strip = JourneyStrip(look, t)
    strip.show_points(
        [
            Point("inquiry", "Inquiry", "reply in 1 h 40", date(2026, 2, 10)),
            Point("plan", "Plan P-0288", "12,640 USD", date(2026, 2, 20)),
            Point("deposit", "Deposit 500", "20 Mar", date(2026, 3, 20)),
            Point(
                "trip",
                "Trip 1, upper arch",
                "28 June to 9 July",
                date(2026, 6, 28),
                until_on=date(2026, 7, 9),
            ),
            Point("d30", "Day 30", "healing well", date(2026, 8, 8)),
            Point("d90", "Day 90", "review given", date(2026, 10, 7)),
            Point(
                "write",
                "Write about phase two",
                "1 Dec to 31 Jan",
                date(2026, 12, 1),
                until_on=date(2027, 1, 31),
                tone="violett",
            ),
            Point("check", "Guarantee check", "by 9 July", date(2027, 7, 9), State.LATER),
        ],
        TODAY,
    )
    journey = Plane("box")
    journey.add(strip)
    geometry = read_geometry(json.loads((files("resources") / "look" / "teeth.json").read_text("utf-8")))
    teeth = Odontogram(look, Translator("ui", "en"), geometry, "Teeth")
    teeth.show_marks(
        {
            **dict.fromkeys(range(11, 17), (Mark.BRIDGE,)),
            15: (Mark.BRIDGE, Mark.IMPLANT),
            46: (Mark.CROWN,),
            44: (Mark.FILLING,),
            36: (Mark.ROOT_CANAL, Mark.CROWN),
        },
        absent=(17, 18, 38, 48),
    )
    teeth.select([36])
    chart = Card("Teeth", "after trip 1")
    chart.column.addWidget(teeth)
    ladder = BarLadder(look, "Where inquiries stop")
    ladder.show_bars(
        [
            Bar("a", "Inquiries", "261", 261),
            Bar("b", "Plan sent", "186", 186, "71 % of inquiries"),
            Bar("c", "Deposit paid", "79", 79, "42 % of plans", "orange"),
        ]
    )
    stops = Card("Where inquiries stop")
    stops.column.addWidget(ladder)
    columns = Columns(look, "Revenue")
    columns.show_columns(
        [Column(f"Q{n} 26", 130 + 10 * n, 20 + 12 * n, f"{15 + n} %", current=n == 4) for n in range(1, 5)]
    )
    revenue = Card("Revenue by quarter", "thousand USD")
    revenue.column.addWidget(columns)
    spark = Spark(look)
    spark.show_values([3, 4, 4, 6, 7, 9], 3)
    mix = MixBar(look, (1, 2, 5, 6))
    small = Card("Bars")
    small.column.addLayout(row(spark, None))
    small.column.addWidget(mix)
    header = SectionHeader(look)
    header.show_section(
        Section("message-circle", "Reply now", 3, "4 business hours, never past the next morning")
    )
    small.column.addWidget(header)
    page.column.addWidget(journey)
    page.column.addLayout(row(chart, stops, spacing=14))
    page.column.addLayout(row(revenue, small, spacing=14))
    return page


def main(folder: Path) -> None:
    app = make_application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        look = dress(app, files("resources"), "en", dark=dark)
        fonts.load_scripts(files("resources") / "fonts")
        page = gallery(look, Translator("ui", "en"))
        page.resize(1440, 900)
        page.grab().save(str(folder / f"components-{look.theme.mode}.png"))
        page.deleteLater()
        page = charts(look, Translator("ui", "en"))
        page.resize(1440, 900)
        page.grab().save(str(folder / f"charts-{look.theme.mode}.png"))
        page.deleteLater()
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
