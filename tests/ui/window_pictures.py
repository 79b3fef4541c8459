"""Draws window, dialogs and a sheet: ``python tests/ui/window_pictures.py DIR`` writes the pictures."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_FONT_DPI", "96")

from PySide6.QtWidgets import QApplication, QVBoxLayout

from clinicdesk.bundle import files
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.search import Hit, HitKind
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui import fonts
from clinicdesk.ui.application import dress, make_application, make_window
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.key_table import KeyTable
from clinicdesk.ui.look import Look
from clinicdesk.ui.navigation import PageEntry, SheetEntry
from clinicdesk.ui.page import Page
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.questions import ReasonDialog
from clinicdesk.ui.theme import Role
from clinicdesk.ui.top_bar import Coordinator
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.fields import AreaField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.sheet import Sheet

NOW = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)


class Empty(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.addWidget(label("Today", Role.PAGE_TITLE))
        column.addStretch()

    def reload(self) -> None:
        """Nothing is read."""


def pages() -> list[PageEntry]:
    return [
        PageEntry("today", "list-check", "Today", Empty, count=lambda desk: 13, opens=("patient",)),
        PageEntry("pipeline", "layout-kanban", "Pipeline", Empty),
        PageEntry("patients", "users", "Patients", Empty),
        PageEntry("settings", "settings", "Settings", Empty, low=True),
    ]


def found(text: str) -> list[Hit]:
    return [
        Hit(HitKind.PATIENT, 1, 1, "Feldman, Rachel", "רחל פלדמן", "IL"),
        Hit(HitKind.PATIENT, 2, 2, "Félix Moreau", "", "CA"),
        Hit(HitKind.PLAN, 404, 1, "P-0404", "Rachel Feldman", "Lower arch"),
    ]


def picture(folder: Path, look: Look, language: str) -> None:
    t = Translator("ui", language)
    window, desk = make_window(
        look,
        t,
        services=SimpleNamespace(search=SimpleNamespace(find=found)),
        clock=FixedClock(NOW),
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        pages=pages(),
        sheets=[SheetEntry("inquiry", lambda *_: None)],
    )
    window.top_bar.offer([Coordinator(1, "Linh Trần"), Coordinator(2, "Mai Vũ")])
    window.rail.set_backup("Backup", "08:40", good=True)
    window.rail.set_person("LT", "petrol", "Linh Trần")
    window.resize(1440, 900)
    desk.navigator.show_page("today")
    window.show()
    window.top_bar.search.setFocus()
    window.top_bar.search.setText("fel")
    window.notices.say("Reply to Noura Al-Harbi marked as sent, 3 h 44 of 4 h", lambda: None)
    QApplication.processEvents()
    name = f"{look.theme.mode}-{language}"
    window.grab().save(str(folder / f"window-{name}.png"))
    window.top_bar.search.clear()
    sheet = Sheet(look, t, window, "New inquiry", height=600)
    field = AreaField(look, t, "What the patient wrote", lines=8)
    sheet.body.addWidget(field)
    sheet.foot_row.addStretch()
    sheet.foot_row.addWidget(Button(look, "Cancel", keys=("Esc",)))
    sheet.add_primary(Button(look, "Save and write reply", kind="primary", keys=("Ctrl", "Enter")))
    sheet.open_with(field)
    QApplication.processEvents()
    window.grab().save(str(folder / f"sheet-{name}.png"))
    sheet.finish()
    choices = [Choice("a", "She asked for time, ask again later"), Choice("b", "Chose another clinic")]
    dialog = ReasonDialog(
        look,
        t,
        "Skip “Deposit, Marama Ngata”",
        "Skip and mark lost",
        choices=choices,
        text="It leaves the due-list. The reason is kept on her record.",
        note="Note, optional",
        parent=window,
    )
    dialog.show()
    dialog.group.button(1).click()
    QApplication.processEvents()
    dialog.grab().save(str(folder / f"reason-{name}.png"))
    dialog.close()
    keys = KeyTable(look, t, desk.actions, window)
    keys.grab().save(str(folder / f"keys-{name}.png"))
    keys.close()
    window.close()


def main(folder: Path) -> None:
    app = make_application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for dark, language in ((False, "en"), (True, "en"), (False, "ar")):
        look = dress(app, files("resources"), language, dark=dark)
        fonts.load_scripts(files("resources") / "fonts")
        picture(folder, look, language)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
