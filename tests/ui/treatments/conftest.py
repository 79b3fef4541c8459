"""A window on a real clinic whose patient has arrived on an issued plan, and the page that records it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from clinicdesk.domain.plans import Plan, PlanOption, PlanTrip
from clinicdesk.services import Services
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.pages import pages, sheets
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.treatments.form import TreatmentForm
from clinicdesk.ui.treatments.page import TreatmentPage
from tests.services.money_desk import Desk as Clinic
from tests.ui.conftest import MakeWindow


@dataclass
class Surgery:
    """The window, the page on stage, and the facts behind it."""

    window: MainWindow
    desk: Desk
    clinic: Clinic
    prompts: ScriptedPrompts
    plan: Plan

    @property
    def services(self) -> Services:
        services: Services = self.desk.services
        return services

    @property
    def page(self) -> TreatmentPage:
        page = self.desk.navigator.page("treatment")  # type: ignore[attr-defined]
        assert isinstance(page, TreatmentPage)
        return page

    @property
    def form(self) -> TreatmentForm:
        form = self.page.form
        assert form is not None
        return form

    def open(self) -> TreatmentForm:
        """Open the page for the clinic's one inquiry, as Today does."""
        self.desk.navigator.open_sheet("treatment", lead_id=self.clinic.lead_id, plan_id=self.plan.id)
        return self.form


@pytest.fixture
def surgery(storage: Storage, open_window: MakeWindow) -> Surgery:
    """Two implants and a crown in trip 1, a further crown four months later; the patient is here."""
    clinic = Clinic(storage)
    first = PlanTrip((clinic.item("IMP-01", "36, 46"), clinic.item("CRN-01", "25")), days=6)
    second = PlanTrip((clinic.item("CRN-01", "27"),), days=4, healing_months=4)
    plan = clinic.draft(options=(PlanOption((first, second)),))
    clinic.plans.issue(plan.id)
    prompts = ScriptedPrompts()
    window, desk = open_window(
        list(pages()), list(sheets()), services=Services(clinic.context), prompts=prompts
    )
    at = desk.now() + timedelta(days=30)
    visit = desk.services.visits.hold(lead_id=clinic.lead_id, plan_id=plan.id, starts_at=at).value
    desk.services.visits.arrive(visit.id)
    window.show()
    return Surgery(window, desk, clinic, prompts, plan)
