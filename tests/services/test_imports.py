"""Spreadsheets as people have them are read, judged, taken in once, and taken back."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from clinicdesk.domain.errors import ClinicError, Conflict, InvalidInput
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import Counts, ImportField, ImportKind
from clinicdesk.services.context import Context
from clinicdesk.services.imports import Imports
from clinicdesk.services.sheets import read_sheet
from clinicdesk.storage import tables
from clinicdesk.storage.work import Storage
from tests import make

PATIENTS = (
    "Họ tên;Điện thoại;Email;Nước;Ngày sinh;Ngày điều trị;Điều trị;Bác sĩ;Ghi chú;Cột P\n"
    "Trần Thị Lan;0905 555 118;lan.tran@mail.example;Úc;14/08/1971;28/06/2024;2 implant R46;BS Minh;VIP;x\n"
    "Michael Braun;+49 151 55550299;;Đức;02/10/1979;05/03/2026;bọc sứ 6 răng;BS Hạnh;;\n"
    "(empty);;;;;;;;;\n"
    "김민수;010 5555 1234;;Hàn Quốc;;;;;;x\n"
    "Müller, K.;;;;;31/02/2025;;;;\n"
)


@pytest.fixture
def imports(storage: Storage) -> Imports:
    return Imports(Context(storage, make.clock()))


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(storage: Storage) -> dict[str, int]:
    with storage.reading(at=make.AT) as work:
        return {
            name: work.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()
            for name in ("patient", "contact", "lead", "treatment", "consent")
        }


def test_the_counts_add_up_and_the_dry_run_writes_nothing(
    imports: Imports, storage: Storage, tmp_path: Path
) -> None:
    before = rows_of(storage)
    plan = imports.preview(read_sheet(written(tmp_path, PATIENTS)), ImportKind.PATIENTS)
    counts = plan.counts
    assert counts == Counts(read=5, created=3, updated=0, skipped=0, rejected=2)
    assert counts.read == counts.created + counts.updated + counts.skipped + counts.rejected
    assert rows_of(storage) == before


def test_headers_of_another_language_find_their_fields(imports: Imports, tmp_path: Path) -> None:
    plan = imports.preview(read_sheet(written(tmp_path, PATIENTS)), ImportKind.PATIENTS)
    fields = {column.header: column.field for column in plan.columns}
    assert fields == {
        "Họ tên": ImportField.NAME,
        "Điện thoại": ImportField.PHONE,
        "Email": ImportField.EMAIL,
        "Nước": ImportField.COUNTRY,
        "Ngày sinh": ImportField.BIRTH_ON,
        "Ngày điều trị": ImportField.TREATMENT_ON,
        "Điều trị": ImportField.TREATMENT,
        "Bác sĩ": ImportField.DENTIST,
        "Ghi chú": ImportField.NOTE,
        "Cột P": None,
    }


def test_the_same_file_twice_changes_nothing(imports: Imports, storage: Storage, tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, PATIENTS))
    imports.take(sheet, ImportKind.PATIENTS, file_name="people.csv")
    first = rows_of(storage)
    again = imports.take(sheet, ImportKind.PATIENTS, file_name="people.csv").value
    assert rows_of(storage) == first
    assert again == Counts(read=5, created=0, updated=0, skipped=3, rejected=2)


def test_an_undo_leaves_the_file_as_it_was(imports: Imports, storage: Storage, tmp_path: Path) -> None:
    before = rows_of(storage)
    done = imports.take(read_sheet(written(tmp_path, PATIENTS)), ImportKind.PATIENTS, file_name="people.csv")
    assert rows_of(storage) != before
    assert done.undo is not None
    assert done.undo().value == 0
    assert rows_of(storage) == before
    with pytest.raises(ClinicError):
        done.undo()


def test_an_update_fills_only_what_is_empty_and_its_undo_empties_it_again(
    imports: Imports, storage: Storage, tmp_path: Path
) -> None:
    first = "name,phone,country\nMichael Braun,+4915155550299,Germany\n"
    imports.take(read_sheet(written(tmp_path, first)), ImportKind.PATIENTS, file_name="first.csv")
    second = 'name,phone,country,born\n"Braun, Michael P.",+49 151 55550299,Austria,1979-10-02\n'
    done = imports.take(read_sheet(written(tmp_path, second)), ImportKind.PATIENTS, file_name="second.csv")
    assert done.value.updated == 1

    def stored() -> tuple[str, str, date | None]:
        with storage.reading(at=make.AT) as work:
            p = tables.patient
            row = work.execute(select(p.c.name, p.c.country, p.c.birth_on)).one()
            return row.name, row.country, row.birth_on

    assert stored() == ("Michael Braun", "DE", date(1979, 10, 2))
    assert done.undo is not None
    done.undo()
    assert stored() == ("Michael Braun", "DE", None)


def test_dates_that_prove_no_order_are_asked_and_not_guessed(
    imports: Imports, storage: Storage, tmp_path: Path
) -> None:
    text = "name,phone,treatment,treatment date\nAnn Lee,+6421555017,Crown 11,05/03/2026\n"
    sheet = read_sheet(written(tmp_path, text))
    plan = imports.preview(sheet, ImportKind.PATIENTS)
    assert [question.header for question in plan.questions] == ["treatment date"]
    assert (plan.questions[0].day_first, plan.questions[0].month_first) == (
        date(2026, 3, 5),
        date(2026, 5, 3),
    )
    with pytest.raises(Conflict, match="treatment date"):
        imports.take(sheet, ImportKind.PATIENTS, file_name="a.csv")
    assert rows_of(storage)["patient"] == 0
    imports.take(sheet, ImportKind.PATIENTS, file_name="a.csv", orders={3: DateOrder.MONTH_FIRST})
    with storage.reading(at=make.AT) as work:
        assert work.execute(select(tables.treatment.c.done_on)).scalar_one() == date(2026, 5, 3)


def test_an_import_never_opts_anybody_in(imports: Imports, storage: Storage, tmp_path: Path) -> None:
    text = "name,phone,marketing consent,opt in\nAnn Lee,+64215550171,yes,TRUE\n"
    imports.take(read_sheet(written(tmp_path, text)), ImportKind.PATIENTS, file_name="a.csv")
    assert rows_of(storage)["consent"] == 0


def test_a_family_may_share_a_phone(imports: Imports, tmp_path: Path) -> None:
    text = "name,phone\nThu Hà Nguyễn,+4915155550299\nMinh Châu Lê,+4915155550299\n"
    assert imports.preview(read_sheet(written(tmp_path, text)), ImportKind.PATIENTS).counts.created == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_common_encoding_and_separator_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        ["Name", "Ort", "Telefon"],
        ["Jürgen Groß", "Köln", "+49 151 5550123"],
        ["Zoë Müller", "Lübeck", "+49 151 5550124"],
    ]
    if encoding == "cp1258":
        lines = [["Name", "Ville", "Téléphone"], ["Hélène Lefèvre", "Nîmes", "+33 6 39 98 00 01"]] * 2
    text = "".join(separator.join(row) + "\r\n" for row in lines)
    sheet = read_sheet(written(tmp_path, text, encoding))
    assert sheet.separator == separator
    assert list(sheet.header) == lines[0]
    assert sheet.rows[0][0] == lines[1][0]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("shift_jis", "髙橋 さくら"),
        ("euc_kr", "김민수 박지훈"),
        ("gb18030", "王美玲 李建国"),
        ("cp1251", "Екатерина Морозова"),
        ("cp874", "สมชาย รัตนกุล"),
    ],
)
def test_old_code_pages_of_other_scripts_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    if encoding == "shift_jis":
        name = "高橋 さくら"
    rows = "".join(f"{name},+8190{number}\n" for number in range(1234567, 1234597))
    sheet = read_sheet(written(tmp_path, "name,phone\n" + rows, encoding))
    assert sheet.rows[0][0] == name


def test_an_advertising_export_becomes_leads(imports: Imports, storage: Storage, tmp_path: Path) -> None:
    header = (
        "id created_time ad_name platform full_name phone_number email country what_treatment_do_you_need?"
    )
    rows = (
        (
            "l:884210",
            "2026-11-16T20:31:00+07:00",
            "A",
            "fb",
            "Anke Weber",
            "p:+4915155550244",
            "a@post.example",
        ),
        (
            "l:884211",
            "2026-08-01T09:00:00+07:00",
            "A",
            "ig",
            "Uwe Graf",
            "p:+4915155550245",
            "u@post.example",
        ),
    )
    lines = [header.replace(" ", "\t"), *("\t".join((*row, "DE", "Two implants")) for row in rows)]
    text = "\n".join(lines)
    done = imports.take(
        read_sheet(written(tmp_path, text, "utf-16")), ImportKind.LEADS, file_name="leads.csv"
    )
    assert done.value.created == 2
    with storage.reading(at=make.AT) as work:
        lead = tables.lead
        rows = work.execute(select(lead.c.reference, lead.c.channel, lead.c.stage).order_by(lead.c.id)).all()
    assert [tuple(row) for row in rows] == [
        ("l:884210", "facebook", "new"),
        ("l:884211", "instagram", "lost"),
    ]


def test_contact_cards_are_read(tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Fiona MacLeod\nTEL;TYPE=CELL:+447700900614\n"
        "EMAIL:fiona@mailbox.example\nBDAY:1979-10-02\nEND:VCARD\n"
    )
    sheet = read_sheet(written(tmp_path, card, name="contacts.vcf"))
    assert sheet.rows[0] == ("Fiona MacLeod", "+447700900614", "fiona@mailbox.example", "1979-10-02")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02PK", b"name,phone\n"])
def test_what_is_no_table_gives_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.xlsx"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        read_sheet(path)


def test_a_missing_file_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"gone\.csv"):
        read_sheet(tmp_path / "gone.csv")


def test_a_sheet_without_a_header_keeps_its_first_row(imports: Imports, tmp_path: Path) -> None:
    sheet = read_sheet(
        written(tmp_path, "Ann Lee,+64215550171,ann@mail.example\nBo Li,+64215550172,bo@mail.example\n")
    )
    assert len(sheet.rows) == 2
    plan = imports.preview(sheet, ImportKind.PATIENTS, mapping={0: ImportField.NAME, 1: ImportField.PHONE})
    assert plan.counts.created == 2
    assert plan.columns[2].field is ImportField.EMAIL
