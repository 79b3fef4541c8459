"""What is done with a whole plan: issue it, record it as sent, ask for the deposit, hand its paper out."""

from uuid import uuid4

from clinicdesk.domain.messages import Channel, PaperMail
from clinicdesk.domain.wordings import Term
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.reading import Reading
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.widgets.paper_acts import MakePdf, PaperFile
from clinicdesk.ui.wording import channel_name, upper_first

TITLE = "Treatment plan and quotation"
"""The paper's title, in the documents' words."""


class Acts:
    """The acts of one editor; each asks what it must, and tells what it did."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        """Act on ``draft``."""
        self._desk, self._draft = desk, draft
        self._operation = uuid4()

    def issue(self, name: str) -> bool:
        """Ask, then freeze the draft as its next revision; return whether it was issued."""
        desk, t, plan = self._desk, self._desk.t, self._draft.plan
        if not self._draft.flush():
            desk.notices.fail(self._draft.problem)
            return False
        text = t(
            "Revision {revision} for {name} is frozen with its prices and its PDF. "
            "A later change makes another revision.",
            revision=plan.revision + 1,
            name=name,
        )
        if not desk.prompts.confirm(t("Issue plan {number}", number=plan.number), text, t("Issue plan")):
            return False
        done = desk.commands.do(desk.services.plans.issue, plan.id, operation=self._operation)
        self._operation = uuid4()
        return done is not None

    def record_sent(self, reading: Reading) -> bool:
        """Ask by which channel the newest revision went out, and record it on the inquiry."""
        desk, t, plan = self._desk, self._desk.t, self._draft.plan
        if plan.lead_id is None or not plan.revision:
            return False
        own = reading.patient.preferred_channel
        channels = [channel.value for channel in Channel if channel is not Channel.PHONE]
        channels.sort(key=lambda channel: channel != own)
        answer = desk.prompts.choose_reason(
            t("Record plan {number} as sent", number=plan.number),
            t("How did revision {revision} go to {name}?", revision=plan.revision, name=reading.patient.name),
            [Choice(channel, upper_first(channel_name(t, channel))) for channel in channels],
            t("Record as sent"),
        )
        if answer is None:
            return False
        done = desk.commands.do(
            desk.services.leads.record_plan_sent,
            plan.lead_id,
            plan_id=plan.id,
            revision=plan.revision,
            channel=answer.key,
            operation=uuid4(),
        )
        return done is not None

    def request_deposit(self) -> None:
        """Open the sheet that asks for the deposit of the newest revision."""
        plan = self._draft.plan
        self._desk.navigator.open_sheet("deposit", lead_id=plan.lead_id, plan_id=plan.id)

    def can_request_deposit(self) -> bool:
        """Whether there is a revision, an inquiry, and a sheet for it."""
        plan = self._draft.plan
        issued = plan.lead_id is not None and plan.revision > 0
        return issued and self._desk.navigator.can_open("deposit")

    def paper(self, make: MakePdf, revision: int) -> PaperFile | None:
        """Return the plan's paper as it leaves the program; only what was issued goes into a mail."""
        if not self._draft.is_open:
            return None
        plan = self._draft.plan
        mail = PaperMail(
            patient_id=plan.patient_id,
            number=plan.number,
            language=plan.language,
            kind="plan_sent",
            title=TITLE,
            lead_id=plan.lead_id,
        )
        return PaperFile(self.file_name(revision), make, mail if revision else None)

    def estimate_phase(self, trip: int) -> None:
        """Start the estimate for a later trip, a plan of its own, and open it."""
        desk = self._desk
        if not self._draft.flush():
            return
        done = desk.commands.do(desk.services.plans.phase, self._draft.plan.id, trip=trip, operation=uuid4())
        if done is not None:
            desk.open_plan(done.value.id)

    def close(self) -> None:
        """Close the plan: nothing is due for it any more."""
        if self._draft.flush():
            self._desk.commands.do(self._desk.services.plans.close, self._draft.plan.id)

    def open_again(self) -> None:
        """Open a closed plan again."""
        self._desk.commands.do(self._desk.services.plans.open_again, self._draft.plan.id)

    def write_wording(self, term: Term, language: str, name: str) -> None:
        """Open the words of a term in a language of the plan, beside their English."""
        self._desk.navigator.open_sheet("wording", term=term, language=language, name=name)

    def file_name(self, revision: int) -> str:
        """Return the name of the paper's file: the plan's number and its revision, or that it is a draft."""
        t, number = self._desk.t, self._draft.plan.number
        return f"{number} {t('revision {revision}', revision=revision) if revision else t('draft')}"
