from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import text as sql

from clinicdesk.domain.clinic import DepositRule
from clinicdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.plans import PlanItem, PlanOption, PlanTrip, PlanVisit, lines
from clinicdesk.domain.procedures import Procedure, Scope, Unit
from clinicdesk.services.context import Context
from clinicdesk.services.plans import Plans
from clinicdesk.storage import leads, verify
from clinicdesk.storage.work import Storage
from tests.documents.reading import text
from tests.services.money_desk import Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def verified(desk: Desk) -> list[str]:
    with desk.context.reading() as work:
        return [str(problem) for problem in verify.run(work, verify.CHECKS).problems]


def test_a_draft_takes_the_next_number_and_the_patients_language(desk: Desk) -> None:
    first = desk.plans.draft(patient_id=desk.patient_id)
    second = desk.plans.draft(patient_id=desk.patient_id, language="vi", currency="VND")
    assert [first.value.number, second.value.number] == ["P-2026-0001", "P-2026-0002"]
    assert (first.value.language, first.value.currency) == ("en", "EUR")
    assert (second.value.language, second.value.currency) == ("vi", "VND")
    assert first.value.valid_until == date(2027, 1, 16)


def test_a_double_click_starts_one_plan(desk: Desk) -> None:
    operation = uuid4()
    first = desk.plans.draft(patient_id=desk.patient_id, operation=operation)
    again = desk.plans.draft(patient_id=desk.patient_id, operation=operation)
    assert first.value == again.value
    assert len(desk.plans.list()) == 1


def test_a_draft_is_saved_whole_and_comes_back_as_it_was(desk: Desk) -> None:
    plan = desk.draft()
    full = replace(
        plan,
        title="Lower arch <b>=1+1",
        records=("Panoramic X-ray, 2 Nov 2026",),
        absent_teeth=frozenset({18, 48}),
        second_language="vi",
        discount_points=250,
        discount_reason="Sister",
        options=(
            PlanOption(
                (
                    PlanTrip(
                        (replace(desk.item("IMP-01", "15-12"), quantity=3, quantity_typed=True, note="%_'"),),
                        (PlanVisit(1, "scan", 45), PlanVisit(2, "own words")),
                        "First",
                        date(2027, 1, 5),
                        6,
                    ),
                    PlanTrip((desk.item("CRN-01", "upper"),), days=8, healing_months=4),
                ),
                "Three implants",
            ),
            PlanOption((PlanTrip(),), "None"),
        ),
        chosen=1,
    )
    saved = desk.plans.save(full).value
    found = desk.plans.get(plan.id)
    assert [replace(item, id=0) for *_, item in lines(found)] == [item for *_, item in lines(saved)]
    bare = [
        replace(
            p,
            options=tuple(replace(o, trips=tuple(replace(t, items=()) for t in o.trips)) for o in p.options),
        )
        for p in (saved, found)
    ]
    assert bare[0] == bare[1]


def test_undo_of_a_save_brings_the_draft_back(desk: Desk) -> None:
    plan = desk.draft()
    done = desk.plans.save(replace(plan, summary="Other", options=(PlanOption(),)))
    assert desk.plans.get(plan.id).summary == "Other"
    assert done.undo is not None
    done.undo()
    assert desk.plans.get(plan.id).summary == "Two implants and a crown."
    assert len(list(lines(desk.plans.get(plan.id)))) == 2


def test_a_line_of_no_procedure_names_its_place(desk: Desk) -> None:
    plan = desk.draft()
    with pytest.raises(InvalidInput) as caught:
        desk.plans.save(replace(plan, options=(PlanOption((PlanTrip((PlanItem("'; DROP"),)),)),)))
    assert (caught.value.field, caught.value.data["item"]) == ("code", 0)
    assert len(list(lines(desk.plans.get(plan.id)))) == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"language": "xx"}, "language"),
        ({"second_language": "<b>"}, "second_language"),
        ({"currency": "usd"}, "currency"),
        ({"dentist_id": 99}, "dentist"),
    ],
)
def test_a_draft_that_no_paper_can_be_made_of_names_its_field(
    desk: Desk, fields: dict[str, object], field: str
) -> None:
    plan = desk.draft()
    with pytest.raises(InvalidInput) as caught:
        desk.plans.save(replace(plan, **fields))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_template_brings_its_lines_with_the_clinics_prices(desk: Desk) -> None:
    plan = desk.plans.draft(patient_id=desk.patient_id, template="two_implants", currency="EUR").value
    items = [item for *_, item in lines(plan)]
    implant = next(item for item in items if item.code == "IMP-01")
    assert (implant.teeth, implant.quantity) == ((36, 46), 2)
    assert implant.unit_minor == desk.catalogue.get("IMP-01").prices["EUR"]
    assert desk.plans.totals(plan).unpriced == 0
    with pytest.raises(InvalidInput):
        desk.plans.draft(patient_id=desk.patient_id, template="nope")


