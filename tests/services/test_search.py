import pytest

from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.domain.search import HitKind
from clinicdesk.storage.work import Storage
from tests.services.people_desk import MAIL, PHONE, Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def titles(desk: Desk, text: str, kind: HitKind = HitKind.PATIENT) -> list[str]:
    return [hit.title for hit in desk.search.find(text) if hit.kind is kind]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyen", "Nguyễn Khánh Vân"),
        ("van khanh", "Nguyễn Khánh Vân"),
        ("NGUYỄN", "Nguyễn Khánh Vân"),
        ("duc", "Đức Hoàng"),
        ("strasse", "Ilse Straße"),
        ("wisniewski", "Mateusz Wiśniewski"),
        ("sorensen", "Søren Sørensen"),
        ("oconnor", "Patrick O’Connor"),
        ("o'connor", "Patrick O’Connor"),
        ("nguyen schmidt", "Linh Nguyen-Schmidt"),
        ("nguyen-schmidt", "Linh Nguyen-Schmidt"),
        ("中由", "田中由紀"),
        ("ราย", "สมชายราย"),
        ("حرب", "نورة الحربي"),
        ("соколова", "Анна Соколова"),
    ],
)
def test_names_are_found_with_accents_scripts_and_order_forgiven(desk: Desk, typed: str, name: str) -> None:
    desk.patients.add(name=name)
    desk.patients.add(name="Somebody Else")
    assert titles(desk, typed) == [name]


@pytest.mark.parametrize(
    "typed", ["0901234567", "+84 901 234 567", "(0901) 234-567", "234567", "hung@mail.example", "KD-0042"]
)
def test_addresses_and_old_numbers_find_their_patient(desk: Desk, typed: str) -> None:
    desk.patients.add(name="Hùng", country="VN", contacts=[PHONE, MAIL], old_number="KD-0042")
    desk.patients.add(name="Else", contacts=[Contact(ContactKind.TELEGRAM, "@else")])
    assert titles(desk, typed) == ["Hùng"]


@pytest.mark.parametrize("typed", ["", " ", "'", "%", "_", "\\", "x" * 10_000_000, "\u202e", "nobody"])
def test_what_is_nobodys_name_finds_nothing(desk: Desk, typed: str) -> None:
    desk.patients.add(name="Hùng")
    assert desk.search.find(typed) == ()


def test_signs_of_patterns_are_ordinary_signs(desk: Desk) -> None:
    desk.patients.add(name="100% Dental_Fan")
    desk.patients.add(name="1000 DentalXFan")
    assert titles(desk, "100%") == ["100% Dental_Fan"]
    assert titles(desk, "dental_fan") == ["100% Dental_Fan"]


def test_names_that_begin_so_come_first(desk: Desk) -> None:
    for name in ("Kevin Nguyen", "Nguyen Van Hung", "Anh Nguyen"):
        desk.patients.add(name=name)
    assert titles(desk, "nguyen")[0] == "Nguyen Van Hung"
    assert len(titles(desk, "nguyen")) == 3


def test_inquiries_are_found_by_their_words_and_by_whose_they_are(desk: Desk) -> None:
    lead = desk.inquiry(treatment="Zirconia crowns", request="I broke a bridge", reference="SJ-884210")
    for typed in ("zirconia", "broke bridge", "884210", "hung nguyen"):
        hits = [hit for hit in desk.search.find(typed) if hit.kind is HitKind.LEAD]
        assert [hit.id for hit in hits] == [lead.id]
        assert hits[0].patient_id == lead.patient_id


def test_notes_are_found_until_they_are_taken_back(desk: Desk) -> None:
    patient = desk.patients.add(name="Sven").value
    done = desk.patients.add_note(patient.id, text="Allergic to Pénicilline")
    (hit,) = desk.search.find("penicilline")
    assert (hit.kind, hit.id, hit.patient_id, hit.title) == (HitKind.NOTE, done.value, patient.id, "Sven")
    assert done.undo is not None
    done.undo()
    assert desk.search.find("penicilline") == ()


def test_plans_are_found_by_number(desk: Desk) -> None:
    lead = desk.inquiry()
    plan = desk.plans.draft(patient_id=lead.patient_id, lead_id=lead.id, language="en", currency="EUR").value
    for typed in (plan.number, plan.number.lower(), plan.number[-3:]):
        assert plan.number in titles(desk, typed, HitKind.PLAN)


def test_at_most_so_many_are_shown(desk: Desk) -> None:
    for n in range(30):
        desk.patients.add(name=f"Anna {n}")
    assert len(desk.search.find("anna")) == 20
    assert len(desk.search.find("anna", limit=5)) == 5
