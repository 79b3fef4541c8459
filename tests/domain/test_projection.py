"""The due list as a projection: the same facts always give the same lines, and every line has a fact."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinicdesk.domain.cases import Act, Case, DepositAsked, LeadCase, OwnTask
from clinicdesk.domain.followups import DONE_BY_FACTS, FollowupKind, FollowupState, merge
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import Fact, FactKind, Origin, in_order
from clinicdesk.domain.money import Money
from clinicdesk.domain.projection import project
from clinicdesk.domain.treatments import NextTrip, Treatment
from clinicdesk.domain.visits import Appointment, AppointmentState
from tests.cases import PATIENT, RULES, at, case, rows, stored

BASE = at("2026-01-05 09:00")
K = FollowupKind
RELATIONSHIP = frozenset({K.RECALL, K.RECALL_REMINDER, K.PHASE_TWO, K.YEARLY_GREETING, K.NINETY_DAY})
# What must have happened for a line of this kind to exist.
EXPLAINED_BY = {
    K.SEND_PLAN: {FactKind.REPLIED},
    K.PLAN_FOLLOW_UP: {FactKind.PLAN_SENT, FactKind.PARKED},
    K.DEPOSIT_REQUEST: {FactKind.PLAN_SENT, FactKind.PLAN_ACCEPTED},
    K.DEPOSIT_CHASE: {FactKind.DEPOSIT_REQUESTED},
    K.CONFIRMATION: {FactKind.DEPOSIT_PAID},
    K.LOGISTICS: {FactKind.DEPOSIT_PAID},
    K.TREATMENT_DAYS: {FactKind.DEPOSIT_PAID},
    K.CHECK_IN: {FactKind.DEPOSIT_PAID},
    K.RECORD_TREATMENT: {FactKind.ARRIVED},
}

moments = st.integers(0, 900 * 24 * 60).map(lambda minutes: BASE + timedelta(minutes=minutes))
days = st.integers(0, 900).map(lambda n: date(2026, 1, 5) + timedelta(days=n))


@st.composite
def lead_facts(draw: st.DrawFn) -> tuple[Fact, ...]:
    found = []
    for number in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(FactKind))
        detail = {"until": draw(days).isoformat()} if kind is FactKind.PARKED else {}
        if kind in {FactKind.ARRIVED, FactKind.NO_SHOW}:
            detail = {"appointment_id": draw(st.integers(1, 3))}
        found.append(Fact(kind, draw(moments), None, detail, number + 1))
    return in_order(found)


@st.composite
def cases_(draw: st.DrawFn) -> Case:
    leads = tuple(
        LeadCase(n, draw(st.sampled_from(Origin)), draw(moments), None, draw(lead_facts()))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )
    ids = st.sampled_from([None, *(lead.id for lead in leads)])
    treatments = tuple(
        Treatment(
            n,
            PATIENT,
            "work",
            draw(days),
            teeth=draw(st.sampled_from([(), (36,), (36, 37)])),
            lead_id=draw(ids),
            cadence=draw(st.sampled_from(["implant", "hygiene", "filling", "own"])),
            cadence_months=draw(st.sampled_from([0, 3, 12])),
        )
        for n in range(1, draw(st.integers(0, 4)) + 1)
    )
    overridden = tuple(
        replace(done, overridden=True, ideal_return_on=done.done_on + timedelta(days=400))
        if draw(st.booleans())
        else done
        for done in treatments
    )
    return Case(
        PATIENT,
        None,
        leads,
        (),
        tuple(
            DepositAsked(lead.id, lead.id, 1, Money(100, "EUR"), BASE, None, draw(st.none() | moments))
            for lead in leads
        ),
        tuple(
            Appointment(n, PATIENT, draw(moments), draw(st.sampled_from(AppointmentState)), lead_id=draw(ids))
            for n in range(1, draw(st.integers(0, 3)) + 1)
        ),
        (),
        overridden,
        tuple(
            Guarantee(done.id, done.id, PATIENT, done.done_on + timedelta(days=1800), "", 12)
            for done in treatments
        ),
        tuple(
            NextTrip(1, PATIENT, day, day + timedelta(days=40)) for day in draw(st.lists(days, max_size=1))
        ),
        tuple(OwnTask(1, "call", day) for day in draw(st.lists(days, max_size=1))),
        tuple(sorted(draw(st.lists(moments, max_size=3)))),
    )  # fmt: skip


@st.composite
def acted_cases(draw: st.DrawFn) -> Case:
    """A case in which people did some of what was asked."""
    found = draw(cases_())
    acts = {}
    for row in project(found, RULES):
        if row.kind not in DONE_BY_FACTS and draw(st.booleans()):
            state = draw(st.sampled_from([FollowupState.DONE, FollowupState.SKIPPED]))
            acts[row.identity[1:]] = Act(state, draw(moments))
    return replace(found, acts=acts)


@given(acted_cases())
def test_merging_again_changes_nothing(found: Case) -> None:
    file = stored(project(found, RULES))
    assert not merge(project(found, RULES), file)


@given(acted_cases())
def test_every_line_has_its_own_identity_and_a_window_in_order(found: Case) -> None:
    lines = project(found, RULES)
    assert len({row.identity for row in lines}) == len(lines)
    for row in lines:
        assert row.opens_on <= row.due_on
        assert row.closes_on is None or row.closes_on >= row.due_on


@given(acted_cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_recorded_does_not_matter(found: Case, random) -> None:
    def mixed(parts):
        return tuple(random.sample(parts, len(parts)))

    shuffled = replace(
        found,
        leads=mixed(found.leads),
        appointments=mixed(found.appointments),
        treatments=mixed(found.treatments),
        guarantees=mixed(found.guarantees),
        contacts=mixed(found.contacts),
        deposits=mixed(found.deposits),
    )
    assert project(shuffled, RULES) == project(found, RULES)


@given(acted_cases())
def test_nobody_with_an_open_lead_or_a_booking_is_called_back(found: Case) -> None:
    if found.busy:
        assert not [row for row in project(found, RULES) if row.kind in RELATIONSHIP]


@given(acted_cases())
def test_every_line_is_explained_by_a_fact(found: Case) -> None:
    by_lead = {lead.id: {fact.kind for fact in lead.facts} for lead in found.leads}
    for row in project(found, RULES):
        if row.kind in EXPLAINED_BY:
            assert row.lead_id is not None
            assert by_lead[row.lead_id] & EXPLAINED_BY[row.kind]
        elif row.kind is K.RECALL:
            known = {done.id for done in found.treatments}
            assert {reason["treatment_id"] for reason in row.detail["reasons"]} <= known
        elif row.kind is K.RECALL_REMINDER:
            assert any(act.state is FollowupState.DONE for act in found.acts.values())


@given(acted_cases())
def test_at_most_three_reminders_follow_one_recall(found: Case) -> None:
    counts: dict[str, int] = {}
    for row in rows(found, K.RECALL_REMINDER):
        counts[row.anchor] = counts.get(row.anchor, 0) + 1
    assert all(count <= 3 for count in counts.values())


@given(acted_cases())
@settings(max_examples=50)
def test_a_closed_lead_asks_for_nothing(found: Case) -> None:
    closed = {lead.id for lead in found.leads if not lead.open}
    journey = set(K) - RELATIONSHIP - {K.THIRTY_DAY, K.TASK}
    for row in project(found, RULES):
        if row.lead_id in closed and row.kind in journey:
            assert row.state is FollowupState.DONE


@given(acted_cases(), acted_cases())
def test_going_to_other_facts_and_back_leaves_the_same_active_lines(one: Case, other: Case) -> None:
    before = stored(project(one, RULES))
    away = stored(project(other, RULES), before)
    back = stored(project(one, RULES), away)
    assert {row.identity for row in back if row.active} == {row.identity for row in before}


def test_an_own_task_is_due_on_its_day_whatever_else_happens() -> None:
    (row,) = project(case(tasks=(OwnTask(1, "Ask for the X-ray", date(2026, 9, 1), 5),)), RULES)
    assert (row.kind, row.due_on, row.owner_id) == (K.TASK, date(2026, 9, 1), 5)


def test_a_line_done_by_a_fact_opens_again_when_the_fact_is_taken_back() -> None:
    replied = LeadCase(1, Origin.NEW, BASE, None, (Fact(FactKind.REPLIED, BASE + timedelta(hours=1)),))
    told = stored(project(case(leads=(replied,)), RULES))
    taken_back = stored(project(case(leads=(replace(replied, facts=()),)), RULES), told)
    (first,) = [row for row in taken_back if row.kind is K.FIRST_REPLY]
    assert (first.state, first.state_at, first.active) == (FollowupState.OPEN, None, True)
