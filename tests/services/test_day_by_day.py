"""Whole stories in any order on a real file: what is stored is what the facts ask for, and undo undoes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.domain.changes import Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.followups import DONE_BY_FACTS, FollowupState
from clinicdesk.domain.leads import LostReason
from clinicdesk.domain.treatments import NextTrip, TreatmentLine
from clinicdesk.storage import followups
from tests import make
from tests.cases import ZONE
from tests.services.day_desk import Desk

Step = Callable[[Desk, int], Done[Any] | None]
CROWN = TreatmentLine(
    kind="crown", title="Crown", teeth=(26,), cadence="crown", guarantee_months=60, check_months=12
)


def _lead(desk: Desk, patient_id: int) -> int | None:
    found = desk.services.patients.record(patient_id).leads
    return found[0].id if found else None


def on_lead(act: Callable[[Desk, int], Done[Any]]) -> Step:
    def step(desk: Desk, patient_id: int) -> Done[Any] | None:
        lead_id = _lead(desk, patient_id)
        return act(desk, lead_id) if lead_id is not None else None

    return step


def receive(desk: Desk, patient_id: int) -> Done[Any]:
    return desk.services.leads.receive(channel="whatsapp", patient_id=patient_id, treatment="Crown")


def wait(days: int) -> Step:
    def step(desk: Desk, _: int) -> None:
        desk.clock.move(timedelta(days=days, hours=3))

    return step


def tick(desk: Desk, patient_id: int) -> Done[Any] | None:
    """Do the first line that a person can tick."""
    rows = (row for row in desk.services.followups.due_list().rows if row.kind not in DONE_BY_FACTS)
    row = next(rows, None)
    return desk.services.followups.done(row.id) if row else None


def skip(desk: Desk, patient_id: int) -> Done[Any] | None:
    row = next(iter(desk.services.followups.due_list().rows), None)
    return desk.services.followups.skip(row.id, reason="not now") if row else None


def snooze(desk: Desk, patient_id: int) -> Done[Any] | None:
    row = next(iter(desk.services.followups.due_list().rows), None)
    until = desk.clock.now() + timedelta(days=3)
    return desk.services.followups.snooze(row.id, until=until) if row else None


def hold(desk: Desk, lead_id: int) -> Done[Any]:
    return desk.services.visits.hold(lead_id=lead_id, starts_at=desk.clock.now() + timedelta(days=30))


def on_visit(act: Callable[[Desk, int], Done[Any]]) -> Step:
    def step(desk: Desk, patient_id: int) -> Done[Any] | None:
        lead_id = _lead(desk, patient_id)
        found = desk.services.visits.of_lead(lead_id) if lead_id else ()
        return act(desk, found[-1].id) if found else None

    return step


def treat(desk: Desk, lead_id: int) -> Done[Any]:
    today = clinic_date(desk.clock.now(), ZONE)
    trip = NextTrip(0, 0, today + timedelta(days=150), today + timedelta(days=190))
    return desk.services.treatments.record(lead_id, lines=[CROWN], last_day=today, next_trip=trip)


STEPS: dict[str, Step] = {
    "receive": receive,
    "reply": on_lead(
        lambda desk, lead: desk.services.leads.record_reply(lead, channel="whatsapp", text="Hello")
    ),
    "answer": on_lead(
        lambda desk, lead: desk.services.leads.record_answer(lead, channel="whatsapp", text="Yes")
    ),
    "lose": on_lead(lambda desk, lead: desk.services.leads.lose(lead, reason=LostReason.PRICE)),
    "reopen": on_lead(lambda desk, lead: desk.services.leads.reopen(lead)),
    "park": on_lead(
        lambda desk, lead: desk.services.leads.park(
            lead, until=clinic_date(desk.clock.now(), ZONE) + timedelta(days=20)
        )
    ),
    "hold": on_lead(hold),
    "move": on_visit(
        lambda desk, visit: desk.services.visits.move(visit, starts_at=desk.clock.now() + timedelta(days=12))
    ),
    "no show": on_visit(lambda desk, visit: desk.services.visits.no_show(visit)),
    "cancel": on_visit(lambda desk, visit: desk.services.visits.cancel(visit)),
    "arrive": on_lead(lambda desk, lead: desk.services.visits.arrive(lead_id=lead)),
    "treat": on_lead(treat),
    "tick": tick,
    "skip": skip,
    "snooze": snooze,
    "a day": wait(1),
    "a month": wait(31),
    "eight months": wait(245),
}


def stored(desk: Desk, patient_id: int) -> tuple[Any, ...]:
    """Return the active lines as the file has them."""
    with desk.context.reading() as work:
        rows = followups.of_patients(work, [patient_id]).get(patient_id, ())
    return tuple(sorted((row for row in rows if row.active), key=lambda row: row.identity))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=4, max_size=16))
def test_any_story_keeps_the_list_in_line_with_the_facts(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        storage = make.storage(Path(folder))
        try:
            tell(Desk(storage), ["receive", *names])
        finally:
            storage.close()


def tell(desk: Desk, names: list[str]) -> None:
    patient_id = desk.patient()
    for name in names:
        before = stored(desk, patient_id)
        try:
            told = STEPS[name](desk, patient_id)
        except ClinicError:
            assert stored(desk, patient_id) == before
            continue
        after = stored(desk, patient_id)
        listed = desk.services.followups.due_list().rows
        assert len({row.id for row in listed}) == len(listed)
        assert all(row.state is FollowupState.OPEN for row in after if row.id in {one.id for one in listed})
        if told is not None and told.undo is not None:
            undone = told.undo()
            assert stored(desk, patient_id) == before, name
            if undone.undo is None:
                STEPS[name](desk, patient_id)
                continue
            undone.undo()
            assert stored(desk, patient_id) == after, name
    assert desk.services.followups.refresh_all() == 0
