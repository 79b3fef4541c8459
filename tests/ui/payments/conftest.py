"""A window on a real clinic with one issued plan, and the sheet of its money."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clinicdesk.domain.plans import Plan
from clinicdesk.services import Services
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.pages import pages, sheets
from clinicdesk.ui.payments.sheet import PaymentSheet
from clinicdesk.ui.prompts import ScriptedPrompts
from tests.services.money_desk import Desk as Clinic
from tests.ui.conftest import MakeWindow


@dataclass
class Till:
    """The window, what it works with, and the facts behind it."""

    window: MainWindow
    desk: Desk
    clinic: Clinic
    prompts: ScriptedPrompts
    plan: Plan

    @property
    def services(self) -> Services:
        services: Services = self.desk.services
        return services

    def open(self, **facts: object) -> PaymentSheet:
        """Open the sheet of the clinic's one inquiry."""
        self.desk.navigator.open_sheet("deposit", lead_id=self.clinic.lead_id, **facts)
        return self.window.findChildren(PaymentSheet)[-1]

    def dialog(self, kind: type[QWidget]) -> QWidget:
        """Return the dialog of a kind that is open."""
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and not w.isHidden())


MakeTill = Callable[[], Till]


@pytest.fixture
def till(storage: Storage, open_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> Till:
    """A window whose one inquiry has an issued plan of implants and a crown, with a deposit of 300 USD."""
    clinic = Clinic(storage)
    plan = clinic.draft()
    clinic.plans.issue(plan.id)
    prompts = ScriptedPrompts()
    window, desk = open_window(
        list(pages()), list(sheets()), services=Services(clinic.context), prompts=prompts
    )
    monkeypatch.setitem(desk.facts, "opener", RecordingOpener())
    window.show()
    return Till(window, desk, clinic, prompts, plan)
