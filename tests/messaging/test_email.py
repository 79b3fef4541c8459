from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import paragraph, single_line
from clinicdesk.messaging.email import Attachment, Mailbox, draft, file_stem

CLINIC = Mailbox("care@songhan.example", "Sông Hàn Dental")
PDF = Attachment("Kế hoạch P-2026-0398.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)


def read(content):
    return message_from_bytes(content, policy=default)


def text_of(mail):
    return mail.get_body().get_content().replace("\r\n", "\n")


def test_a_draft_is_unsent_and_carries_the_pdf():
    mail = read(
        draft(CLINIC, Mailbox("noura@example.com", "Noura الحربي"), "Kế hoạch", "Chào bạn,\nxin chào", [PDF])
    )
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses[0].display_name == "Noura الحربي"
    assert mail["From"].addresses[0].addr_spec == "care@songhan.example"
    assert mail["Subject"] == "Kế hoạch"
    assert text_of(mail) == "Chào bạn,\nxin chào\n"
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "ke-hoach-p-2026-0398.pdf"
    assert attached.get_content() == PDF.content
    assert mail["Cc"] is None
    assert mail["Bcc"] is None


def test_lines_end_as_mail_wants_them_and_are_short():
    content = draft(CLINIC, Mailbox("a@example.com"), "x" * 300, "Dài " * 900, [PDF])
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 998


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=400))
def test_whatever_is_typed_there_is_one_recipient_and_the_text_comes_back(name, subject, body):
    mail = read(draft(CLINIC, Mailbox("noura@example.com", name), subject, body))
    assert [a.addr_spec for a in mail["To"].addresses] == ["noura@example.com"]
    assert set(mail.keys()) == {
        "X-Unsent", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert text_of(mail).rstrip("\n") == paragraph(body).rstrip("\n")
    assert mail["Subject"].split() == single_line(subject).split()


def test_a_comma_or_a_line_break_in_a_name_adds_nobody():
    for name in ("Lê, Châu", 'x" <b@evil.example>', "a\r\nBcc: b@evil.example", "a;b@evil.example"):
        mail = read(draft(CLINIC, Mailbox("chau@example.com", name), "S", "B"))
        assert [a.addr_spec for a in mail["To"].addresses] == ["chau@example.com"]
        assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "wrong", ["", "nobody", "a@b@c", "a b@c.d", "é@example.com", "a@b, c@d", "<a@b.c>", "a@"]
)
def test_an_address_that_mail_cannot_carry_is_refused(wrong):
    with pytest.raises(InvalidInput) as refused:
        draft(CLINIC, Mailbox(wrong), "S", "B")
    assert refused.value.field == "email"


def test_a_calendar_file_goes_along_and_nothing_else():
    calendar = Attachment("visit.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    (attached,) = read(draft(CLINIC, Mailbox("a@example.com"), "S", "B", [calendar])).iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    with pytest.raises(InvalidInput):
        draft(CLINIC, Mailbox("a@example.com"), "S", "B", [Attachment("run.exe", b"MZ")])


@given(st.text(max_size=60))
def test_file_names_are_slugs(name):
    assert set(file_stem(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert file_stem(name)
