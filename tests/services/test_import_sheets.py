# ruff: noqa: E501, DTZ001  rows of files stand as they are, and a workbook knows no zone
"""Files as programs and people really write them: exports, contacts, damaged ones and traps."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import Counts, ImportField, ImportKind, Rejected
from clinicdesk.services.context import Context
from clinicdesk.services.import_plan import ImportPlan
from clinicdesk.services.import_rows import RowFacts
from clinicdesk.services.imports import Imports
from clinicdesk.services.sheets import read_sheet
from clinicdesk.storage.work import Storage
from tests import make

LEADS, PATIENTS = ImportKind.LEADS, ImportKind.PATIENTS
Judge = Callable[..., ImportPlan]


@pytest.fixture
def imports(storage: Storage) -> Imports:
    return Imports(Context(storage, make.clock()))


@pytest.fixture
def judge(imports: Imports, tmp_path: Path) -> Judge:
    def run(
        content: str | bytes,
        kind: ImportKind = PATIENTS,
        *,
        name: str = "people.csv",
        encoding: str = "utf-8",
        orders: dict[int, DateOrder] | None = None,
    ) -> ImportPlan:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return imports.preview(read_sheet(path), kind, orders=orders)

    return run


def facts(plan: ImportPlan) -> list[RowFacts]:
    return [entry.facts for entry in plan.entries]


def fields(plan: ImportPlan) -> dict[str, ImportField]:
    return {column.header: column.field for column in plan.columns if column.field}


def workbook(rows: list[list[object]], *, formats: dict[int, str] | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Patients")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, (date, datetime)):
                sheet.write_datetime(y, x, value)
            elif value is not None:
                sheet.write(y, x, value)
    book.close()
    return out.getvalue()


def test_google_contacts(judge: Judge) -> None:
    plan = judge(
        "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,Birthday,"
        "Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
        "Phone 2 - Value,Address 1 - Country,Address 1 - City\n"
        "Hans,,Müller,,Hansi,,ACME Dental,1971-08-14,,* myContacts,* Home,hans@mail.example,Mobile,"
        "+49 151 55550299 ::: +49 30 5550 1234,Work,+49 89 5550 1234,Germany,Berlin\n"
    )
    (row,) = facts(plan)
    assert row.name == "Hans Müller"
    assert row.phones == ("+4915155550299", "+493055501234", "+498955501234")
    assert (row.emails, row.country, row.city) == (("hans@mail.example",), "DE", "Berlin")
    assert row.birth_on == date(1971, 8, 14)
    assert "Organization Name" not in fields(plan)
    assert "Phone 1 - Label" not in fields(plan)


def test_outlook_contacts(judge: Judge) -> None:
    plan = judge(
        "Title,First Name,Middle Name,Last Name,Company,Business Country/Region,Home Country/Region,"
        "Business Fax,Home Phone,Mobile Phone,Anniversary,Birthday,E-mail Address,E-mail Type,"
        "E-mail Display Name,Gender\n"
        "Dr.,Anna,,Petrova,Ltd,,Russia,+7 495 555 0100,,+7 916 555 01 23,0/0/00,0/0/00,a@mail.example,SMTP,"
        '"Anna Petrova (a@mail.example)",Unspecified\n'
    )
    (row,) = facts(plan)
    assert (row.name, row.phones, row.birth_on) == ("Anna Petrova", ("+79165550123",), None)
    assert (row.country, row.emails, row.sex) == ("RU", ("a@mail.example",), "")


@pytest.mark.parametrize(
    ("version", "phones"),
    [
        ("3.0", "item1.TEL;type=CELL;type=pref:+44 7700 900614\nTEL;type=HOME:+44 20 7946 0123\n"),
        ("4.0", "TEL;VALUE=uri;TYPE=cell:tel:+44-7700-900614\nTEL;VALUE=uri:tel:+442079460123;ext=5\n"),
    ],
)
def test_contact_cards_with_several_phones(judge: Judge, version: str, phones: str) -> None:
    plan = judge(
        f"BEGIN:VCARD\r\nVERSION:{version}\r\nN:MacLeod;Fiona;;;\r\nFN:Fiona MacLeod\r\n{phones}"
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSk=\r\nEMAIL:fiona@mail.example\r\nBDAY:--0814\r\n"
        "ADR;TYPE=home:;;1 High St;Leeds;;LS1;United Kingdom\r\nNOTE:likes tea\\, not coffee\r\nEND:VCARD\r\n",
        name="contacts.vcf",
    )
    (row,) = facts(plan)
    assert row.name == "Fiona MacLeod"
    assert row.phones == ("+447700900614", "+442079460123")
    assert (row.birth_on, row.country, row.city) == (None, "GB", "Leeds")
    assert (row.emails, row.notes) == (("fiona@mail.example",), ("likes tea, not coffee",))


def test_old_contact_cards_in_quoted_printable(judge: Judge) -> None:
    plan = judge(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6r=\r\ng;;;\r\n"
        "TEL;CELL:+4915155550299\r\nEND:VCARD\r\n",
        name="phone.vcf",
    )
    assert facts(plan)[0].name == "Jörg Müller"


def test_facebook_leads_in_utf_16(judge: Judge) -> None:
    heads = [
        "id",
        "created_time",
        "ad_id",
        "ad_name",
        "adset_id",
        "adset_name",
        "campaign_id",
        "campaign_name",
        "form_id",
        "form_name",
        "is_organic",
        "platform",
        "which_treatment_are_you_interested_in?",
        "full_name",
        "phone_number",
        "email",
        "country",
    ]
    row = (
        "l:88421|2026-11-16T20:31:00-08:00|ag:1|Summer Ad|as:1|Set|c:1|Smile Campaign|f:1|Form|false|fb|"
        "dental_implants|Anke Weber|p:+4915155550244|anke@mail.example|DE"
    )
    plan = judge("\t".join(heads) + "\n" + row.replace("|", "\t") + "\n", LEADS, encoding="utf-16")
    (lead,) = facts(plan)
    assert (lead.name, lead.phones, lead.reference) == ("Anke Weber", ("+4915155550244",), "l:88421")
    assert lead.received_at == datetime(2026, 11, 17, 3, 42, tzinfo=UTC).replace(hour=4, minute=31)
    assert {"ad_name", "campaign_name", "form_name", "ad_id"}.isdisjoint(fields(plan))


def test_google_ads_lead_form(judge: Judge) -> None:
    plan = judge(
        "Lead ID,Campaign ID,Form ID,Lead Submit Time,FULL_NAME,EMAIL,PHONE_NUMBER,GCLID\n"
        "TeSt1,11,22,2026-11-10 09:15:00 UTC,Émile Moreau,emile@mail.example,+33 6 39 98 00 01,Cj0K\n",
        LEADS,
    )
    (lead,) = facts(plan)
    assert (lead.name, lead.received_at) == ("Émile Moreau", datetime(2026, 11, 10, 9, 15, tzinfo=UTC))
    assert lead.reference == "TeSt1"


def test_customer_programs(judge: Judge) -> None:
    hubspot = judge(
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Country/Region,"
        "Last Activity Date,Create Date\n"
        "51,Sofie,Jansen,s@mail.example,+31 6 12345678,Linh,New,Netherlands,2026-11-15,2026-11-01 10:00\n",
        LEADS,
    )
    assert facts(hubspot)[0].name == "Sofie Jansen"
    assert fields(hubspot)["Create Date"] is ImportField.RECEIVED_ON
    pipedrive = judge(
        "Person - ID,Person - Name,Person - Organization,Person - Phone - Mobile,Person - Email - Work\n"
        "7,Omar Haddad,Shop,+971 50 123 4567,o@mail.example\n",
        LEADS,
    )
    assert (facts(pipedrive)[0].name, facts(pipedrive)[0].phones) == ("Omar Haddad", ("+971501234567",))


def test_a_contact_list_of_a_messenger(judge: Judge) -> None:
    plan = judge("Name,WhatsApp\nRachel (implants),whatsapp:+972 50 555 0138\n+84 905 555 118,+84905555118\n")
    assert facts(plan)[0].phones == ("+972505550138",)
    assert [row.message for row in plan.rejected] == [] or plan.counts.read == 2


@pytest.mark.parametrize(
    ("header", "row", "name", "born"),
    [
        ("Nachname;Vorname;Geb.-Datum;Telefon privat;Handy;Ort;Land;Letzter Besuch",
         "Müller;Hans;14.08.1971;030/5550 1234;0151 55550299;Berlin;Deutschland;28.06.2024", "Hans Müller",
         date(1971, 8, 14)),
        ("Név;Születési idő;Telefonszám;E-mail cím;Ország", "Kovács Anna;1971.08.14.;+36 20 123 4567;;Magyarország",
         "Kovács Anna", date(1971, 8, 14)),
        ("Adı;Soyadı;Doğum Tarihi;Cep Telefonu;Uyruğu", "Ayşe;Yılmaz;14.08.1971;0532 123 45 67;Türkiye",
         "Ayşe Yılmaz", date(1971, 8, 14)),
        ("Nombre;Apellidos;Fecha nacimiento;Teléfono móvil;País", "José;García;14/08/1971;612 345 678;España",
         "José García", date(1971, 8, 14)),
        ("ชื่อ;นามสกุล;วันเกิด;เบอร์โทร;ประเทศ", "สมชาย;รัตนกุล;14/08/2514;081-234-5678;ไทย", "สมชาย รัตนกุล",
         date(1971, 8, 14)),
        ("氏名;生年月日;電話番号;国", "田中 由紀;昭和46年8月14日;090-1234-5678;日本", "田中 由紀", date(1971, 8, 14)),
        ("성명;생년월일;휴대폰;국가", "김민수;1971. 08. 14.;010-5555-1234;대한민국", "김민수", date(1971, 8, 14)),
    ],
)  # fmt: skip
def test_dental_programs_of_many_languages(
    judge: Judge, header: str, row: str, name: str, born: date
) -> None:
    plan = judge(f"{header}\n{row}\n")
    assert plan.rejected == ()
    assert (facts(plan)[0].name, facts(plan)[0].birth_on) == (name, born)
    assert facts(plan)[0].phones


def test_titles_above_blank_rows_and_row_numbers(judge: Judge) -> None:
    plan = judge(
        "Patient list,,,\nprinted 17.11.2026,,,\n,,,\nName,,Phone,Email\nAnn Lee,,n/a,\nBo Li,,+6421555017,\n"
    )
    assert [column.header for column in plan.columns] == ["Name", "Phone", "Email"]
    assert [row.row for row in plan.rejected] == [5]
    assert facts(plan)[0].row == 6


def test_quoted_lines_breaks_of_other_programs_and_stray_quotes(judge: Judge) -> None:
    plan = judge('name,phone,note\r\n"Ann\nLee",+6421555017,"two\nlines, one\x0bcell"\r\n')
    assert (facts(plan)[0].name, len(facts(plan))) == ("Ann Lee", 1)
    stray = judge(
        "name;phone\n" + '"Hans;+4915155550299\n' + "".join(f"Bo {n};+64215550{n:03}\n" for n in range(300))
    )
    assert stray.counts.created == 301
    old_mac = judge("name,phone\rAnn Lee,+6421555017\rBo Li,+6421555018\r")
    assert old_mac.counts.created == 2


def test_rows_longer_than_the_header_and_headers_twice(judge: Judge) -> None:
    plan = judge("name,phone,phone,name\nAnn Lee,+6421555017,+6421555018,x,extra,,more\n")
    assert facts(plan)[0].phones == ("+6421555017", "+6421555018")
    assert [column.field for column in plan.columns][3:] == [None, None, None]


def test_a_workbook_with_real_dates_and_numbers(judge: Judge) -> None:
    plan = judge(
        workbook(
            [
                ["Clinic export", None, None, None, None],
                ["Name", "Phone", "Country", "Birth date", "Treatment date", "Treatment"],
                ["สมชาย", 66812345678.0, "Thailand", datetime(1971, 8, 14), 45471, "Crown 11"],
                ["Lan", 905555118, "Vietnam", "14/08/2514", datetime(2024, 6, 28, 10, 30), "Implant 46"],
            ]
        ),
        name="export.xlsx",
    )
    assert [row.phones for row in facts(plan)] == [("+66812345678",), ("+84905555118",)]
    assert [row.birth_on for row in facts(plan)] == [date(1971, 8, 14)] * 2
    assert [row.treatment_on for row in facts(plan)] == [date(2024, 6, 28)] * 2


def test_numbers_that_a_spreadsheet_program_spoiled(judge: Judge) -> None:
    plan = judge("name,phone,country\nAnn Lee,66812345678.0,Thailand\nBo Li,6.68123E+10,Thailand\n")
    assert facts(plan)[0].phones == ("+66812345678",)
    assert "rounded" in plan.rejected[0].message


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0/0/00", None), ("-", None), ("14.08.71", date(1971, 8, 14)), ("14/08/31", date(1931, 8, 14)),
        ("14 août 1971", date(1971, 8, 14)), ("14. März 1971", date(1971, 3, 14)),
        ("Aug 14, 1971", date(1971, 8, 14)), ("S46.8.14", date(1971, 8, 14)), ("26159", date(1971, 8, 14)),
        ("14/08/1971 00:00:00", date(1971, 8, 14)), ("1971-08-14T00:00:00Z", date(1971, 8, 14)),
        ("١٤/٠٨/١٩٧١", date(1971, 8, 14)), ("19710814", date(1971, 8, 14)), ("1971", None),
    ],
)  # fmt: skip
def test_birth_dates_of_all_kinds(judge: Judge, typed: str, read: date | None) -> None:
    plan = judge(f'name;phone;birth date\nAnn Lee;+6421555017;"{typed}"\n', orders={2: DateOrder.DAY_FIRST})
    assert plan.rejected == ()
    assert facts(plan)[0].birth_on == read


@pytest.mark.parametrize(
    ("typed", "received"),
    [
        ("16.11.2026, 20:31", datetime(2026, 11, 16, 13, 31, tzinfo=UTC)),
        ("11/16/2026 8:31 PM", datetime(2026, 11, 16, 13, 31, tzinfo=UTC)),
        ("2026-11-16 20:31:00 UTC", datetime(2026, 11, 16, 20, 31, tzinfo=UTC)),
        ("2026-11-16 20:31:00 GMT+2", datetime(2026, 11, 16, 18, 31, tzinfo=UTC)),
        ("2026-11-16T20:31:00.123Z", datetime(2026, 11, 16, 20, 31, tzinfo=UTC)),
        ("2026-11-16", datetime(2026, 11, 16, 5, 0, tzinfo=UTC)),
    ],
)
def test_instants_with_and_without_a_zone(judge: Judge, typed: str, received: datetime) -> None:
    plan = judge(f'name;phone;received\nAnn Lee;+6421555017;"{typed}"\n', LEADS)
    at = facts(plan)[0].received_at
    assert at is not None
    assert at.replace(microsecond=0) == received


def test_a_treatment_without_a_date_and_an_amount_are_kept_as_notes(judge: Judge) -> None:
    plan = judge("name;phone;treatment;paid;currency\nAnn Lee;+6421555017;Crown 11;1.240,50;EUR\n")
    assert facts(plan)[0].notes == ("Paid before: 1.240,50 EUR", "Treatment without a date: Crown 11")
    assert not plan.entries[0].adds_treatment


def test_several_phones_in_a_cell_and_an_unreadable_one_beside_a_good_one(judge: Judge) -> None:
    plan = judge(
        "name;phone;phone 2;country\n"
        "Ann Lee;+64 21 555 017 / +64 21 555 018;84-90;New Zealand\n"
        "Hans Braun;030/55501234;;Germany\n"
        "Bo Li;0905 55;;Vietnam\n"
        "Cy Wu;www.shop.example;;Vietnam\n"
    )
    assert facts(plan)[0].phones == ("+6421555017", "+6421555018")
    assert facts(plan)[0].notes == ("Phone as written: 84-90",)
    assert facts(plan)[1].phones == ("+493055501234",)
    assert [row.column for row in plan.rejected] == [1, 1]
    assert plan.columns[1].unreadable == 2


def test_formulas_markup_controls_and_emoji_are_only_letters(judge: Judge) -> None:
    plan = judge(
        "name,phone,note\n"
        '"=HYPERLINK(""http://x.example"",""Ann"")",+6421555017,"<b>bold</b>"\n'
        "Zoë\x07\u202e 😀,+6421555018,\x00\n"
    )
    assert [row.name for row in facts(plan)] == ['=HYPERLINK("http://x.example","Ann")', "Zoë 😀"]
    assert facts(plan)[0].notes == ("<b>bold</b>",)


def test_cells_that_are_far_too_long_reject_their_row_alone(judge: Judge) -> None:
    huge = "x" * 10_000_000
    plan = judge(
        f'name,phone,note,city\nAnn Lee,+6421555017,"{huge}",\nBo Li,+6421555018,,\n{huge},+6421555019,,\n'
    )
    assert plan.counts == Counts(read=3, created=1, rejected=2)
    assert plan.rejected[0].data["limit"] == 20_000
    assert max(len(sample) for column in plan.columns for sample in column.samples) <= 80


@pytest.mark.parametrize("content", ["", "\n\n", "name,phone\n", " , \n , \n"])
def test_files_without_rows_give_a_sentence(judge: Judge, content: str) -> None:
    with pytest.raises(InvalidInput, match="no rows"):
        judge(content)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("fake.xlsx", b"PK\x03\x04" + b"\x00" * 400, "not a workbook"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "no table"),
        ("photo.csv", bytes(range(256)) * 40, "no table"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x01" * 2000, "not a workbook"),
    ],
)  # fmt: skip
def test_files_that_are_something_else_give_a_sentence(
    judge: Judge, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        judge(content, name=name)


def test_a_workbook_cut_short_gives_a_sentence(judge: Judge) -> None:
    whole = workbook([["Name", "Phone"], ["Ann Lee", "+6421555017"]])
    for end in range(100, len(whole), 700):
        with pytest.raises(InvalidInput):
            judge(whole[:end], name="cut.xlsx")


def test_a_workbook_under_another_name_and_a_page_saved_as_a_workbook(judge: Judge) -> None:
    whole = workbook([["Name", "Phone"], ["Ann Lee", "+6421555017"]])
    assert facts(judge(whole, name="export.csv"))[0].name == "Ann Lee"
    page = (
        "<html><head><style>td{color:red}</style></head><body><table><tr><td>Menu</td></tr></table><table>"
        "<tr><th>Name</th><th>Phone</th></tr><tr><td>Ann&nbsp;Lee</td><td>+6421555017</td></tr>"
        "<tr><td>Bo<br>Li</td><td>+6421555018</td></tr></table></body></html>"
    )
    assert [row.name for row in facts(judge(page, name="export.xls"))] == ["Ann Lee", "Bo Li"]


def test_family_and_given_name_are_told_apart_where_one_of_them_says_name(judge: Judge) -> None:
    plan = judge("Họ;Tên;SĐT;Năm sinh\nTrần;Lan;0905.555.118;1971\n")
    assert (facts(plan)[0].family_name, facts(plan)[0].given_name) == ("Trần", "Lan")
    assert facts(plan)[0].notes == ("Born in 1971",)


def test_one_endless_row_is_not_taken_for_the_header(judge: Judge) -> None:
    rows = "Ann Lee;+6421555017\n" * 3
    plan = judge("name;phone\n" + ";".join(["x"] * 5000) + "\n" + rows)
    assert (plan.counts.created, plan.counts.skipped, plan.counts.rejected) == (1, 2, 1)


def test_a_header_of_another_field_is_not_taken_for_a_similar_one(judge: Judge) -> None:
    plan = judge("Họ tên;Điện thoại;Ngày điều trị\nLan Trần;0905555118;28/06/2024\n", LEADS)
    assert "Ngày điều trị" not in fields(plan)


@pytest.mark.slow
def test_fifty_thousand_rows_are_judged(judge: Judge) -> None:
    rows = "".join(
        f"Person {n} Number{n};+8490{n:07};p{n}@mail.example;14/08/19{50 + n % 50};Vietnam;hẹn Tết {n}\n"
        for n in range(50_000)
    )
    plan = judge("name;phone;email;birth date;country;note\n" + rows)
    counts = plan.counts
    assert counts.read == 50_000
    assert counts.created + counts.updated + counts.skipped + counts.rejected == 50_000
    assert not any(isinstance(row, Rejected) and row.column is None for row in plan.rejected)
