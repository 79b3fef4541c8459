"""Whom a sheet's rows belong to, sheets that come again, and undo after people went on working."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from clinicdesk.domain.imports import Counts, ImportKind
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.services import Services
from clinicdesk.services.backups import Backups
from clinicdesk.services.context import Context
from clinicdesk.services.sheets import read_sheet
from clinicdesk.storage import tables
from clinicdesk.storage.work import Storage
from tests import make

PATIENTS, LEADS = ImportKind.PATIENTS, ImportKind.LEADS
PEOPLE = (
    "name;phone;email;birth date;city;note;treatment;treatment date\n"
    "Hans Müller;+4915155550299;hans@mail.example;14.08.1971;Berlin;VIP;Crown 11;28.06.2024\n"
    "Anna Petrova;+79165550123;;02.10.1979;;;;\n"
)
ASKING = (
    "id;name;phone;message;received\n"
    "a1;Hans Müller;+4915155550299;Two implants;16.11.2026 10:00\n"
    "a2;Rachel Cohen;+972505550138;Veneers;15.11.2026 10:00\n"
)


class Room:
    def __init__(self, storage: Storage, folder: Path) -> None:
        self.storage, self.folder = storage, folder
        self.context = Context(storage, make.clock())
        self.services = Services(self.context)

    def take(self, text: str, kind: ImportKind = PATIENTS, name: str = "people.csv") -> Counts:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return self.services.imports.take(read_sheet(path), kind, file_name=name).value

    def undo(self) -> int:
        return self.services.imports.undo(self.services.imports.batches()[0].id).value

    def ids(self) -> dict[str, int]:
        with self.storage.reading(at=make.AT) as work:
            rows = work.execute(select(tables.patient.c.name, tables.patient.c.id))
            return {row.name: row.id for row in rows}

    def rows(self) -> dict[str, int]:
        with self.storage.reading(at=make.AT) as work:
            names = ("patient", "contact", "lead", "lead_fact", "treatment", "guarantee", "consent")
            found = tables.metadata.tables
            return {
                name: work.execute(select(func.count()).select_from(found[name])).scalar_one()
                for name in names
            }

    def verified(self) -> bool:
        return Backups(self.context).verify().problems == ()


@pytest.fixture
def room(storage: Storage, tmp_path: Path) -> Room:
    return Room(storage, tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Müller, Hans", "Hans Müller"),
        ("Herr Hans Müller", "hans muller"),
        ("Dr. Hans Müller", "Mr Hans Müller"),
        ("Hans P. Müller", "Hans Müller"),
        ("田中 由紀", "田中由紀"),
        ("高橋 さくら様", "高橋さくら"),
        ("김 민수", "김민수님"),
        ("นายสมชาย รัตนกุล", "สมชาย รัตนกุล"),
        ("NGUYEN VAN A", "Nguyễn Văn A"),
    ],
)
def test_the_same_name_with_the_same_phone_is_one_person(room: Room, first: str, second: str) -> None:
    room.take(f'name;phone\n"{first}";+4915155550299\n')
    counts = room.take(f'name;phone\n"{second}";0049 151 55550299\n', name="second.csv")
    assert (counts.created, len(room.ids())) == (0, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna Müller", "Hanna Müller"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Mai"),
        ("John Smith", "Joan Smith"),
        ("Anh Nguyễn", "Chi Nguyễn"),
        ("Müller", "Anna Müller"),
    ],
)
def test_twins_with_one_birth_date_and_one_phone_stay_two(room: Room, first: str, second: str) -> None:
    text = f"name;phone;birth date\n{first};+4915155550299;14.08.1999\n{second};+4915155550299;14.08.1999\n"
    assert room.take(text).created == 2
    assert room.take(text) == Counts(read=2, skipped=2)
    assert room.verified()


def test_a_longer_name_of_a_sister_is_another_person(room: Room) -> None:
    text = "name;phone\nNguyễn Thị Lan;0905555118\nNguyễn Thị Lan Anh;0905555118\n"
    assert room.take(text).created == 2


def test_a_name_in_its_own_script_is_known_again(room: Room) -> None:
    room.take("name;native name;phone\nKim Minsu;김민수;+821055551234\n")
    assert room.take("name;phone\n김민수;+82 10 5555 1234\n", name="second.csv").skipped == 1


def test_the_same_sheet_after_a_person_edited_the_record_changes_nothing(room: Room) -> None:
    room.take(PEOPLE)
    hans = room.ids()["Hans Müller"]
    new_phone = (Contact(ContactKind.PHONE, "+4915155550300"),)
    room.services.patients.edit(
        hans, name="Johann Miller", city="Bonn", note="", contacts=new_phone, birth_on=None
    )
    before, edited = room.rows(), room.services.patients.get(hans)
    assert room.take(PEOPLE) == Counts(read=2, skipped=2)
    assert room.rows() == before
    assert room.services.patients.get(hans) == edited
    assert room.verified()


def test_a_row_that_says_more_than_before_fills_what_is_empty(room: Room) -> None:
    room.take(PEOPLE)
    hans = room.ids()["Hans Müller"]
    room.services.patients.edit(hans, name="Johann Miller", city="Bonn")
    more = PEOPLE.replace("Anna Petrova;+79165550123;;", "Anna Petrova;+79165550123;anna@mail.example;")
    assert room.take(more) == Counts(read=2, updated=1, skipped=1)
    assert room.services.patients.get(hans).name == "Johann Miller"


def test_the_same_inquiries_again_change_nothing_and_undo_takes_them_all(room: Room) -> None:
    room.take(PEOPLE)
    before = room.rows()
    assert room.take(ASKING, LEADS, "leads.csv") == Counts(read=2, created=1, updated=1)
    after = room.rows()
    assert room.take(ASKING, LEADS, "leads.csv") == Counts(read=2, skipped=2)
    assert room.rows() == after
    assert room.verified()
    room.undo()
    assert room.rows() == after
    first = next(batch for batch in room.services.imports.batches() if batch.counts.updated)
    room.services.imports.undo(first.id)
    assert room.rows() == before
    assert room.verified()


def test_undo_keeps_a_patient_on_whom_somebody_worked(room: Room) -> None:
    room.take(PEOPLE)
    hans = room.ids()["Hans Müller"]
    room.services.patients.add_note(hans, text="Called about the crown")
    assert room.undo() == 1
    assert room.ids() == {"Hans Müller": hans}
    assert room.rows()["treatment"] == 1
    assert room.verified()


def test_undo_keeps_a_patient_who_was_corrected(room: Room) -> None:
    room.take(PEOPLE)
    room.services.patients.edit(room.ids()["Anna Petrova"], city="Moscow")
    assert room.undo() == 1
    assert list(room.ids()) == ["Anna Petrova"]
    assert room.verified()


def test_undo_keeps_an_imported_inquiry_that_was_answered(room: Room) -> None:
    room.take(PEOPLE)
    room.take(ASKING, LEADS, "leads.csv")
    with room.storage.reading(at=make.AT) as work:
        hans = work.execute(
            select(tables.lead.c.id).where(tables.lead.c.patient_id == room.ids()["Hans Müller"])
        ).scalar_one()
    room.services.leads.record_reply(hans, channel="whatsapp")
    room.undo()
    assert sorted(room.ids()) == ["Anna Petrova", "Hans Müller"]
    assert room.rows()["lead"] == 1
    assert room.verified()


def test_undo_takes_back_only_what_the_import_added_to_somebody_known(room: Room) -> None:
    room.take("name;phone\nHans Müller;+4915155550299\n")
    room.take(
        "name;phone;city;note;email\nHans Müller;+4915155550299;Berlin;likes tea;hans@mail.example\n",
        name="second.csv",
    )
    hans = room.ids()["Hans Müller"]
    patient = room.services.patients.get(hans)
    own = (*patient.contacts, Contact(ContactKind.EMAIL, "typed@mail.example"))
    room.services.patients.edit(hans, city="Bonn", contacts=own)
    room.undo()
    left = room.services.patients.get(hans)
    assert (left.city, left.note) == ("Bonn", "")
    assert [contact.value for contact in left.contacts] == ["+4915155550299", "typed@mail.example"]
    assert room.verified()


def test_undo_of_the_first_import_keeps_people_to_whom_a_later_one_added(room: Room) -> None:
    room.take("name;phone\nHans Müller;+4915155550299\n")
    room.take("name;phone;city\nHans Müller;+4915155550299;Berlin\n", name="second.csv")
    first = room.services.imports.batches()[-1]
    assert room.services.imports.undo(first.id).value == 1
    assert list(room.ids()) == ["Hans Müller"]
    assert room.verified()


def test_a_sheet_that_was_taken_back_can_come_again(room: Room) -> None:
    room.take(PEOPLE)
    room.undo()
    assert room.take(PEOPLE).created == 2
    assert room.verified()


class Stopped(Exception):
    """Raised by a progress, as where a person presses Cancel."""


@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_a_cancelled_import_writes_nothing(room: Room, stop_at: int) -> None:
    path = room.folder / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == stop_at:
            raise Stopped

    with pytest.raises(Stopped):
        room.services.imports.take(read_sheet(path), PATIENTS, file_name="people.csv", progress=progress)
    assert set(room.rows().values()) == {0}
    assert room.services.imports.batches() == ()
    assert room.take(PEOPLE).created == 2


def test_a_language_is_kept_as_its_code(room: Room) -> None:
    room.take("name;phone;language\nHans Müller;+4915155550299;Deutsch\n王美玲;+8613800138000;Mandarin\n")
    ids = room.ids()
    assert room.services.patients.get(ids["Hans Müller"]).language == "de"
    assert room.services.patients.get(ids["王美玲"]).language == "zh-Hans"


def test_an_online_source_is_no_line(room: Room) -> None:
    room.take(
        "name;phone;message;source\nBo Li;+6421555017;Hello;Online form\nCy;+6421555018;Hi;LINE\n", LEADS
    )
    with room.storage.reading(at=make.AT) as work:
        channels = work.execute(select(tables.lead.c.channel).order_by(tables.lead.c.id)).scalars().all()
    assert channels == ["Online form", "line"]