def test_issuing_freezes_words_prices_and_the_pdf(desk: Desk) -> None:
    plan = desk.draft()
    row = desk.plans.issue(plan.id).value
    assert (row.revision, row.total) == (1, desk.plans.totals(plan).total)
    pdf = desk.plans.revision_pdf(plan.id, 1)
    assert pdf.startswith(b"%PDF")
    with desk.context.reading() as work:
        digest = work.execute(sql("SELECT pdf_sha256 FROM plan_revision")).scalar_one()
    assert sha256(pdf).hexdigest() == digest
    desk.catalogue.set_price("IMP-01", "USD", 1)
    desk.catalogue.set_wording("IMP-01", "en", name="Screw")
    paper = desk.plans.revision_document(plan.id, 1)
    assert paper.options[0].trips[0].items[0].name.text == "Implant"
    assert paper.check_code == row.check_code == paper.sealed().check_code
    assert desk.plans.revision_pdf(plan.id, 1) == pdf
    assert verified(desk) == []


def test_an_issued_revision_cannot_be_changed_by_any_statement(desk: Desk) -> None:
    desk.plans.issue(desk.draft().id)
    for statement in ("UPDATE plan_revision SET total_minor = 0", "DELETE FROM plan_revision"):
        with pytest.raises(Exception, match="never changed"), desk.context.writing() as work:
            work.execute(sql(statement))


def test_a_double_click_issues_one_revision(desk: Desk) -> None:
    plan, operation = desk.draft(), uuid4()
    first = desk.plans.issue(plan.id, operation=operation).value
    again = desk.plans.issue(plan.id, operation=operation).value
    assert first == again
    assert desk.plans.get(plan.id).revision == 1


def test_the_next_revision_says_what_changed(desk: Desk) -> None:
    plan = desk.draft()
    desk.plans.issue(plan.id)
    cheaper = replace(desk.item("IMP-01", "36, 46"), unit_minor=90000, price_typed=True)
    desk.plans.save(replace(plan, options=(PlanOption((desk.trip(cheaper),)),)))
    assert [change.kind for change in desk.plans.changes(plan.id)] == ["price", "removed", "total"]
    desk.plans.issue(plan.id)
    paper = desk.plans.revision_document(plan.id, 2)
    assert [change.kind for change in paper.changes] == ["price", "removed", "total"]
    assert [row.revision for row in desk.plans.revisions(plan.id)] == [2, 1]
    assert verified(desk) == []


def own_line(desk: Desk) -> PlanItem:
    """Return a line of a procedure that is worded in English only."""
    laser = Procedure("", "surgery", Unit.SESSION, Scope.NONE, prices={"USD": 5000})
    return desk.item(desk.catalogue.add_own(laser, name="Laser", language="en").value.code)


def test_what_blocks_is_a_conflict_and_issues_nothing(desk: Desk) -> None:
    plan = desk.draft(deposit=DepositRule(minor=10**9), language="vi")
    desk.plans.save(replace(plan, options=(PlanOption((PlanTrip((own_line(desk), own_line(desk))),)),)))
    with pytest.raises(Conflict) as caught:
        desk.plans.issue(plan.id)
    assert set(caught.value.data["kinds"]) == {"wording", "deposit"}  # type: ignore[call-overload]
    assert desk.plans.revisions(plan.id) == ()
    assert [p.kind for p in desk.plans.problems(plan.id) if p.severity == "block"].count("wording") == 2


