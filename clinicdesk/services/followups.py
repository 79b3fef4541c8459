"""The due list: what somebody must do today, and what people did about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicdesk.domain.board import LookState
from clinicdesk.domain.cases import OwnTask
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.due import DueCounts, DueGroup, DueList, DueRow, PaneContact, PaneView
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import DONE_BY_FACTS, Followup, FollowupState
from clinicdesk.domain.leads import FactKind, LostReason
from clinicdesk.domain.text import marked, within_line
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.due_rows import blocked, counted, due_row, in_order, waiting_reason
from clinicdesk.services.pane import pane_view
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.public_holidays import keep_holidays
from clinicdesk.services.reconcile import reconcile, reconcile_several, stale
from clinicdesk.storage import consent, due, followups, leads, patients, tasks
from clinicdesk.storage.work import Work

__all__ = ["DueCounts", "DueGroup", "DueList", "DueRow", "Followups", "PaneContact", "PaneView"]

BATCH = 200
WAITING_FOR = ("patient", "dentist", "bank")


class Followups:
    """Lists what is due and records what was done about it; every act can be undone."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def due_list(self, *, on: date | None = None, owner_id: int | None = None) -> DueList:
        """Return the due list of today, or of the day ``on`` seen from its midnight.

        ``owner_id`` keeps the rows of one coordinator. Rows come by the cost of delay; snoozed ones are
        counted and left out until their time.
        """
        with self.context.reading() as work:
            hours = settings_of(work, self.context).hours
            today = clinic_date(work.at, hours.zone)
            day = on or today
            now = work.at if day == today else _midnight(day, hours.zone)
            found = due.listed(work, day, owner_id)
            forbidden = _forbidden(work, found)
            rows = [
                due_row(facts, now=now, hours=hours, is_blocked=facts.followup.id in forbidden)
                for facts in found
            ]
            first = _midnight(day, hours.zone)
            last = _midnight(day + timedelta(days=1), hours.zone)
            shown = in_order(row for row in rows if row.state is not LookState.SNOOZED)
            done = due.done_between(work, first, last, owner_id)
            return DueList(day, shown, done, counted(shown, len(rows) - len(shown)))

    @permitted(EVERYBODY)
    def badge(self, *, owner_id: int | None = None) -> int:
        """Return how many rows of today's list somebody can act on."""
        return self.due_list(owner_id=owner_id).counts.to_do

    @permitted(EVERYBODY)
    def pane(self, followup_id: int) -> PaneView:
        """Return what somebody needs to know to do one follow-up; raises NotFound."""
        with self.context.reading() as work:
            return pane_view(work, settings_of(work, self.context).hours, followup_id)

    @permitted(EVERYBODY)
    def done(self, followup_id: int, *, outcome: str = "", operation: UUID | None = None) -> Done[Followup]:
        """Record that a follow-up was done; done again it stays as it was.

        Raises Conflict for one that is done by recording its fact: a reply, a plan sent, an arrival.
        """
        with self.context.writing() as work:
            before = _get(work, followup_id)
            if work.once(operation, "followup.done") is not None or before.state is FollowupState.DONE:
                return _told(before, marked("Done already."))
            if before.kind in DONE_BY_FACTS:
                raise Conflict(marked("This is done by recording what happened, not by ticking it."))
            after = self._act(work, before, FollowupState.DONE, reason=within_line(outcome, "outcome"))
            work.remember(operation, {"followup": followup_id})
        return Done(after, _CHANGES, marked("Done."), undo=partial(self.put_back, before))

    @permitted(EVERYBODY)
    def snooze(self, followup_id: int, *, until: datetime) -> Done[Followup]:
        """Hide a follow-up until an instant; its window stays as it is. Raises InvalidInput for the past."""
        if until <= self.context.clock.now():
            raise InvalidInput(marked("Choose a time that is still to come."), field="until")
        with self.context.writing() as work:
            before = _get(work, followup_id)
            _must_be_open(before)
            after = self._act(work, before, FollowupState.OPEN, snoozed_until=until, reason=before.reason)
        return Done(
            after, _CHANGES, marked("Hidden until {at}."), {"at": until}, partial(self.put_back, before)
        )

    @permitted(EVERYBODY)
    def skip(
        self, followup_id: int, *, reason: str, lost: bool = False, lost_reason: LostReason | None = None
    ) -> Done[Followup]:
        """Set a follow-up aside for this cycle, because; with ``lost`` its lead is lost as well.

        Raises InvalidInput without a reason.
        """
        because = within_line(reason, "reason")
        if not because:
            raise InvalidInput(marked("Say why, in a word or two."), field="reason")
        fact_id: int | None = None
        with self.context.writing() as work:
            before = _get(work, followup_id)
            _must_be_open(before)
            after = self._act(work, before, FollowupState.SKIPPED, reason=because)
            if lost and before.lead_id is not None:
                detail = {"reason": (lost_reason or LostReason.OTHER).value, "note": because}
                fact_id = leads.add_fact(work, before.lead_id, FactKind.LOST, detail=detail).id
            reconcile(work, self.context, before.patient_id)
        changes = _CHANGES | (Changes.LEADS if fact_id else Changes.NONE)
        return Done(
            after,
            changes,
            marked("Set aside: {reason}."),
            {"reason": because},
            partial(self.put_back, before, fact_id=fact_id),
        )

    @permitted(EVERYBODY)
    def wait_for(self, followup_id: int, *, whom: str) -> Done[Followup]:
        """Mark that somebody else must act first: the patient, the dentist or the bank. It stays listed."""
        if whom not in WAITING_FOR:
            raise InvalidInput(
                marked("Say who must act: the patient, the dentist or the bank."), field="whom"
            )
        with self.context.writing() as work:
            before = _get(work, followup_id)
            _must_be_open(before)
            after = self._act(
                work,
                before,
                FollowupState.OPEN,
                snoozed_until=before.snoozed_until,
                reason=waiting_reason(whom),
            )
        return Done(
            after, _CHANGES, marked("Waiting for {whom}."), {"whom": whom}, partial(self.put_back, before)
        )

    @permitted(EVERYBODY)
    def reopen(self, followup_id: int) -> Done[Followup]:
        """Put a follow-up that was done, skipped or snoozed back on the list."""
        with self.context.writing() as work:
            before = _get(work, followup_id)
            after = self._act(work, before, FollowupState.OPEN)
        return Done(after, _CHANGES, marked("Back on the list."), undo=partial(self.put_back, before))

    @permitted(EVERYBODY)
    def put_back(self, earlier: Followup, *, fact_id: int | None = None) -> Done[Followup]:
        """Give a follow-up the state it had earlier: the undo of done, snooze, skip and reopen."""
        with self.context.writing() as work:
            before = _get(work, earlier.id)
            followups.restore(work, (earlier,))
            if fact_id is not None:
                leads.retract_fact(work, fact_id)
            work.audit("followup.put_back", "followup", earlier.id)
            reconcile(work, self.context, earlier.patient_id)
            after = _get(work, earlier.id)
        return Done(
            after,
            _CHANGES | (Changes.LEADS if fact_id else Changes.NONE),
            marked("Undone."),
            undo=partial(self._again, before, fact_id),
        )

    def _again(self, later: Followup, fact_id: int | None) -> Done[Followup]:
        """Do again what was undone."""
        with self.context.writing() as work:
            before = _get(work, later.id)
            followups.restore(work, (later,))
            if fact_id is not None:
                leads.restore_fact(work, fact_id)
            work.audit("followup.again", "followup", later.id)
            reconcile(work, self.context, later.patient_id)
        return Done(
            later, _CHANGES, marked("Done again."), undo=partial(self.put_back, before, fact_id=fact_id)
        )

    @permitted(EVERYBODY)
    def add_task(
        self,
        patient_id: int,
        *,
        title: str,
        due_on: date,
        owner_id: int | None = None,
        lead_id: int | None = None,
        operation: UUID | None = None,
    ) -> Done[int]:
        """Write down something to do on a date; returns the task's id. Raises InvalidInput, NotFound."""
        words = within_line(title, "title")
        if not words:
            raise InvalidInput(marked("Say what is to be done."), field="title")
        with self.context.writing() as work:
            if patients.get(work, patient_id) is None:
                raise NotFound(marked("This patient is not in the file any more."))
            earlier = work.once(operation, "task.add")
            if earlier is not None:
                return Done(int(earlier["task"]), Changes.NONE, marked("Noted already."))
            task = OwnTask(0, words, due_on, owner_id if owner_id is not None else work.by, lead_id)
            task_id = tasks.add(work, patient_id, task)
            work.audit("task.add", "task", task_id)
            work.remember(operation, {"task": task_id})
            reconcile(work, self.context, patient_id)
        return Done(
            task_id, _CHANGES, marked("Noted for {on}."), {"on": due_on}, partial(self._task, task_id, False)
        )

    def _task(self, task_id: int, stands: bool) -> Done[int]:
        """Take a task back, or let it stand again."""
        with self.context.writing() as work:
            patient_id = tasks.patient_of(work, task_id)
            if patient_id is None:
                raise _gone()
            tasks.set_retracted(work, task_id, None if stands else work.at)
            work.audit("task.restore" if stands else "task.retract", "task", task_id)
            reconcile(work, self.context, patient_id)
        return Done(task_id, _CHANGES, marked("Undone."), undo=partial(self._task, task_id, not stands))

    @permitted(EVERYBODY)
    def refresh_all(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Recompute the follow-ups of every patient; return for how many something changed.

        They are compared in batches that only read, so that others can work meanwhile; ``progress`` gets how
        many of how many are done. The public holidays of the years around now are kept in the file.
        """
        with self.context.writing() as work:
            keep_holidays(work, settings_of(work, self.context).clinic)
            ids = followups.everybody(work)
        changed = 0
        for start in range(0, len(ids), BATCH):
            with self.context.reading() as work:
                moved = stale(work, self.context, ids[start : start + BATCH])
            if moved:
                with self.context.writing() as work:
                    changed += reconcile_several(work, self.context, moved)
            if progress is not None:
                progress(min(start + BATCH, len(ids)), len(ids))
        return changed

    def _act(
        self,
        work: Work,
        before: Followup,
        state: FollowupState,
        *,
        snoozed_until: datetime | None = None,
        reason: str = "",
    ) -> Followup:
        at = work.at if state is not FollowupState.OPEN else None
        followups.act(work, before.id, state=state, at=at, snoozed_until=snoozed_until, reason=reason)
        work.audit(f"followup.{state.value}", "followup", before.id, {"kind": before.kind.value})
        reconcile(work, self.context, before.patient_id)
        return replace(before, state=state, state_at=at, snoozed_until=snoozed_until, reason=reason)


_CHANGES = Changes.FOLLOWUPS


def _get(work: Work, followup_id: int) -> Followup:
    found = followups.get(work, followup_id)
    if found is None:
        raise _gone()
    return found


def _forbidden(work: Work, found: list[due.DueFacts]) -> set[int]:
    """Return the follow-ups whose message consent forbids."""
    people = list({facts.followup.patient_id for facts in found})
    answers, gone = consent.answers(work, people), due.opted_out(work, people)
    return {
        row.id
        for row in (facts.followup for facts in found)
        if blocked(row, answers.get(row.patient_id, ()), opted_out=row.patient_id in gone)
    }


def _gone() -> NotFound:
    return NotFound(marked("This line is not on the list any more."))


def _must_be_open(row: Followup) -> None:
    if row.state is not FollowupState.OPEN:
        raise Conflict(marked("This line was done or set aside already. Put it back on the list first."))


def _told(row: Followup, summary: str) -> Done[Followup]:
    return Done(row, Changes.NONE, summary)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
