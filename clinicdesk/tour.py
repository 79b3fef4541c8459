"""The guided tour: one patient's whole journey through the real windows, with pictures and every document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clinicdesk.demo.story import ENDS_AT, build
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.due import DueGroup
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.plans import Plan, PlanOption, PlanTrip, PlanVisit, item_of
from clinicdesk.domain.statements import Asked
from clinicdesk.domain.teeth import Chosen
from clinicdesk.domain.treatments import NextTrip, TreatmentLine
from clinicdesk.domain.visits import Travel
from clinicdesk.paths import Folders, folders
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.engine import open_clinic
from clinicdesk.ui.stage_hand import StageHand

SECTIONS = (
    "clinic",
    "hours",
    "closed-days",
    "staff",
    "deposit",
    "prices",
    "spend",
    "travellers",
    "backup",
    "computer",
)
SHOWN_SECTIONS = ("clinic", "hours", "closed-days", "deposit", "prices", "spend", "travellers", "backup")
MESSAGE = """New enquiry from SmileJet · ref SJ-884210
Received: 17 November 2026, 03:31 UTC

Name: Fiona MacLeod
Email: fiona.macleod@mailbox.example
Mobile: 07700 900 614
Country: Scotland, UK

“Hi, I am looking for a price for two implants lower right and maybe whitening. My husband and I will be in
Vietnam from 6 to 19 February 2027, so there is time. Budget is about £3,000.

Do I need a scan before? Please write, calls are hard for me at work.”
"""


def walk(folder: Path, *, patients: int = 300, say: Callable[[str], None] = print) -> None:
    """Tell the demo's story, then play Fiona's journey in the real windows; pictures go into ``folder``.

    Raises FileProblem where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="clinicdesk-tour-") as data:
        places = folders(Path(data))
        say(f"Inventing a clinic with {patients} patients. This takes a minute or two.")
        build(places.file, patients=patients)
        Tour(folder, places, say).play()


@dataclass
class Fiona:
    """Where the tour's patient stands."""

    lead: Lead
    plan_id: int = 0


