"""Mails that carry a paper: in its language, without health in the subject, recorded as prepared alone."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest

from clinicdesk.domain.errors import Conflict, NotFound
from clinicdesk.domain.messages import MailFile, PaperMail
from clinicdesk.domain.people import Contact, ContactKind
from clinicdesk.messaging.health import health_word
from clinicdesk.services import Services
from tests import make as builders
from tests.services.money_desk import Desk

FILES = (MailFile("P-2026-0001 revision 1.pdf", b"%PDF-1.7 plan"),)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    storage = builders.storage(tmp_path)
    made = Desk(storage)
    services = Services(made.context)
    services.patients.edit(made.patient_id, contacts=(Contact(ContactKind.EMAIL, "marama@mailbox.example"),))
    clinic = services.clinic.get()
    services.clinic.edit(replace(clinic, email="care@songhan.example"))
    yield made
    storage.close()


def prepared(desk: Desk, mail: PaperMail) -> EmailMessage:
    content = Services(desk.context).mail_drafts.prepare(mail, FILES).value
    return cast("EmailMessage", message_from_bytes(content, policy=policy.default))


def body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


def issued(desk: Desk) -> PaperMail:
    plan = desk.draft()
    desk.plans.issue(plan.id)
    return PaperMail(
        desk.patient_id,
        plan.number,
        "en",
        kind="plan_sent",
        title="Treatment plan and quotation",
        lead_id=desk.lead_id,
    )


def test_the_message_about_the_plan_goes_with_it(desk: Desk) -> None:
    mail = issued(desk)
    message = prepared(desk, mail)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Marama Ngata <marama@mailbox.example>"
    assert mail.number in body(message)
    assert "written plan" in body(message)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "p-2026-0001-revision-1.pdf"
    assert attached.get_content() == FILES[0].content


def test_it_is_on_the_timeline_as_prepared_and_nothing_was_sent(desk: Desk) -> None:
    mail = issued(desk)
    services = Services(desk.context)
    before = services.leads.facts(desk.lead_id)
    done = services.mail_drafts.prepare(mail, FILES)
    record = services.patients.record(desk.patient_id)
    line = record.timeline[0]
    assert (line.kind, line.text, line.channel) == ("mail_draft", FILES[0].name, "email")
    assert services.leads.facts(desk.lead_id) == before
    assert done.undo is not None
    done.undo()
    assert "mail_draft" not in [row.kind for row in services.patients.record(desk.patient_id).timeline]


@pytest.mark.parametrize("language", ["de", "ja", "ar", "th"])
def test_without_a_wording_a_short_text_in_the_papers_language_goes_along(desk: Desk, language: str) -> None:
    mail = replace(issued(desk), language=language)
    message = prepared(desk, mail)
    assert message["Subject"] == f"{Services(desk.context).clinic.get().name}, {mail.number}"
    assert health_word(message["Subject"], language) == ""
    text = body(message)
    assert mail.number in text
    assert "Treatment plan" not in text
    assert "Hello" not in text
    lines = text.splitlines()
    assert lines[0] == "Marama Ngata"
    assert lines[2].removesuffix(mail.number).strip()


def test_a_message_about_another_paper_is_not_used(desk: Desk) -> None:
    mail = replace(issued(desk), number="P-2025-9999")
    assert "written plan" not in body(prepared(desk, mail))
    assert "P-2025-9999" in body(prepared(desk, mail))


def test_who_does_not_want_to_be_written_to_gets_no_draft(desk: Desk) -> None:
    mail = issued(desk)
    services = Services(desk.context)
    services.patients.opt_out(desk.patient_id, source="in_person")
    with pytest.raises(Conflict):
        services.mail_drafts.prepare(mail, FILES)


def test_a_missing_address_is_said(desk: Desk) -> None:
    mail = issued(desk)
    services = Services(desk.context)
    services.patients.edit(desk.patient_id, contacts=())
    with pytest.raises(NotFound):
        services.mail_drafts.prepare(mail, FILES)


def test_a_comma_in_a_name_adds_nobody(desk: Desk) -> None:
    mail = issued(desk)
    services = Services(desk.context)
    services.patients.edit(desk.patient_id, name="Ngata, Marama <evil@mailbox.example>")
    message = prepared(desk, mail)
    assert [address.addr_spec for address in message["To"].addresses] == ["marama@mailbox.example"]
