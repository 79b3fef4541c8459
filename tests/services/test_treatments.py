"""Recording work on a real file: guarantees, ideal returns, the next trip, and what follows by itself."""

from datetime import date
from uuid import uuid4

import pytest

from clinicdesk.domain.cadence import Rule, RuleGroup
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.treatments import NextTrip, TreatmentLine, completed
from clinicdesk.storage.work import Storage
from tests.services.day_desk import Desk

K = FollowupKind
CROWNS = TreatmentLine(
    kind="crown", title="Zirconia crown", teeth=(26, 36), cadence="crown", guarantee_months=60,
    guarantee_condition="yearly_check",
)  # fmt: skip
FILLING = TreatmentLine(kind="filling", title="Filling", teeth=(44,), cadence="filling")
LAST_DAY = date(2026, 11, 17)


@pytest.fixture
def desk(storage: Storage) -> Desk:
    made = Desk(storage)
    made.now("2026-11-17 16:58")
    return made


@pytest.fixture
def arrived(desk: Desk) -> tuple[int, int]:
    patient_id = desk.patient("Viktor Horváth", country="HU")
    lead_id = desk.lead(patient_id, "2026-08-17 10:00")
    desk.fact(lead_id, FactKind.ARRIVED, "2026-11-09 09:00")
    return patient_id, lead_id


