"""Deposit requests: an amount on an issued plan, a held date, and the refund rule frozen with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.deposits import DepositRequest, check_ladder, last_days
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind, Lead
from clinicdesk.domain.money import Money
from clinicdesk.domain.pay_codes import PayWay, codes, pay_link
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.text import marked, within_line
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.papers import press
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.services.receipt_papers import IssuedPlan, issued_plan
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads, plans, visits
from clinicdesk.storage import payments as repository
from clinicdesk.storage.work import Work

MONEY = Changes.PAYMENTS | Changes.LEADS | Changes.VISITS | Changes.FOLLOWUPS


class DepositRequests:
    """Asks for deposits and takes the asking back; a part of ``Payments``."""

    context: Context

    @permitted(COORDINATION)
    def request_deposit(
        self,
        lead_id: int,
        *,
        plan_id: int,
        minor: int | None = None,
        starts_at: datetime | None = None,
        minutes: int = 60,
        chair: str = "",
        dentist_id: int | None = None,
        title: str = "",
        hold_ends_at: datetime | None = None,
        ladder: tuple[RefundStep, ...] | None = None,
        free_moves: int | None = None,
        ways: Iterable[str] = (),
        channel: str = "",
        operation: UUID | None = None,
    ) -> Done[DepositRequest]:
        """Ask for a deposit on an issued plan and hold a date for it; an earlier request is withdrawn.

        Amount, refund ladder and free moves are those of the issued plan where they are left out. With
        ``starts_at`` that date is held until ``hold_ends_at`` (by default as long as the clinic promises);
        without it the request is tied to the date that is already held. The undo withdraws it.

        Raises NotFound, Conflict before the plan is issued, or InvalidInput (field "deposit", "starts_at",
        "hold_ends_at" or "ladder").
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "deposit.request")
            if earlier is not None:
                return self._requested(_request(work, earlier["request_id"]))
            lead, issued = _lead(work, lead_id), issued_plan(work, plan_id)
            request = _asked(work, lead, issued, _amount(issued, minor))
            request = replace(
                request,
                ladder=request.ladder if ladder is None else ladder,
                free_moves=request.free_moves if free_moves is None else free_moves,
                channel=channel,
                ways=tuple(ways) or request.ways,
            )
            check_ladder(request.ladder)
            hold = None
            if starts_at is not None:
                hold = self._hold(work, request, lead, starts_at, hold_ends_at)
                dentist_id = dentist_id or issued.plan.dentist_id
                hold = replace(hold, minutes=minutes, title=title, chair=chair, dentist_id=dentist_id)
            request = self._store(work, request, lead, hold)
            work.remember(operation, {"request_id": request.id})
        return self._requested(request)

    def _store(
        self, work: Work, request: DepositRequest, lead: Lead, hold: Appointment | None
    ) -> DepositRequest:
        """Store a request in place of the one before it, tied to a new hold or to what is booked already."""
        self._withdraw_open(work, lead.id)
        visit = repository.booked_visit(work, lead.id)
        if hold is not None:
            hold = replace(
                hold, title=within_line(hold.title, "title"), chair=within_line(hold.chair, "chair")
            )
            visit = replace(hold, id=visits.add(work, hold))
        if visit is not None:
            request = replace(request, appointment_id=visit.id, hold_ends_at=visit.held_until)
        request = replace(request, id=repository.add_request(work, request))
        detail = {"request_id": request.id, "plan_id": request.plan_id}
        leads.add_fact(work, lead.id, FactKind.DEPOSIT_REQUESTED, detail=detail)
        reconcile(work, self.context, lead.patient_id)
        work.audit("deposit.request", "deposit_request", request.id)
        return request

    def _requested(self, request: DepositRequest) -> Done[DepositRequest]:
        return Done(
            request,
            MONEY,
            marked("A deposit of {amount} was requested."),
            {"amount": request.amount},
            partial(self.withdraw_request, request.id),
        )

    def _hold(
        self, work: Work, request: DepositRequest, lead: Lead, starts_at: datetime, ends_at: datetime | None
    ) -> Appointment:
        """Return the new hold of a date; it ends as asked, else after the promised days, never after it."""
        if starts_at <= work.at:
            raise InvalidInput(marked("The held date lies in the future."), field="starts_at")
        days = settings_of(work, self.context).clinic.promises.hold_days
        ends = min(work.at + timedelta(days=days), starts_at) if ends_at is None else ends_at
        if not work.at < ends <= starts_at:
            raise InvalidInput(
                marked("The hold ends after now and before the date that it holds."), field="hold_ends_at"
            )
        return Appointment(
            id=0,
            patient_id=lead.patient_id,
            starts_at=starts_at,
            state=AppointmentState.HELD,
            lead_id=lead.id,
            plan_id=request.plan_id,
            held_until=ends,
            changed_at=work.at,
        )

    def _withdraw_open(self, work: Work, lead_id: int) -> None:
        request = repository.open_request(work, lead_id)
        if request is not None and not _paid(work, request):
            self._withdraw(work, request)

    def _withdraw(self, work: Work, request: DepositRequest) -> None:
        """Let a request count no more: its fact is taken back and the date it held is free again."""
        repository.set_withdrawn(work, request.id, work.at)
        for fact in leads.facts(work, request.lead_id):
            if fact.kind is FactKind.DEPOSIT_REQUESTED and fact.detail.get("request_id") == request.id:
                leads.retract_fact(work, fact.id)
        visit = visits.get(work, request.appointment_id) if request.appointment_id is not None else None
        if visit is not None and visit.state is AppointmentState.HELD:
            visits.write(work, replace(visit, state=AppointmentState.CANCELLED, held_until=None))

    @permitted(COORDINATION)
    def withdraw_request(self, request_id: int) -> Done[DepositRequest]:
        """Take a deposit request back; the date it held is free again. Raises Conflict once it is paid."""
        with self.context.writing() as work:
            request = _request(work, request_id)
            if _paid(work, request):
                raise Conflict(marked("This deposit was paid. Refund or void the payment instead."))
            if request.withdrawn_at is None:
                self._withdraw(work, request)
                reconcile(work, self.context, _lead(work, request.lead_id).patient_id)
                work.audit("deposit.withdraw", "deposit_request", request_id)
        return Done(
            request,
            MONEY,
            marked("The deposit request of {amount} was taken back."),
            {"amount": request.amount},
            partial(self.restore_request, request_id),
        )

    @permitted(COORDINATION)
    def restore_request(self, request_id: int) -> Done[DepositRequest]:
        """Let a withdrawn request count again, with the date it held."""
        with self.context.writing() as work:
            request = _request(work, request_id)
            if request.withdrawn_at is not None:
                self._withdraw_open(work, request.lead_id)
                repository.set_withdrawn(work, request_id, None)
                visit = (
                    visits.get(work, request.appointment_id) if request.appointment_id is not None else None
                )
                if visit is not None and visit.state is AppointmentState.CANCELLED:
                    held = replace(visit, state=AppointmentState.HELD, held_until=request.hold_ends_at)
                    visits.write(work, held)
                detail = {"request_id": request_id, "plan_id": request.plan_id}
                leads.add_fact(
                    work, request.lead_id, FactKind.DEPOSIT_REQUESTED, at=request.requested_at, detail=detail
                )
                reconcile(work, self.context, _lead(work, request.lead_id).patient_id)
                work.audit("deposit.restore", "deposit_request", request_id)
        return self._requested(replace(request, withdrawn_at=None))

    @permitted(EVERYBODY)
    def request_pdf(
        self,
        lead_id: int,
        *,
        plan_id: int,
        minor: int | None = None,
        starts_at: datetime | None = None,
        hold_ends_at: datetime | None = None,
        ladder: tuple[RefundStep, ...] | None = None,
        free_moves: int | None = None,
        ways: Iterable[str] = (),
    ) -> bytes:
        """Return the paper of a deposit request with these terms, as ``request_deposit`` takes them.

        Nothing is stored. Raises NotFound, Conflict before the plan is issued, or InvalidInput.
        """
        from clinicdesk.documents.deposit import deposit_pdf

        with self.context.reading() as work:
            lead, issued = _lead(work, lead_id), issued_plan(work, plan_id)
            asked = _asked(work, lead, issued, _amount(issued, minor))
            visit = repository.booked_visit(work, lead_id) if starts_at is None else None
            clinic = settings_of(work, self.context).clinic
        held_at, ends_at = (visit.starts_at, visit.held_until) if visit else (starts_at, hold_ends_at)
        steps = asked.ladder if ladder is None else ladder
        check_ladder(steps)
        paper, terms, wanted = issued.paper, issued.paper.deposit, tuple(ways) or asked.ways
        link = pay_link(clinic.pay_link, paper.number, asked.amount) if "link" in wanted else ""
        terms = replace(
            terms,
            amount=asked.amount,
            points=terms.points if asked.amount == terms.amount else 0,
            ladder=steps,
            ladder_until=last_days(steps, clinic_date(held_at, clinic.tz)) if held_at else (),
            free_moves=terms.free_moves if free_moves is None else free_moves,
            held_at=held_at,
            hold_ends_at=ends_at,
            ways=wanted,
            pay_link=link,
        )
        return deposit_pdf(_with_codes(replace(paper, deposit=terms)), press())

    @permitted(EVERYBODY)
    def open_request(self, lead_id: int) -> DepositRequest | None:
        """Return the deposit asked for on this inquiry and not withdrawn; None where there is none."""
        with self.context.reading() as work:
            return repository.open_request(work, lead_id)