class Tour:
    """The scenes in the order of the journey; each leaves its pictures and papers."""

    def __init__(self, folder: Path, places: Folders, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._clock = FixedClock(ENDS_AT)
        self._storage = open_clinic(places.file, at=ENDS_AT)
        self._services = Services(Context(self._storage, self._clock))
        owner = self._services.staff.all()[0]
        self._me = self._services.acting_as(owner)
        self._hand = StageHand(folder, self._services, self._clock, places, owner)

    def play(self) -> None:
        """Play every scene and close the clinic's file."""
        try:
            self._morning()
            fiona = self._inquiry()
            self._plan(fiona)
            self._deposit(fiona)
            self._itinerary(fiona)
            self._records(fiona)
            self._arrival(fiona)
            self._owner()
            self._beginning()
        finally:
            self._hand.close()
            self._storage.close()
        self._say(f"Pictures and documents are in {self._folder}.")

    def _shot(self, name: str) -> None:
        self._say(self._hand.picture(name).name)

    def _paper(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)
        self._say(name)

    def _morning(self) -> None:
        """The front desk opens Today; the same in the dark."""
        self._hand.show("today")
        self._shot("today")
        self._hand.dress_dark(True)
        self._shot("today-dark")
        self._hand.dress_dark(False)
        recalls = self._me.followups.due_list().rows
        due = next((row for row in recalls if row.group is DueGroup.RECALLS), None)
        if due is not None:
            today: Any = self._hand.window.stage.currentWidget()
            today.view.select(today.model.position(due.id))
            self._shot("recall")

    def _inquiry(self) -> Fiona:
        """A platform's message is pasted, read, looked at and saved; then it is answered."""
        hand = self._hand
        hand.desk.navigator.open_sheet("inquiry", text=MESSAGE)
        hand.settle()
        self._shot("new-inquiry")
        hand.click(hand.button("Accept all"))
        self._shot("new-inquiry-accepted")
        hand.click(hand.button("Save and write reply"))
        lead = self._newest_lead()
        self._shot("first-reply")
        hand.click(hand.button("I sent it"))
        self._shot("reply-sent")
        return Fiona(lead)

    def _newest_lead(self) -> Lead:
        hits = self._services.search.find("Fiona MacLeod")
        record = self._services.patients.record(hits[0].patient_id)
        return record.leads[0]

    def _plan(self, fiona: Fiona) -> None:
        """The plan is written from a template, issued and sent."""
        self._clock.move(timedelta(hours=2))
        plans = self._me.plans
        plan = plans.draft(
            patient_id=fiona.lead.patient_id, lead_id=fiona.lead.id, template="two_implants", language="en"
        ).value
        fiona.plan_id = plan.id
        self._hand.desk.open_plan(plan.id)
        self._shot("plan-editor")
        self._finish(plan.id)
        self._hand.desk.open_plan(plan.id)
        self._shot("plan-ready")
        self._paper("plan-draft.pdf", plans.pdf(plan.id))
        plans.issue(plan.id)
        self._hand.desk.open_plan(plan.id)
        self._shot("plan-issued")
        self._paper("plan-en.pdf", plans.revision_pdf(plan.id, 1))
        self._me.leads.record_plan_sent(fiona.lead.id, plan_id=plan.id, revision=1, channel="email")
        self._hand.show("pipeline")
        self._shot("pipeline")
        self._hand.dress_dark(True)
        self._shot("pipeline-dark")
        self._hand.dress_dark(False)

    def _finish(self, plan_id: int) -> None:
        from dataclasses import replace

        plan = self._me.plans.get(plan_id)
        dentist = next(member for member in self._services.staff.all() if member.dentist)
        summary = (
            "Two missing teeth at the lower right are replaced by implants in two trips. The implants need "
            "about four months to heal, so the crowns are fitted on the second trip."
        )
        trips = tuple(
            replace(
                trip,
                items=tuple(replace(item, teeth=(46, 47)) if item.teeth else item for item in trip.items),
            )
            for trip in plan.options[0].trips
        )
        self._me.plans.save(
            replace(
                plan,
                dentist_id=dentist.id,
                summary=summary,
                records=("Panoramic X-ray, 2 November 2026", "4 photos"),
                options=(replace(plan.options[0], trips=trips),),
            )
        )
        vietnamese = replace(self._me.plans.get(plan_id), language="vi", second_language="en")
        self._paper("plan-vi-en.pdf", self._me.plans.pdf(vietnamese))
        self._paper("options-en.pdf", self._me.plans.options_pdf(self._two_ways(plan_id)))

    def _two_ways(self, plan_id: int) -> Plan:
        """Return the plan with a bridge beside its implants; it is printed and not kept."""
        from dataclasses import replace

        plan, bridge = self._me.plans.get(plan_id), self._me.catalogue.get("BRG-01")
        line = item_of(bridge, plan.currency, Chosen((45, 46, 47, 48)))
        visits = tuple(PlanVisit(visit.day, visit.key, visit.minutes) for visit in bridge.visits)
        implants = replace(
            plan.options[0],
            title="Two implants",
            note="each tooth stands alone",
            suits=("your own teeth beside the gap are sound",),
            answers=("Brush and floss, as your own teeth",),
        )
        other = PlanOption(
            (PlanTrip((line,), visits, starts_on=plan.options[0].trips[0].starts_on, days=bridge.days),),
            "One bridge",
            "the teeth beside the gap carry it",
            suits=("you want to travel once",),
            answers=("Brush, and a small brush under the bridge",),
        )
        return replace(plan, options=(implants, other), comparisons=("Cleaning at home",))

    def _deposit(self, fiona: Fiona) -> None:
        """The deposit is asked for, paid, and receipted in two languages."""
        from clinicdesk.domain.payments import PaymentKind
        from clinicdesk.services.payments import Received

        hand, me = self._hand, self._me
        self._clock.move(timedelta(hours=20))
        hand.tick()
        hand.desk.navigator.open_sheet("deposit", lead_id=fiona.lead.id, plan_id=fiona.plan_id)
        self._shot("deposit-request")
        hand.click(hand.button("Cancel"))
        request = me.payments.request_deposit(
            fiona.lead.id, plan_id=fiona.plan_id, starts_at=self._clock.now() + timedelta(days=84), chair="1"
        ).value
        hand.desk.navigator.open_sheet("deposit", lead_id=fiona.lead.id, plan_id=fiona.plan_id)
        self._shot("deposit-payment")
        hand.click(hand.button("Cancel"))
        self._clock.move(timedelta(days=1))
        me.leads.accept_plan(fiona.lead.id, plan_id=fiona.plan_id)
        payment = me.payments.record(
            Received(
                patient_id=fiona.lead.patient_id,
                kind=PaymentKind.DEPOSIT,
                amount=request.amount,
                plan_id=fiona.plan_id,
                lead_id=fiona.lead.id,
                way="card",
                payer="Fiona MacLeod",
                language="vi",
                second_language="en",
            )
        ).value
        self._paper("receipt-vi-en.pdf", me.payments.receipt_pdf(me.payments.receipt_number(payment.id)))
        asked = Asked(plan_id=fiona.plan_id, language="vi", second_language="en")
        given = me.statements.give(asked).value
        self._paper("statement-vi-en.pdf", me.statements.given_pdf(given.id))

    def _itinerary(self, fiona: Fiona) -> None:
        """The journey is noted and the itinerary issued, with its calendar file."""
        hand, me = self._hand, self._me
        lead_id = fiona.lead.id
        visit = me.visits.of_lead(lead_id)[0]
        travel = Travel(
            lead_id,
            lands_at=visit.starts_at - timedelta(hours=17),
            leaves_at=visit.starts_at + timedelta(days=8, hours=3),
            flight="SQ 176",
            hotel="Han River Hotel",
            transfer="Driver Tuấn, sign “MacLeod”",
        )
        me.visits.set_travel(lead_id, travel)
        hand.desk.navigator.open_sheet("itinerary", lead_id=lead_id)
        self._shot("itinerary")
        hand.click(hand.button("Issue itinerary"))
        self._shot("itinerary-issued")
        hand.click(hand.button("Close"))
        row = me.itineraries.of_patient(fiona.lead.patient_id)[0]
        self._paper("itinerary-en.pdf", me.itineraries.issued_pdf(row.id))
        self._paper("itinerary-en.ics", me.itineraries.issued_calendar(row.id))
        both = me.itineraries.wish(fiona.plan_id, language="vi", second_language="en")
        self._paper("itinerary-vi-en.pdf", me.itineraries.pdf(both))

    def _records(self, fiona: Fiona) -> None:
        """The list of patients, and Fiona's record."""
        hand = self._hand
        hand.show("patients")
        self._shot("patients")
        hand.desk.open_patient(fiona.lead.patient_id)
        self._shot("record")

    def _arrival(self, fiona: Fiona) -> None:
        """Fiona lands, is treated, and what follows is computed."""
        me, hand = self._me, self._hand
        visit = me.visits.of_lead(fiona.lead.id)[0]
        me.leads.record_itinerary_sent(fiona.lead.id, channel="email")
        self._clock.at = visit.starts_at + timedelta(minutes=5)
        me.visits.arrive(visit.id)
        self._clock.move(timedelta(days=5))
        hand.tick()
        hand.desk.navigator.open_record("treatment", fiona.lead.id)
        self._shot("record-treatment")
        today = self._clock.now().date()
        plan = me.plans.get(fiona.plan_id)
        lines = [
            TreatmentLine(
                code=item.code, teeth=item.teeth, dentist_id=plan.dentist_id, material=item.material
            )
            for item in plan.options[0].trips[0].items
        ]
        window = NextTrip(
            0,
            fiona.lead.patient_id,
            today + timedelta(days=120),
            today + timedelta(days=165),
            plan_id=plan.id,
        )
        me.treatments.record(fiona.lead.id, lines=lines, last_day=today, next_trip=window, feels="happy")
        hand.desk.open_patient(fiona.lead.patient_id)
        self._shot("record-treated")
        estimate = me.plans.phase(plan.id).value
        hand.desk.open_plan(estimate.id)
        self._shot("phase-two")
        self._paper("phase-two-en.pdf", me.plans.pdf(estimate.id))

    def _owner(self) -> None:
        """The owner's quarter as files, and the settings."""
        for path in self._services.numbers.export("2026Q3", self._folder):
            self._say(path.name)
        hand = self._hand
        hand.show("numbers")
        self._shot("numbers")
        hand.show("settings")
        settings: Any = hand.window.stage.currentWidget()
        for name in SHOWN_SECTIONS:
            settings.list.setCurrentRow(SECTIONS.index(name))
            self._shot(f"settings-{name}")

    def _beginning(self) -> None:
        """How it begins: importing a spreadsheet, and the first five minutes."""
        hand = self._hand
        if hand.desk.navigator.can_open("import"):
            hand.desk.navigator.open_record("import", "patients")
            self._shot("import")
        wizard = hand.first_run()
        self._say(hand.picture("first-run", wizard).name)
        wizard.close()
