"""Treatment plans: drafts that are saved whole, the gate before issuing, and revisions that are frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Problem, blocks, problems
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import OPEN_STAGES
from clinicdesk.domain.money import Money
from clinicdesk.domain.options import is_compared
from clinicdesk.domain.plan_papers import PlanChange, PlanDocument
from clinicdesk.domain.plans import Plan, checked, lines
from clinicdesk.domain.revisions import changes
from clinicdesk.domain.text import marked
from clinicdesk.domain.totals import Totals, totals
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.issued_plans import IssuedPlans, unissued
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.papers import press
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.services.plan_drafts import copied, from_template, new_plan
from clinicdesk.services.plan_gate import known_of
from clinicdesk.services.plan_papers import document, unknown_glyphs
from clinicdesk.services.plan_phases import phase_draft
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, staff
from clinicdesk.storage import plans as repository
from clinicdesk.storage.plans import IssuedPaper, RevisionRow
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class PlanState:
    """How a plan stands, for the editor's head: when it was saved, issued or closed."""

    saved_at: datetime
    closed: bool
    revisions: tuple[RevisionRow, ...]


class Plans(IssuedPlans):
    """The plans of the clinic; a coordinator writes and issues them, everybody reads them."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(COORDINATION)
    def draft(
        self,
        *,
        patient_id: int,
        lead_id: int | None = None,
        language: str = "",
        currency: str = "",
        template: str = "",
        copy_of: int | None = None,
        operation: UUID | None = None,
    ) -> Done[Plan]:
        """Start a plan under the next number; the undo closes it, since a number is never used twice.

        Without a language the patient's is taken, where the catalogue has words for it. ``template`` is a key
        of ``Catalogue.plan_templates``; ``copy_of`` another plan. Raises NotFound, or InvalidInput.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "plan.draft")
            if earlier is not None:
                return self._drafted(_found(work, earlier["plan_id"]))
            plan = new_plan(work, self.context, patient_id, lead_id, language, currency)
            if copy_of is not None:
                plan = copied(_found(work, copy_of), plan)
            elif template:
                plan = from_template(work, self.context, plan, template)
            plan = self._add(work, plan, operation)
        return self._drafted(plan)

    def _add(self, work: Work, plan: Plan, operation: UUID | None) -> Plan:
        """Store a new draft under the next number."""
        clinic = settings_of(work, self.context).clinic
        series = f"{clinic.plan_series}-{clinic_date(work.at, clinic.tz).year}"
        plan = replace(plan, number=f"{series}-{work.next_in(f'plan:{series}'):04}")
        plan_id = repository.add(work, checked(plan))
        work.remember(operation, {"plan_id": plan_id})
        work.audit("plan.draft", "plan", plan_id)
        return _found(work, plan_id)

    @permitted(COORDINATION)
    def phase(self, plan_id: int, *, trip: int = 2, operation: UUID | None = None) -> Done[Plan]:
        """Start the estimate for a later trip of a plan: a plan of its own, at today's prices.

        It is issued, sent and paid like any other; its paper names the plan it belongs to. The undo closes
        it. Raises NotFound, or Conflict where the plan has no such trip.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "plan.phase")
            if earlier is not None:
                return self._drafted(_found(work, earlier["plan_id"]))
            plan = self._add(work, phase_draft(work, self.context, _found(work, plan_id), trip), operation)
        return self._drafted(plan)

    def _drafted(self, plan: Plan) -> Done[Plan]:
        return Done(
            plan,
            Changes.PLANS,
            marked("Plan {number} was started."),
            {"number": plan.number},
            partial(self.close, plan.id),
        )

    @permitted(EVERYBODY)
    def get(self, plan_id: int) -> Plan:
        """Return one draft as it was last saved; raises NotFound."""
        with self.context.reading() as work:
            return _found(work, plan_id)

    @permitted(EVERYBODY)
    def state(self, plan_id: int) -> PlanState:
        """Return how a plan stands: saved, closed, and what was issued of it. Raises NotFound."""
        with self.context.reading() as work:
            saved_at = repository.changed_at(work, plan_id)
            if saved_at is None:
                raise _unknown()
            return PlanState(
                saved_at, repository.is_closed(work, plan_id), repository.revisions(work, plan_id)
            )

    @permitted(COORDINATION)
    def save(self, plan: Plan) -> Done[Plan]:
        """Store the whole draft; the undo stores the one before. An issued revision is not touched.

        Raises NotFound, Conflict for a closed plan, or InvalidInput naming the field and, for a line, its
        ``option``, ``trip`` and ``item`` in the data.
        """
        draft = checked(plan)
        with self.context.writing() as work:
            before = _found(work, plan.id)
            if repository.is_closed(work, plan.id):
                raise Conflict(marked("Plan {number} is closed. Open it again first."), number=before.number)
            _refuse_strangers(work, draft, offer_of(work, self.context))
            repository.write(work, draft)
            work.audit("plan.save", "plan", plan.id)
            saved = replace(
                draft, number=before.number, patient_id=before.patient_id, revision=before.revision
            )
        return Done(
            saved,
            Changes.PLANS,
            marked("Plan {number} was saved."),
            {"number": before.number},
            partial(self.save, before),
        )

    @permitted(EVERYBODY)
    def totals(self, plan: Plan, option: int | None = None) -> Totals:
        """Return the sums of one option (from 0), by default of the chosen one."""
        return totals(plan, option)

    @permitted(EVERYBODY)
    def problems(self, plan: Plan | int) -> tuple[Problem, ...]:
        """Return what blocks issuing and what warns, blocks first; takes a draft as it is being edited."""
        with self.context.reading() as work:
            draft = _found(work, plan) if isinstance(plan, int) else plan
            return self._problems(work, draft, document(work, self.context, draft))

    def _problems(self, work: Work, plan: Plan, paper: PlanDocument) -> tuple[Problem, ...]:
        settings = settings_of(work, self.context)
        known = known_of(plan, offer_of(work, self.context), settings.clinic, work.at)
        found = problems(plan, known)
        stop = blocks(found)
        return (*stop, *unknown_glyphs(paper, plan), *found[len(stop) :])

    @permitted(EVERYBODY)
    def document(self, plan: Plan | int) -> PlanDocument:
        """Return the paper of the draft as it stands, not issued."""
        with self.context.reading() as work:
            draft = _found(work, plan) if isinstance(plan, int) else plan
            return document(work, self.context, draft)

    @permitted(EVERYBODY)
    def pdf(self, plan: Plan | int, *, draft: bool = True) -> bytes:
        """Return the draft as a PDF marked as one; raises UnknownGlyph for what cannot be drawn.

        With ``draft`` False it is for somebody to read, and Conflict is raised while something blocks: no
        line ever goes out in another language than the rest.
        """
        from clinicdesk.documents.plan import plan_pdf

        with self.context.reading() as work:
            found = _found(work, plan) if isinstance(plan, int) else plan
            paper = document(work, self.context, found)
            if not draft:
                self._refuse_blocked(work, found, paper)
            paper = _with_changes(work, found, paper)
        return plan_pdf(paper, press())

    @permitted(EVERYBODY)
    def options_pdf(self, plan: Plan | int, *, revision: int = 0) -> bytes:
        """Return the page that puts the options side by side, by itself: of the draft, or of a ``revision``.

        Raises NotFound, or Conflict for a plan that has no options to compare.
        """
        from clinicdesk.documents.options import options_pdf

        with self.context.reading() as work:
            found = _found(work, plan) if isinstance(plan, int) else plan
            paper = repository.document(work, found.id, revision) if revision else None
            if paper is None and revision:
                raise unissued(revision)
            paper = paper or document(work, self.context, found)
        if not is_compared(paper):
            raise Conflict(
                marked("Plan {number} has no options to put side by side: two or three are compared."),
                number=paper.number,
            )
        return options_pdf(paper, press())

    @permitted(EVERYBODY)
    def changes(self, plan: Plan | int) -> tuple[PlanChange, ...]:
        """Return what the draft says differently from its last issued revision; nothing before the first."""
        with self.context.reading() as work:
            draft = _found(work, plan) if isinstance(plan, int) else plan
            before = repository.document(work, draft.id, draft.revision)
            return changes(before, document(work, self.context, draft)) if before else ()

    @permitted(COORDINATION)
    def issue(self, plan_id: int, *, operation: UUID | None = None) -> Done[RevisionRow]:
        """Freeze the draft as the next revision, with its PDF. Final: a mistake is another revision.

        The PDF is made before the file is locked and dropped if the draft changed meanwhile. Raises NotFound,
        or Conflict while something blocks.
        """
        from clinicdesk.documents.plan import plan_pdf

        with self.context.reading() as work:
            paper = self._issuable(work, plan_id)
        pdf = plan_pdf(paper, press())
        with self.context.writing() as work:
            earlier = work.once(operation, "plan.issue")
            if earlier is None:
                if self._issuable(work, plan_id).check_code != paper.check_code:
                    raise Conflict(marked("The plan changed while it was being issued. Issue it again."))
                plan = _found(work, plan_id)
                total = totals(plan).total
                frozen = IssuedPaper(
                    paper, pdf, sha256(pdf).hexdigest(), total, paper.valid_until or date.max
                )
                repository.issue(work, plan, frozen)
                _value_lead(work, plan, total)
                reconcile(work, self.context, plan.patient_id)
                work.remember(operation, {"revision": paper.revision})
                work.audit("plan.issue", "plan", plan_id, {"revision": paper.revision})
                earlier = {"revision": paper.revision}
            rows = repository.revisions(work, plan_id)
        row = next(row for row in rows if row.revision == earlier["revision"])
        return Done(
            row,
            Changes.PLANS | Changes.LEADS | Changes.FOLLOWUPS,
            marked("Revision {revision} of {number} was issued."),
            {"revision": row.revision, "number": paper.number},
        )

    def _issuable(self, work: Work, plan_id: int) -> PlanDocument:
        """Return the sealed paper of the next revision; Conflict where the gate is not passed."""
        plan = _found(work, plan_id)
        if repository.is_closed(work, plan_id):
            raise Conflict(marked("Plan {number} is closed. Open it again first."), number=plan.number)
        zone = settings_of(work, self.context).clinic.tz
        paper = document(work, self.context, plan, issued_on=clinic_date(work.at, zone))
        self._refuse_blocked(work, plan, paper)
        return _with_changes(work, plan, paper).sealed()

    def _refuse_blocked(self, work: Work, plan: Plan, paper: PlanDocument) -> None:
        stop = blocks(self._problems(work, plan, paper))
        if stop:
            raise Conflict(
                marked("Plan {number} cannot be issued yet. Still to fix: {count}."),
                number=plan.number,
                count=len(stop),
                kinds=tuple(problem.kind for problem in stop),
            )

    @permitted(COORDINATION)
    def close(self, plan_id: int) -> Done[Plan]:
        """Close a plan: nothing more is due for it. The undo opens it again."""
        return self._set_closed(plan_id, True)

    @permitted(COORDINATION)
    def open_again(self, plan_id: int) -> Done[Plan]:
        """Open a closed plan again."""
        return self._set_closed(plan_id, False)

    def _set_closed(self, plan_id: int, closed: bool) -> Done[Plan]:
        with self.context.writing() as work:
            plan = _found(work, plan_id)
            repository.set_closed(work, plan_id, work.at if closed else None)
            reconcile(work, self.context, plan.patient_id)
            work.audit("plan.close" if closed else "plan.open", "plan", plan_id)
        return Done(
            plan,
            Changes.PLANS | Changes.FOLLOWUPS,
            marked("Plan {number} was closed.") if closed else marked("Plan {number} is open again."),
            {"number": plan.number},
            partial(self.open_again if closed else self.close, plan_id),
        )


def _found(work: Work, plan_id: int) -> Plan:
    plan = repository.get(work, plan_id)
    if plan is None:
        raise _unknown()
    return plan


def _with_changes(work: Work, plan: Plan, paper: PlanDocument) -> PlanDocument:
    """Return the paper with what it says differently from the last issued revision."""
    before = repository.document(work, plan.id, plan.revision)
    return replace(paper, changes=changes(before, paper) if before else ())


def _unknown() -> NotFound:
    return NotFound(marked("This plan is not in the clinic's file."))


def _refuse_strangers(work: Work, draft: Plan, offer: Offer) -> None:
    """Refuse a dentist or a procedure that the clinic does not have (InvalidInput with field and place)."""
    if draft.dentist_id is not None and staff.get(work, draft.dentist_id) is None:
        raise InvalidInput(marked("This person is not on the clinic's team."), field="dentist")
    for option, trip, place, item in lines(draft):
        if item.code not in offer.procedures:
            raise InvalidInput(
                marked("There is no procedure {code} in the catalogue."),
                field="code",
                code=item.code[:20],
                option=option,
                trip=trip,
                item=place,
            )


def _value_lead(work: Work, plan: Plan, total: Money) -> None:
    """Let an open inquiry be worth what its plan says, so that the pipeline's money is that of the papers."""
    lead = leads.get(work, plan.lead_id) if plan.lead_id is not None else None
    if lead is not None and lead.stage in OPEN_STAGES and lead.value != total:
        leads.write(work, replace(lead, value=total))