def _with_codes(paper: PlanDocument) -> PlanDocument:
    """Return the paper with the codes of the ways and the amount that it names."""
    terms, head = paper.deposit, paper.letterhead
    made = codes(
        tuple(way for way in PayWay if way in terms.ways),
        head.bank,
        holder=head.payee,
        link=terms.pay_link,
        amount=terms.amount,
        reference=terms.reference,
    )
    return replace(paper, deposit=replace(terms, codes=made))


def _asked(work: Work, lead: Lead, issued: IssuedPlan, amount: Money) -> DepositRequest:
    """Return a request on the terms of the issued plan; raises NotFound for another patient's plan."""
    if issued.plan.patient_id != lead.patient_id:
        raise NotFound(marked("This plan is not one of the patient's."))
    terms = issued.paper.deposit
    return DepositRequest(
        id=0,
        lead_id=lead.id,
        plan_id=issued.plan.id,
        revision_id=plans.revisions(work, issued.plan.id)[0].id,
        amount=amount,
        requested_at=work.at,
        ladder=terms.ladder,
        free_moves=terms.free_moves,
        ways=terms.ways,
        by=work.by,
    )


def _amount(issued: IssuedPlan, minor: int | None) -> Money:
    """Return the amount to ask for: as typed, else the issued plan's; above zero and within its total."""
    amount = issued.paper.deposit.amount if minor is None else Money(minor, issued.total.currency)
    if not 0 < amount.minor <= issued.total.minor:
        raise InvalidInput(
            marked("The deposit is above zero and at most the total of {total}."),
            field="deposit",
            total=issued.total,
        )
    return amount


def _paid(work: Work, request: DepositRequest) -> bool:
    """Return whether anything of the request's deposit was paid and not given back or voided."""
    own = [p for p in repository.of_plan(work, request.plan_id) if p.request_id == request.id]
    return sum(p.amount.minor for p in own) > 0


def _request(work: Work, request_id: int) -> DepositRequest:
    request = repository.get_request(work, request_id)
    if request is None:
        raise NotFound(marked("This deposit request is not in the clinic's file."))
    return request


def _lead(work: Work, lead_id: int) -> Lead:
    lead = leads.get(work, lead_id)
    if lead is None:
        raise NotFound(marked("This inquiry is not in the clinic's file."))
    return lead
