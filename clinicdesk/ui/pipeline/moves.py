"""What a move means: the fact of the target stage is recorded, and only what is missing is asked."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from clinicdesk.domain.board import Card
from clinicdesk.domain.changes import Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.leads import Fact, FactKind, LostReason, Stage, beyond
from clinicdesk.domain.record import PlanRow
from clinicdesk.ui.asking import ask_channel, ask_lost_reason
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.pipeline.words import FACTS
from clinicdesk.ui.prompts import Choice
from clinicdesk.ui.stage_names import stage_name

ORDER = tuple(Stage)
_SHEETS = {Stage.DEPOSIT_REQUESTED: "deposit", Stage.DEPOSIT_PAID: "deposit", Stage.TREATED: "treatment"}
_OWN_UNDO = frozenset({FactKind.DEPOSIT_PAID, FactKind.ARRIVED, FactKind.TREATED})
"""Facts of payments, visits and treatments: they are undone where they were made, on the record."""


class Moves:
    """Turns a requested move into the record of what happened; the board is read again afterwards."""

    def __init__(self, desk: Desk) -> None:
        """Record through ``desk``."""
        self._desk = desk

    def can(self, card: Card, target: Stage) -> bool:
        """Whether the move can be made with what this window has: sheets that are not there take no drop."""
        if card.stage is target:
            return False
        if card.stage is Stage.LOST or target is Stage.LOST or self._is_back(card, target):
            return True
        return target not in _SHEETS or self._desk.navigator.can_open(_SHEETS[target])

    def neighbour(self, card: Card, step: int) -> Stage | None:
        """Return the stage one column before or after the card's; None beside the board."""
        place = ORDER.index(card.stage) + step
        found = ORDER[place] if card.stage is not Stage.LOST and 0 <= place < len(ORDER) - 1 else None
        return found if found is not None and self.can(card, found) else None

    def move(self, card: Card, target: Stage) -> None:
        """Record what the target stage means, or take back what stands beyond it."""
        if not self.can(card, target):
            return
        if card.stage is Stage.LOST:
            self._desk.commands.do(self._desk.services.leads.reopen, card.lead_id, operation=uuid4())
        elif target is Stage.LOST:
            self._lose(card)
        elif self._is_back(card, target):
            self._step_back(card, target)
        else:
            getattr(self, f"_to_{target.value}")(card)

    def _is_back(self, card: Card, target: Stage) -> bool:
        return ORDER.index(target) < ORDER.index(card.stage)

    # Forward, a method for each stage

    def _to_replied(self, card: Card) -> None:
        t = self._desk.t
        self._by_channel(
            card,
            t("Log a reply to {name}", name=card.name),
            t("A message that was sent, or a call with an outcome. An automatic answer is no reply."),
            t("Log the reply"),
            self._desk.services.leads.record_reply,
        )

    def _to_plan_sent(self, card: Card) -> None:
        t = self._desk.t
        plan = self._issued_plan(card)
        if plan is None:
            return
        self._by_channel(
            card,
            t("Log plan {plan} as sent to {name}", plan=plan.number, name=card.name),
            t("Revision {revision} is recorded as the one that was sent.", revision=plan.revision),
            t("Log as sent"),
            self._desk.services.leads.record_plan_sent,
            plan_id=plan.id,
            revision=plan.revision,
        )

    def _to_deposit_requested(self, card: Card) -> None:
        plan = self._issued_plan(card)
        if plan is not None:
            self._desk.navigator.open_sheet("deposit", lead_id=card.lead_id, plan_id=plan.id)

    def _to_deposit_paid(self, card: Card) -> None:
        asked = self._desk.services.payments.open_request(card.lead_id)
        plan = None if asked else self._issued_plan(card)
        plan_id = asked.plan_id if asked else plan.id if plan else None
        if plan_id is not None:
            self._desk.navigator.open_sheet("deposit", lead_id=card.lead_id, plan_id=plan_id, payment=True)

    def _to_pre_arrival(self, card: Card) -> None:
        t = self._desk.t
        self._by_channel(
            card,
            t("Log the itinerary as sent to {name}", name=card.name),
            t("The confirmation of dates, hotel and transfer."),
            t("Log as sent"),
            self._desk.services.leads.record_itinerary_sent,
        )

    def _to_arrived(self, card: Card) -> None:
        self._desk.commands.do(self._desk.services.visits.arrive, lead_id=card.lead_id)

    def _to_treated(self, card: Card) -> None:
        self._desk.navigator.open_sheet("treatment", lead_id=card.lead_id)

    def _lose(self, card: Card) -> None:
        reason = ask_lost_reason(self._desk, card.name)
        if reason is not None:
            self._desk.commands.do(
                self._desk.services.leads.lose,
                card.lead_id,
                reason=LostReason(reason.key),
                note=reason.note,
                operation=uuid4(),
            )

    def _by_channel(
        self, card: Card, title: str, text: str, verb: str, record: Callable[..., Done[Any]], **facts: Any
    ) -> None:
        note = self._desk.t("What was said, optional")
        asked = ask_channel(self._desk, title, text, verb, likely=(card.channel,), note=note)
        if asked is not None:
            self._desk.commands.do(
                record, card.lead_id, channel=asked.key, text=asked.note, operation=uuid4(), **facts
            )

    def _issued_plan(self, card: Card) -> PlanRow | None:
        """Return the issued plan that is meant; where there is none, open or begin one and return None."""
        try:
            plans: Sequence[PlanRow] = self._desk.services.plans.for_lead(card.lead_id)
        except ClinicError as error:
            self._desk.commands.tell(error)
            return None
        standing = [plan for plan in plans if not plan.closed]
        issued = [plan for plan in standing if plan.revision]
        if not issued:
            self._begin_plan(card, standing)
            return None
        return issued[0] if len(issued) == 1 else self._choose_plan(card, issued)

    def _choose_plan(self, card: Card, issued: Sequence[PlanRow]) -> PlanRow | None:
        t = self._desk.t
        choices = [
            Choice(str(plan.id), f"{plan.number} {plan.title}, {t.formats.money(plan.total)}")
            for plan in issued
            if plan.total is not None
        ]
        asked = self._desk.prompts.choose_reason(
            t("Choose the plan of {name}", name=card.name),
            t("Several issued plans stand open."),
            choices,
            t("Choose"),
        )
        return next((plan for plan in issued if asked is not None and str(plan.id) == asked.key), None)

    def _begin_plan(self, card: Card, drafts: Sequence[PlanRow]) -> None:
        t, desk = self._desk.t, self._desk
        if not desk.navigator.can_open("plan"):
            desk.notices.fail(t("{name} has no issued plan yet. Issue one first.", name=card.name))
            return
        if drafts:
            desk.notices.say(t("The plan of {name} is not issued yet.", name=card.name))
            desk.open_plan(drafts[0].id)
            return
        made = desk.commands.do(
            desk.services.plans.draft,
            patient_id=card.patient_id,
            lead_id=card.lead_id,
            currency=card.value.currency if card.value else "",
        )
        if made is not None:
            desk.open_plan(made.value.id)

    # Back

    def _step_back(self, card: Card, target: Stage) -> None:
        desk, t = self._desk, self._desk.t
        try:
            facts = beyond(desk.services.leads.facts(card.lead_id), target)
        except ClinicError as error:
            desk.commands.tell(error)
            return
        stuck = [fact for fact in facts if fact.kind in _OWN_UNDO]
        if stuck:
            desk.notices.fail(
                t(
                    "{what} belongs to a payment, a visit or a treatment. Take it back on the record.",
                    what=self._named(stuck[0]),
                )
            )
            return
        agreed = desk.prompts.confirm(
            t("Take {name} back to {stage}", name=card.name, stage=stage_name(t, target)),
            t("This is taken back: {facts}.", facts=[self._named(fact) for fact in facts]),
            t("Take back"),
        )
        if agreed:
            desk.commands.do(take_back, desk.services, card.lead_id, facts)

    def _named(self, fact: Fact) -> str:
        on = self._desk.local(fact.at).date()
        return self._desk.t(FACTS[fact.kind], on=self._desk.t.formats.date(on, "day"))


def take_back(services: Any, lead_id: int, facts: Sequence[Fact]) -> Done[Any]:
    """Take a lead's last facts back as one act: a deposit request with the date it held, then the rest."""
    requests = [fact for fact in facts if fact.kind is FactKind.DEPOSIT_REQUESTED]
    others = [fact.id for fact in facts if fact.kind is not FactKind.DEPOSIT_REQUESTED]
    acts = [partial(services.payments.withdraw_request, fact.detail["request_id"]) for fact in requests]
    if others:
        acts.append(partial(services.leads.retract_facts, lead_id, fact_ids=others))
    return one_after_another(acts)


def one_after_another(acts: Sequence[Callable[[], Done[Any]]]) -> Done[Any]:
    """Do several acts and return one Done: the last one's words, all changes, and one undo for all."""
    done = [act() for act in acts]
    changes = done[0].changes
    for each in done[1:]:
        changes |= each.changes
    undo = [each.undo for each in reversed(done) if each.undo is not None]
    last = done[-1]
    return Done(last.value, changes, last.summary, last.data, partial(one_after_another, undo))
