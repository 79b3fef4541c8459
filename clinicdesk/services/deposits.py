"""Deposit requests: an amount on an issued plan, a held date, and the refund rule frozen with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.deposits import DepositRequest, check_ladder
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import FactKind, Lead
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import marked, within_line
from clinicdesk.domain.visits import Appointment, AppointmentState
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import COORDINATION, EVERYBODY, permitted
from clinicdesk.services.receipt_papers import issued_plan
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
            lead = _lead(work, lead_id)
            issued = issued_plan(work, plan_id)
            if issued.plan.patient_id != lead.patient_id:
                raise NotFound(marked("This plan is not one of the patient's."))
            amount = issued.paper.deposit.amount if minor is None else Money(minor, issued.total.currency)
            if not 0 < amount.minor <= issued.total.minor:
                raise InvalidInput(
                    marked("The deposit is above zero and at most the total of {total}."),
                    field="deposit",
                    total=issued.total,
                )
            steps = issued.paper.deposit.ladder if ladder is None else ladder
            check_ladder(steps)
            self._withdraw_open(work, lead_id)
            ends = self._hold_end(work, starts_at, hold_ends_at)
            visit = _held(
                work,
                lead,
                Appointment(
                    0,
                    lead.patient_id,
                    starts_at or work.at,
                    AppointmentState.HELD,
                    minutes,
                    lead_id,
                    plan_id,
                    title=within_line(title, "title"),
                    chair=within_line(chair, "chair"),
                    dentist_id=dentist_id or issued.plan.dentist_id,
                    held_until=ends,
                    changed_at=work.at,
                ),
                new=starts_at is not None,
            )
            request = DepositRequest(
                id=0,
                lead_id=lead_id,
                plan_id=plan_id,
                revision_id=plans.revisions(work, plan_id)[0].id,
                amount=amount,
                requested_at=work.at,
                ladder=steps,
                free_moves=issued.paper.deposit.free_moves if free_moves is None else free_moves,
                appointment_id=visit.id if visit else None,
                hold_ends_at=visit.held_until if visit else None,
                channel=channel,
                ways=tuple(ways) or issued.paper.deposit.ways,
                by=work.by,
            )
            request = replace(request, id=repository.add_request(work, request))
            detail = {"request_id": request.id, "plan_id": plan_id}
            leads.add_fact(work, lead_id, FactKind.DEPOSIT_REQUESTED, detail=detail)
            reconcile(work, self.context, lead.patient_id)
            work.remember(operation, {"request_id": request.id})
            work.audit("deposit.request", "deposit_request", request.id)
        return self._requested(request)

    def _requested(self, request: DepositRequest) -> Done[DepositRequest]:
        return Done(
            request,
            MONEY,
            marked("A deposit of {amount} was requested."),
            {"amount": request.amount},
            partial(self.withdraw_request, request.id),
        )

    def _hold_end(
        self, work: Work, starts_at: datetime | None, hold_ends_at: datetime | None
    ) -> datetime | None:
        """Return when the hold of a new date ends: as asked, else after the promised days; never after it."""
        if starts_at is None:
            return None
        if starts_at <= work.at:
            raise InvalidInput(marked("The held date lies in the future."), field="starts_at")
        if hold_ends_at is None:
            days = settings_of(work, self.context).clinic.promises.hold_days
            return min(work.at + timedelta(days=days), starts_at)
        if not work.at < hold_ends_at <= starts_at:
            raise InvalidInput(
                marked("The hold ends after now and before the date that it holds."), field="hold_ends_at"
            )
        return hold_ends_at

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
    def open_request(self, lead_id: int) -> DepositRequest | None:
        """Return the deposit asked for on this inquiry and not withdrawn; None where there is none."""
        with self.context.reading() as work:
            return repository.open_request(work, lead_id)


def _held(work: Work, lead: Lead, wanted: Appointment, *, new: bool) -> Appointment | None:
    """Return the appointment that a request is tied to: a new date, else the one that is booked already."""
    if new:
        return replace(wanted, id=visits.add(work, wanted))
    return repository.booked_visit(work, lead.id)


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