def test_an_unknown_glyph_blocks_and_names_its_line(desk: Desk) -> None:
    plan = desk.draft()
    noted = replace(desk.item("IMP-01", "36"), note="ok \U0001f9b7")
    draft = replace(plan, options=(PlanOption((PlanTrip((desk.item("CRN-01", "25"), noted)),)),))
    found = [problem for problem in desk.plans.problems(draft) if problem.kind == "glyph"]
    assert [(problem.where.trip, problem.where.item) for problem in found] == [(0, 1)]
    assert found[0].data["code"] == "U+1F9B7"


def test_a_changed_price_warns_on_the_draft(desk: Desk) -> None:
    plan = desk.draft()
    desk.catalogue.set_price("CRN-01", "USD", 99900)
    warned = [problem for problem in desk.plans.problems(plan.id) if problem.kind == "price_changed"]
    assert warned[0].data["now"] == Money(99900, "USD")


def test_the_paper_says_areas_materials_and_lists_in_both_languages(desk: Desk) -> None:
    plan = desk.draft(second_language="vi")
    items = (desk.item("AFT-01", "upper"), replace(desk.item("RCT-01", "36"), material="gutta_percha"))
    paper = desk.plans.document(replace(plan, options=(PlanOption((PlanTrip(items),)),)))
    first, second = paper.options[0].trips[0].items
    assert (first.place.text, first.place.second) == ("upper jaw", "hàm trên")
    assert second.material.text == "Gutta-percha"
    assert second.name.second
    assert paper.not_included[0].text == "Flights, hotel and meals"
    assert paper.coordinator.name == "Mai Vũ"
    assert paper.options[0].marks == {36: ("root_canal",)}


def test_discounts_stand_between_gross_and_total(desk: Desk) -> None:
    implant = replace(desk.item("IMP-01", "36, 46"), discount_points=500)
    plan = desk.draft(
        options=(PlanOption((PlanTrip((implant, desk.item("CRN-01", "25"))),)),), discount_points=100
    )
    option = desk.plans.document(plan).options[0]
    assert [(d.points, d.reason.text) for d in option.discounts] == [(500, "Implant"), (100, "")]
    assert option.gross - option.discounts[0].amount - option.discounts[1].amount == option.total


def test_issuing_sets_what_the_inquiry_is_worth(desk: Desk) -> None:
    plan = desk.draft()
    desk.plans.issue(plan.id)
    with desk.context.reading() as work:
        lead = leads.get(work, desk.lead_id)
    assert lead is not None
    assert lead.value == desk.plans.totals(plan).total


def test_a_copy_keeps_lines_and_drops_prices_of_another_currency(desk: Desk) -> None:
    plan = desk.draft()
    same = desk.plans.draft(patient_id=desk.patient_id, currency="USD", copy_of=plan.id).value
    assert desk.plans.totals(same).total == desk.plans.totals(plan).total
    other = desk.plans.draft(patient_id=desk.patient_id, currency="EUR", copy_of=plan.id).value
    assert desk.plans.totals(other).unpriced == 2


def test_a_closed_plan_is_neither_saved_nor_issued_until_it_is_open_again(desk: Desk) -> None:
    plan = desk.draft()
    done = desk.plans.close(plan.id)
    with pytest.raises(Conflict):
        desk.plans.save(plan)
    with pytest.raises(Conflict):
        desk.plans.issue(plan.id)
    assert desk.plans.list()[0].closed
    assert done.undo is not None
    done.undo()
    desk.plans.save(plan)


def test_plans_are_found_by_patient_inquiry_and_number(desk: Desk) -> None:
    plan = desk.draft()
    desk.plans.issue(plan.id)
    rows = desk.plans.for_patient(desk.patient_id)
    assert rows == desk.plans.for_lead(desk.lead_id) == desk.plans.list()
    assert (rows[0].revision, rows[0].total) == (1, desk.plans.totals(plan).total)
    assert desk.plans.by_number(plan.number) == plan.id
    for missing in (
        lambda: desk.plans.by_number("P-1"),
        lambda: desk.plans.get(99),
        lambda: desk.plans.issue(99),
    ):
        with pytest.raises(NotFound):
            missing()


def test_a_new_year_starts_a_new_series(desk: Desk) -> None:
    desk.draft()
    desk.clock.move(timedelta(days=60))
    assert desk.plans.draft(patient_id=desk.patient_id).value.number == "P-2027-0001"
    assert verified(desk) == []


