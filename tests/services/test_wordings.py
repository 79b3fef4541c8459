"""Words of the catalogue: what is checked, what is missing, and what waits for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.completeness import Words
from clinicdesk.domain.errors import InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.plans import PlanOption, PlanTrip, PlanVisit
from clinicdesk.domain.procedures import Procedure, Scope, Unit
from clinicdesk.domain.wordings import PROCEDURES, Matrix, Term, TermRow
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.staff import add
from clinicdesk.storage.work import Storage
from tests import make

IMPLANT = Term(PROCEDURES, "IMP-01")


@pytest.fixture
def clock() -> FixedClock:
    return make.clock()


@pytest.fixture
def services(storage: Storage, clock: FixedClock) -> Services:
    found = Services(Context(storage, clock))
    with found.context.writing() as work:
        found.catalogue.seed(work)
    return found


def row_of(matrix: Matrix, term: Term) -> TermRow:
    return next(row for group in matrix.groups for row in group.rows if row.term == term)


def laser(services: Services) -> Term:
    own = Procedure("", "surgery", Unit.SESSION, Scope.NONE, prices={"EUR": 5000})
    return Term(PROCEDURES, services.catalogue.add_own(own, name="Laser", language="en").value.code)


def state(services: Services, term: Term, language: str) -> Words:
    matrix = services.wordings.matrix(texts=term.part != PROCEDURES)
    return row_of(matrix, term).states[matrix.languages.index(language)]


def test_the_matrix_has_every_procedure_in_every_language(services: Services) -> None:
    matrix = services.wordings.matrix()
    assert len(matrix.languages) == 19
    assert matrix.cells == 19 * len(services.catalogue.procedures())
    assert row_of(matrix, IMPLANT).states[matrix.languages.index("en")] is Words.CHECKED
    assert row_of(matrix, IMPLANT).prices["EUR"] > 0
    assert matrix.checked == len(services.catalogue.procedures())
    services.wordings.write(IMPLANT, "vi", name="Trụ", checked=True)
    assert services.wordings.matrix().checked == matrix.checked + 1


def test_what_a_speaker_wrote_is_checked_and_what_another_wrote_is_a_draft(
    storage: Storage, clock: FixedClock, services: Services
) -> None:
    linh = StaffMember(0, "Linh Trần", Role.COORDINATOR, languages=("vi",))
    with services.context.writing() as work:
        linh = replace(linh, id=add(work, linh))
    hers = services.acting_as(linh)
    hers.wordings.write(IMPLANT, "vi", name="Trụ implant")
    hers.wordings.write(IMPLANT, "de", name="Implantat")
    assert state(services, IMPLANT, "vi") is Words.CHECKED
    assert state(services, IMPLANT, "de") is Words.UNREAD
    view = services.wordings.view(IMPLANT, "vi")
    assert (view.name, view.changed_by, view.own) == ("Trụ implant", "Linh Trần", True)
    assert view.shipped is not None
    services.wordings.reset(IMPLANT, "vi")
    assert services.wordings.view(IMPLANT, "vi").name == view.shipped.name


def test_a_changed_english_text_makes_the_other_languages_stale(
    services: Services, clock: FixedClock
) -> None:
    term = Term("included", "airport")
    services.wordings.write(term, "vi", name="Đón sân bay", checked=True)
    assert state(services, term, "vi") is Words.CHECKED
    clock.move(timedelta(minutes=1))
    done = services.wordings.write(term, "en", name="Airport pick-up, both ways")
    assert state(services, term, "vi") is Words.STALE
    assert services.catalogue.text("included", "airport", "en") == "Airport pick-up, both ways"
    assert done.undo is not None
    done.undo()
    assert state(services, term, "vi") is Words.CHECKED
    assert services.catalogue.text("included", "airport", "en") == "Airport pick-up on each trip"


def test_an_own_text_is_offered_and_blocks_where_it_has_no_words(services: Services) -> None:
    done = services.wordings.add_text("included", name="A city tour", language="en")
    term = done.value
    assert services.catalogue.choices("included", "vi")[term.key] == "A city tour"
    plan = drafted(services, language="vi", included=(term.key, "typed by hand"))
    found = [p for p in services.plans.problems(plan) if p.kind == "text"]
    assert [(p.data["name"], p.data["key"], p.where.field) for p in found] == [
        ("A city tour", term.key, "included")
    ]
    waits = services.wordings.matrix(texts=True).blocked[term, "vi"]
    assert [(p.plan_id, p.number, p.patient) for p in waits] == [(plan, "P-2026-0001", "Noura Al-Harbi")]
    services.wordings.write(term, "vi", name="Tham quan thành phố")
    assert [p for p in services.plans.problems(plan) if p.kind == "text"] == []
    assert services.plans.document(plan).included[0].text == "Tham quan thành phố"
    assert done.undo is not None
    done.undo()
    assert term.key not in services.catalogue.choices("included", "vi")
    assert services.plans.document(plan).included[0].text == "Tham quan thành phố"
    services.wordings.bring_back_text(term)
    assert term.key in services.catalogue.choices("included", "en")


def drafted(services: Services, **facts: object) -> int:
    patient = services.patients.add(name="Noura Al-Harbi", country="SA").value
    language = str(facts.pop("language", "en"))
    plan = services.plans.draft(patient_id=patient.id, language=language, currency="EUR").value
    services.plans.save(replace(plan, **facts))  # type: ignore[arg-type]
    return plan.id


def test_an_own_visit_label_is_printed_in_the_words_of_the_plan(services: Services) -> None:
    term = services.wordings.add_text("visits", name="City walk", language="en").value
    services.wordings.write(term, "vi", name="Dạo phố")
    trip = PlanTrip(visits=(PlanVisit(1, term.key), PlanVisit(2, "By hand")))
    plan = drafted(services, language="vi", options=(PlanOption((trip,)),))
    paper = services.plans.document(plan)
    assert [visit.title.text for visit in paper.options[0].trips[0].visits] == ["Dạo phố", "By hand"]


def test_an_own_procedure_counts_its_plans_and_names_the_one_it_blocks(services: Services) -> None:
    term = laser(services)
    plan = services.plans.get(drafted(services, language="vi"))
    item = replace(plan, options=(PlanOption((PlanTrip(items=(line(services, term),)),)),))
    services.plans.save(item)
    matrix = services.wordings.matrix()
    assert matrix.used[term] == 1
    assert [p.number for p in matrix.blocked[term, "vi"]] == [plan.number]
    assert (term, "de") not in matrix.blocked
    services.plans.close(plan.id)
    assert services.wordings.matrix().blocked == {}


def line(services: Services, term: Term):
    from clinicdesk.domain.plans import item_of

    return item_of(services.catalogue.get(term.key), "EUR")


def test_prices_brands_and_letters_without_a_glyph_are_found(services: Services) -> None:
    found = services.wordings.findings("en", name="Straumann implant", description="Only 500 USD \U0001f9b7")
    assert found.letters == ("\U0001f9b7",)
    assert found.prices == ("500 USD",)
    assert "Straumann BLX" in found.brands
    clean = services.wordings.findings("ar", name="واقٍ ليلي", description="واقٍ شفاف صلب")
    assert (clean.letters, clean.prices, clean.brands) == ((), (), ())


def test_a_line_is_drawn_as_the_plan_prints_it(services: Services) -> None:
    pdf = services.wordings.line_pdf(
        "SPL-01" if "SPL-01" in services.catalogue.offer().procedures else "IMP-01",
        "ar",
        name="واقٍ ليلي",
        description="واقٍ شفاف",
        currency="USD",
        minor=12000,
    )
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("part", "name", "field"),
    [("included", " ", "name"), ("areas", "x", "part"), ("visits", "x" * 999, "name")],
)
def test_a_text_that_cannot_be_added_names_its_field(
    services: Services, part: str, name: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.wordings.add_text(part, name=name, language="en")
    assert caught.value.field == field


def test_what_nothing_words_is_not_found_and_the_front_desk_writes_nothing(services: Services) -> None:
    with pytest.raises(NotFound):
        services.wordings.view(Term("included", "own-777"), "en")
    with pytest.raises(NotFound):
        services.wordings.write(Term("included", "nothing"), "en", name="x")
    mai = services.acting_as(StaffMember(1, "Mai Vũ", Role.FRONT_DESK))
    assert mai.wordings.matrix().cells
    with pytest.raises(NotAllowed):
        mai.wordings.write(IMPLANT, "vi", name="x")
