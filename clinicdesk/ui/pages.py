"""The table of every page and sheet of the window; each is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.navigation import PageEntry, SheetEntry
from clinicdesk.ui.page import Page


def pages() -> tuple[PageEntry, ...]:
    """Return the pages in the order of the rail."""
    return (
        PageEntry("today", "list-check", marked("Today"), _today, "page.1", opens=("due",), count=_due),
        PageEntry("pipeline", "layout-kanban", marked("Pipeline"), _pipeline, "page.2"),
        PageEntry("patients", "users", marked("Patients"), _patients, "page.3"),
        PageEntry("patient", "user", marked("Record"), _record, opens=("patient",), within="patients"),
        PageEntry("plan", "file-text", marked("Plan"), _plan, opens=("plan",), within="pipeline"),
        PageEntry(
            "treatment",
            "dental",
            marked("Record treatment"),
            _treatment,
            opens=("treatment",),
            within="pipeline",
        ),
        PageEntry("numbers", "chart-bar", marked("Numbers"), _numbers, "page.5"),
        PageEntry(
            "settings",
            "settings",
            marked("Settings"),
            _settings,
            "page.settings",
            opens=("wording-cell",),
            low=True,
        ),
        PageEntry("import", "upload", marked("Import"), _imports, opens=("import",), within="settings"),
    )


def sheets() -> tuple[SheetEntry, ...]:
    """Return the sheets that open over the window."""
    return (
        SheetEntry("inquiry", _inquiry),
        SheetEntry("deposit", _deposit),
        SheetEntry("refund", _refund),
        SheetEntry("receipt", _receipt),
        SheetEntry("statement", _statement),
        SheetEntry("itinerary", _itinerary),
        SheetEntry("wording", _wording),
        SheetEntry("treatment", _open_treatment),
    )


def _today(desk: Desk) -> Page:
    from clinicdesk.ui.today import make

    return make(desk)


def _due(desk: Desk) -> int:
    count: int = desk.services.followups.badge(owner_id=desk.coordinator.staff)
    return count


def _pipeline(desk: Desk) -> Page:
    from clinicdesk.ui.pipeline import make

    return make(desk)


def _patients(desk: Desk) -> Page:
    from clinicdesk.ui.patients import make_list

    return make_list(desk)


def _plan(desk: Desk) -> Page:
    from clinicdesk.ui.plans import make

    return make(desk)


def _record(desk: Desk) -> Page:
    from clinicdesk.ui.patients import make_record

    return make_record(desk)


def _numbers(desk: Desk) -> Page:
    from clinicdesk.ui.numbers import make

    return make(desk)


def _settings(desk: Desk) -> Page:
    from clinicdesk.ui.settings import make

    return make(desk)


def _imports(desk: Desk) -> Page:
    from clinicdesk.ui.imports import make

    return make(desk)


def _inquiry(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.inquiry import open_inquiry

    return open_inquiry(desk, window, **facts)


def _deposit(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.payments import open_deposit

    return open_deposit(desk, window, **facts)


def _refund(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.payments import open_refund

    return open_refund(desk, window, **facts)


def _receipt(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.payments import open_receipt

    return open_receipt(desk, window, **facts)


def _statement(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.payments import open_statement

    return open_statement(desk, window, **facts)


def _wording(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.settings.catalogue.word_sheet import open_wording

    return open_wording(desk, window, **facts)


def _itinerary(desk: Desk, window: QWidget, **facts: Any) -> object:
    from clinicdesk.ui.itineraries import open_itinerary

    return open_itinerary(desk, window, **facts)


def _treatment(desk: Desk) -> Page:
    from clinicdesk.ui.treatments import make

    return make(desk)


def _open_treatment(desk: Desk, window: QWidget, **facts: Any) -> None:
    from clinicdesk.ui.treatments import open_treatment

    open_treatment(desk, window, **facts)
