"""A pasted message is read into proposed facts, each with its place; nothing is invented."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.inquiries import Part
from clinicdesk.services.context import Context
from clinicdesk.services.inquiries import Inquiries, Proposal
from clinicdesk.storage.work import Storage
from tests import make

SMILEJET = """New enquiry from SmileJet · ref SJ-884210
Received: 17 November 2026, 03:31 UTC

Name: Fiona MacLeod
Email: fiona.macleod@mailbox.example
Mobile: 07700 900 614
Country: Scotland, UK

“Hi, I am looking for a price for two implants lower right and maybe whitening. I had a crown with you in
2023 and was very happy. My husband and I will be in Vietnam from 6 to 19 February, so there is time.
Budget is about £3,000.

Do I need a scan before? Please write, calls are hard for me at work.”
"""


@pytest.fixture
def inquiries(storage: Storage) -> Inquiries:
    return Inquiries(Context(storage, make.clock()))


def value(proposal: Proposal, part: Part) -> str:
    found = proposal.first(part)
    return found.value if found else ""


def test_a_platforms_message_fills_the_inquiry(inquiries: Inquiries) -> None:
    read = inquiries.read(SMILEJET)
    assert value(read, Part.NAME) == "Fiona MacLeod"
    assert value(read, Part.EMAIL) == "fiona.macleod@mailbox.example"
    assert value(read, Part.PHONE) == "+447700900614"
    assert value(read, Part.COUNTRY) == "GB"
    assert value(read, Part.CHANNEL) == "SmileJet"
    assert value(read, Part.REFERENCE) == "SJ-884210"
    assert value(read, Part.WRITE_BY) == "email"
    assert value(read, Part.BUDGET) == "£3,000"
    assert read.questions == ("Do I need a scan before?",)
    assert read.received_at == datetime(2026, 11, 17, 3, 31, tzinfo=UTC)


def test_wishes_are_proposed_and_the_past_is_not(inquiries: Inquiries) -> None:
    wishes = [one.value for one in inquiries.read(SMILEJET).found if one.part is Part.TREATMENT]
    assert wishes == ["two implants lower right", "whitening"]


def test_a_year_that_is_not_said_is_a_guess(inquiries: Inquiries) -> None:
    travel = inquiries.read(SMILEJET).first(Part.TRAVEL)
    assert travel is not None
    assert (travel.first_on, travel.last_on, travel.sure) == (date(2027, 2, 6), date(2027, 2, 19), False)


def test_every_fact_stands_where_it_says(inquiries: Inquiries) -> None:
    read = inquiries.read(SMILEJET)
    for one in read.found:
        if one.part in {Part.NAME, Part.EMAIL, Part.BUDGET, Part.CHANNEL, Part.TREATMENT}:
            assert " ".join(read.text[one.start : one.end].split()) == one.value


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Hi, my name is Lena Krüger from Germany.", "Lena Krüger", "DE"),
        ("Chào bác sĩ, tôi tên là Nguyễn Thị Hoa, ở Úc.", "Nguyễn Thị Hoa", "AU"),
        ("Bonjour, je m'appelle Élodie Lefèvre, j'habite en France.", "Élodie Lefèvre", "FR"),
        ("Меня зовут Ольга Петренко, я из Казахстан.", "Ольга Петренко", "KZ"),
        ("I need a crown.\n\nBest regards,\nSiobhán Byrne\nIreland", "Siobhán Byrne", "IE"),
    ],
)
def test_people_name_themselves_in_many_languages(
    inquiries: Inquiries, text: str, name: str, country: str
) -> None:
    read = inquiries.read(text)
    assert (value(read, Part.NAME), value(read, Part.COUNTRY)) == (name, country)


@pytest.mark.parametrize("text", ["", "hello", "????", "I will think about it.", "1234", "=1+1", "<b>x</b>"])
def test_a_message_that_says_nothing_proposes_nobody(inquiries: Inquiries, text: str) -> None:
    parts = {one.part for one in inquiries.read(text).found}
    assert not parts & {Part.NAME, Part.PHONE, Part.EMAIL, Part.COUNTRY, Part.TREATMENT}


def test_a_text_that_is_too_long_is_refused_with_its_length(inquiries: Inquiries) -> None:
    with pytest.raises(InvalidInput, match="10000000") as refused:
        inquiries.read("x" * 10_000_000)
    assert refused.value.field == "text"


@given(text=st.text(max_size=600))
def test_any_text_can_be_read_and_nothing_lies_outside_it(inquiries: Inquiries, text: str) -> None:
    read = inquiries.read(text)
    assert all(0 <= one.start < one.end <= len(read.text) for one in read.found)