def test_recording_sets_stage_guarantees_and_returns(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    told = desk.services.treatments.record(lead_id, lines=[CROWNS, FILLING], last_day=LAST_DAY, feels="happy")
    assert desk.services.leads.get(lead_id).stage is Stage.TREATED
    filling, crowns = desk.services.treatments.for_patient(patient_id)
    assert (crowns.teeth, crowns.ideal_return_on) == ((26, 36), date(2027, 11, 17))
    assert filling.ideal_return_on is None
    (guarantee,) = desk.services.treatments.guarantees(patient_id)
    assert (guarantee.until_on, guarantee.check_months) == (date(2031, 11, 17), 12)
    recall = desk.one(patient_id, K.RECALL)
    assert [reason["kind"] for reason in recall.detail["reasons"]] == ["treatment", "guarantee"]
    assert told.data["count"] == 2


def test_undo_takes_everything_back_and_redo_brings_it_back(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    trip = NextTrip(0, 0, date(2027, 3, 1), date(2027, 4, 15), title="Crown 27", days=4)
    before = desk.stored(patient_id)
    told = desk.services.treatments.record(lead_id, lines=[CROWNS], last_day=LAST_DAY, next_trip=trip)
    after = desk.stored(patient_id)
    assert desk.one(patient_id, K.PHASE_TWO).closes_on == date(2027, 4, 15)
    assert told.undo is not None
    undone = told.undo()
    assert desk.services.leads.get(lead_id).stage is Stage.ARRIVED
    assert desk.services.treatments.for_patient(patient_id) == ()
    assert desk.services.treatments.guarantees(patient_id) == ()
    assert desk.services.treatments.next_trips(patient_id) == ()
    assert desk.stored(patient_id) == before
    assert undone.undo is not None
    undone.undo()
    assert desk.stored(patient_id) == after


def test_the_same_click_twice_records_once(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    operation = uuid4()
    first = desk.services.treatments.record(lead_id, lines=[CROWNS], last_day=LAST_DAY, operation=operation)
    again = desk.services.treatments.record(lead_id, lines=[CROWNS], last_day=LAST_DAY, operation=operation)
    assert again.value == first.value
    assert len(desk.services.treatments.for_patient(patient_id)) == 1
    with pytest.raises(Conflict):
        desk.services.treatments.record(lead_id, lines=[CROWNS], last_day=LAST_DAY)


def test_a_date_set_by_hand_stays_when_the_cadence_changes_and_a_calculated_one_moves(
    desk: Desk, arrived: tuple[int, int]
) -> None:
    patient_id, lead_id = arrived
    by_hand = date(2027, 10, 1)
    desk.services.treatments.record(
        lead_id, lines=[CROWNS, FILLING], last_day=LAST_DAY, ideal_return_on=by_hand, overridden=True
    )
    other = desk.patient("Other")
    desk.work(other, LAST_DAY, "crown")
    desk.services.clinic.set_cadences([Rule("crown", RuleGroup.RECALL, (18,), 4, 2, 2)])
    desk.services.followups.refresh_all()
    filling, crowns = desk.services.treatments.for_patient(patient_id)
    assert (crowns.ideal_return_on, crowns.overridden, filling.overridden) == (by_hand, True, False)
    assert desk.one(patient_id, K.RECALL).closes_on == by_hand
    assert desk.services.treatments.for_patient(other)[0].ideal_return_on == date(2028, 5, 17)
    assert desk.one(other, K.RECALL).closes_on == date(2028, 5, 17)


def test_an_override_can_be_set_later_and_given_back_to_the_rule(desk: Desk) -> None:
    patient_id = desk.patient()
    treatment_id = desk.work(patient_id, date(2026, 3, 10), "implant")
    told = desk.services.treatments.override_return(treatment_id, on=date(2027, 4, 15))
    assert desk.one(patient_id, K.RECALL).closes_on == date(2027, 4, 15)
    assert told.undo is not None
    undone = told.undo()
    assert desk.one(patient_id, K.RECALL).closes_on == date(2027, 3, 10)
    assert undone.undo is not None
    undone.undo()
    assert desk.one(patient_id, K.RECALL).closes_on == date(2027, 4, 15)
    with pytest.raises(InvalidInput):
        desk.services.treatments.override_return(treatment_id, on=date(2026, 1, 1))
    with pytest.raises(NotFound):
        desk.services.treatments.override_return(999, on=None)


def test_the_preview_is_what_will_be_stored(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    trip = NextTrip(0, 0, date(2027, 3, 1), date(2027, 4, 15), title="Crown 27", days=4)
    preview = desk.services.treatments.preview(
        lead_id, lines=[CROWNS, FILLING], last_day=LAST_DAY, next_trip=trip
    )
    assert (preview.ideal_return_on, preview.rule, preview.months) == (date(2027, 11, 17), "crown", 12)
    assert preview.blocked == 2
    assert desk.services.treatments.for_patient(patient_id) == ()
    foreseen = [(row.followup.kind, row.followup.due_on, row.followup.opens_on) for row in preview.rows]
    assert foreseen == [
        (K.PHASE_TWO, date(2027, 1, 1), date(2026, 11, 17)),
        (K.THIRTY_DAY, date(2026, 12, 17), date(2026, 12, 15)),
        (K.NINETY_DAY, date(2027, 2, 15), date(2027, 2, 8)),
        (K.RECALL, date(2027, 9, 17), date(2027, 7, 17)),
        (K.YEARLY_GREETING, date(2027, 11, 17), date(2027, 11, 17)),
    ]
    desk.services.treatments.record(lead_id, lines=[CROWNS, FILLING], last_day=LAST_DAY, next_trip=trip)
    stored = {(row.kind, row.due_on, row.opens_on) for row in desk.stored(patient_id)}
    assert set(foreseen) <= stored


def test_consent_frees_the_blocked_lines_of_the_preview(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    for purpose in (Purpose.CARE, Purpose.MARKETING):
        desk.services.patients.set_consent(
            patient_id, purpose=purpose, channel="", given=True, source="asked", wording=""
        )
    assert desk.services.treatments.preview(lead_id, lines=[CROWNS], last_day=LAST_DAY).blocked == 0


def test_a_line_is_completed_from_the_catalogue(desk: Desk, arrived: tuple[int, int]) -> None:
    from clinicdesk.storage import catalogue

    with desk.context.writing() as work:
        desk.services.catalogue.seed(work)
    with desk.context.reading() as work:
        implant = next(p for p in catalogue.procedures(work) if p.cadence == "implant" and p.guarantee_months)
    full = completed(TreatmentLine(code=implant.code, teeth=(36,)), implant)
    assert (full.cadence, full.guarantee_months) == ("implant", implant.guarantee_months)
    assert full.kind
    plain = completed(TreatmentLine(code=implant.code, guarantee_months=0), implant)
    assert (plain.guarantee_months, plain.check_months, plain.guarantee_condition) == (0, 0, "")
    patient_id, lead_id = arrived
    desk.services.treatments.record(
        lead_id, lines=[TreatmentLine(code=implant.code, teeth=(36,))], last_day=LAST_DAY
    )
    (done,) = desk.services.treatments.for_patient(patient_id)
    assert (done.code, done.ideal_return_on) == (implant.code, date(2027, 11, 17))
    assert done.title == desk.services.catalogue.offer().name(implant.code, "en")


@pytest.mark.parametrize(
    ("line", "fields", "field"),
    [
        (TreatmentLine(), {}, "lines"),
        (TreatmentLine(kind="crown", done_on=date(2026, 11, 18)), {}, "done_on"),
        (CROWNS, {"last_day": date(2026, 11, 18)}, "last_day"),
        (CROWNS, {"overridden": True}, "ideal_return_on"),
        (CROWNS, {"overridden": True, "ideal_return_on": date(2026, 11, 17)}, "ideal_return_on"),
        (CROWNS, {"next_trip": NextTrip(0, 0, date(2026, 11, 1), date(2026, 12, 1))}, "next_trip"),
        (CROWNS, {"next_trip": NextTrip(0, 0, date(2027, 3, 2), date(2027, 3, 1))}, "next_trip"),
    ],
)
def test_what_cannot_be_names_its_field(
    desk: Desk, arrived: tuple[int, int], line: TreatmentLine, fields: dict, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        desk.services.treatments.record(arrived[1], **{"lines": [line], "last_day": LAST_DAY, **fields})
    assert caught.value.field == field
    assert desk.services.leads.get(arrived[1]).stage is Stage.ARRIVED


def test_a_trip_that_ended_earlier_is_recorded_on_its_day(desk: Desk, arrived: tuple[int, int]) -> None:
    patient_id, lead_id = arrived
    with pytest.raises(InvalidInput):
        desk.services.treatments.record(lead_id, lines=[], last_day=LAST_DAY)
    desk.services.treatments.record(lead_id, lines=[CROWNS], last_day=date(2026, 11, 14))
    assert desk.one(patient_id, K.THIRTY_DAY).due_on == date(2026, 12, 14)
    treated = [fact for fact in desk.services.leads.facts(lead_id) if fact.kind is FactKind.TREATED]
    assert treated[0].at == desk.instant("2026-11-14 12:00")