def test_the_front_desk_reads_plans_and_issues_none(desk: Desk) -> None:
    plan = desk.draft()
    mai = Plans(Context(desk.storage, desk.clock, StaffMember(desk.coordinator_id, "Mai", Role.FRONT_DESK)))
    assert mai.get(plan.id) == desk.plans.get(plan.id)
    with pytest.raises(NotAllowed):
        mai.issue(plan.id)


def test_a_plan_with_blocks_is_printed_as_a_draft_only(desk: Desk) -> None:
    plan = desk.draft()
    unworded = replace(plan, language="vi", options=(PlanOption((PlanTrip((own_line(desk),)),)),))
    assert desk.plans.pdf(plan, draft=False).startswith(b"%PDF")
    assert desk.plans.pdf(unworded).startswith(b"%PDF")
    with pytest.raises(Conflict):
        desk.plans.pdf(unworded, draft=False)


def test_what_compares_the_options_is_kept_and_printed(desk: Desk) -> None:
    plan = desk.draft()
    one = replace(
        plan.options[0], title="Implants", note="each alone", summary="Two roots.", suits=("you floss",)
    )
    two = replace(one, title="Bridge", note="", suits=(), answers=("Under the bridge",))
    plan = replace(
        plan, options=(replace(one, answers=("As your own", "late")), two), comparisons=("Cleaning",)
    )
    saved = desk.plans.save(plan).value
    assert saved.options[0].answers == ("As your own",)
    assert desk.plans.get(plan.id) == replace(saved, options=desk.plans.get(plan.id).options)
    kept = desk.plans.get(plan.id)
    assert [(way.note, way.summary, way.suits, way.answers) for way in kept.options] == [
        ("each alone", "Two roots.", ("you floss",), ("As your own",)),
        ("", "Two roots.", (), ("Under the bridge",)),
    ]
    paper = desk.plans.document(kept)
    assert paper.comparisons[0].texts == ("As your own", "Under the bridge")
    words = text(desk.plans.options_pdf(kept))
    assert "each alone" in words
    assert "Cleaning As your own Under the bridge" in words


def test_a_plan_with_one_option_has_no_page_of_options(desk: Desk) -> None:
    with pytest.raises(Conflict):
        desk.plans.options_pdf(desk.draft().id)


def test_the_page_of_options_of_an_issued_plan_is_that_of_its_frozen_paper(desk: Desk) -> None:
    plan = desk.draft()
    plan = desk.plans.save(
        replace(plan, options=(*plan.options, replace(plan.options[0], title="Other")))
    ).value
    desk.plans.issue(plan.id)
    first = desk.plans.options_pdf(plan.id, revision=1)
    desk.catalogue.set_price("IMP-01", "USD", 999900)
    desk.plans.save(replace(desk.plans.get(plan.id), title="Changed"))
    assert desk.plans.options_pdf(plan.id, revision=1) == first
    assert text(desk.plans.revision_pdf(plan.id, 1)).count("ways to treat your teeth") == 1
    assert verified(desk) == []


def test_the_unit_of_a_price_is_frozen_in_words(desk: Desk) -> None:
    line = desk.plans.document(desk.draft()).options[0].trips[0].items[0]
    assert (line.unit, line.unit_words.text) == ("implant", "per implant")
    assert "per implant" in text(desk.plans.pdf(desk.draft()))


def test_a_template_says_its_case_in_the_language_of_each_paper(desk: Desk) -> None:
    plan = desk.plans.draft(patient_id=desk.patient_id, template="single_implant").value
    assert plan.summary.startswith("The missing tooth is replaced")
    paper = desk.plans.document(replace(plan, language="de", second_language="ja"))
    assert paper.title == "Ein Implantat"
    assert "Implantat" in paper.summary.text
    assert "インプラント" in paper.summary.second
    typed = desk.plans.document(replace(plan, language="de", title="Own title", summary="Own words."))
    assert (typed.title, typed.summary.text, typed.summary.second) == ("Own title", "Own words.", "")


def test_a_summary_in_letters_of_another_language_warns(desk: Desk) -> None:
    plan = desk.plans.draft(patient_id=desk.patient_id, template="single_implant", language="ar").value
    found = desk.plans.problems(replace(plan, summary="Two implants replace two teeth."))
    assert [p.message for p in found if p.kind == "summary"] == [
        "“In short” does not seem to be in {language}."
    ]
    assert not [p for p in desk.plans.problems(plan) if p.kind == "summary"]
