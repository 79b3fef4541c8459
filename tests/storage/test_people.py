from datetime import timedelta

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.dialects import sqlite

from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.leads import FactKind, Lead, Origin, Stage
from clinicdesk.domain.people import Contact, ContactKind, Patient
from clinicdesk.domain.text import like
from clinicdesk.storage import consent, leads, messages, patients, tables
from clinicdesk.storage.work import Storage, Work
from tests.make import AT

PHONE = Contact(ContactKind.PHONE, "+84901234567")


def patient(work: Work, name: str = "Nguyễn Văn Hùng", *contacts: Contact) -> int:
    return patients.add(work, Patient(0, name, contacts=contacts or (PHONE,)))


def lead(work: Work, patient_id: int) -> int:
    return leads.add(work, Lead(0, patient_id, "whatsapp", Origin.NEW, AT - timedelta(days=3)))


def plan_of(work: Work, statement: Select[tuple[int]]) -> str:
    words = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    return " ".join(row[3] for row in work.execute(text(f"EXPLAIN QUERY PLAN {words}".replace(":", "\\:"))))


def test_a_patient_is_stored_whole_and_changed_whole(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        patient_id = patient(work)
        found = patients.get(work, patient_id)
        assert found is not None
        assert (found.name, found.contacts, found.created_at) == ("Nguyễn Văn Hùng", (PHONE,), AT)
        changed = Patient(**{**found.__dict__, "name": "Hùng", "contacts": (), "languages": ("vi", "en")})
        patients.write(work, changed)
        assert patients.get(work, patient_id) == changed
        assert patients.get(work, 404) is None


def test_facts_move_the_stored_stage_and_taking_them_back_moves_it_back(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        lead_id = lead(work, patient(work))
        replied = leads.add_fact(work, lead_id, FactKind.REPLIED, at=AT - timedelta(days=2))
        paid = leads.add_fact(work, lead_id, FactKind.DEPOSIT_PAID)

        def stored() -> tuple[Stage, object]:
            found = leads.get(work, lead_id)
            assert found is not None
            return found.stage, found.stage_at

        assert stored() == (Stage.DEPOSIT_PAID, AT)
        leads.retract_fact(work, paid.id)
        assert stored() == (Stage.REPLIED, AT - timedelta(days=2))
        assert leads.facts(work, lead_id) == (replied,)
        leads.retract_fact(work, replied.id)
        assert stored() == (Stage.NEW, AT - timedelta(days=3))
        leads.restore_fact(work, paid.id)
        assert stored() == (Stage.DEPOSIT_PAID, AT)
        assert leads.fact(work, replied.id) == (lead_id, replied, False)


def test_a_key_is_free_again_when_its_message_was_taken_back(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        patient_id = patient(work)
        first = messages.add(work, patient_id, direction=messages.OUT, kind="recall", key="1:recall")
        messages.retract(work, first)
        messages.retract(work, first)
        assert not messages.has_key(work, "1:recall")
        second = messages.add(work, patient_id, direction=messages.OUT, kind="recall", key="1:recall")
        messages.retract(work, second)
        messages.restore(work, first)
        assert messages.has_key(work, "1:recall")


def test_the_list_of_addresses_holds_no_address(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        assert consent.suppress(work, "84901234567", "call")
        assert not consent.suppress(work, "84901234567", "again")
        assert consent.suppressed(work, ["84901234567", "84900000000", ""]) == {"84901234567"}
        stored = work.execute(select(tables.suppression.c.address_hash)).scalar_one()
        assert "84901234567" not in stored
        consent.lift(work, "84901234567")
        assert consent.suppressed(work, ["84901234567"]) == frozenset()


def test_permission_looks_at_the_address_that_would_be_used(storage: Storage) -> None:
    mail = Contact(ContactKind.EMAIL, "Hung@mail.example")
    with storage.writing(at=AT) as work:
        patient_id = patient(work, "Hùng", PHONE, mail)
        consent.add(work, patient_id, Consent(Purpose.CARE, True, AT))
        found = patients.get(work, patient_id)
        assert found is not None
        consent.suppress(work, "hung@mail.example", "reply STOP")
        assert not consent.permission(work, found, Purpose.CARE, "email")
        assert consent.permission(work, found, Purpose.CARE, "whatsapp")


@pytest.mark.parametrize(("table", "index"), [("patient", "ix_patient_search"), ("lead", "ix_lead_search")])
def test_words_are_looked_for_in_a_covering_index(storage: Storage, table: str, index: str) -> None:
    column = tables.metadata.tables[table].c
    with storage.reading(at=AT) as work:
        found = plan_of(work, select(column.id).where(column.search.like(like("van"), escape="\\")))
        assert f"COVERING INDEX {index}" in found


def test_somebody_on_whom_something_hangs_is_not_removed_by_chance(storage: Storage) -> None:
    with storage.writing(at=AT) as work:
        patient_id = patient(work)
        assert not patients.has_history(work, patient_id)
        lead_id = lead(work, patient_id)
        assert patients.has_history(work, patient_id)
        assert not leads.has_history(work, lead_id)
        leads.add_fact(work, lead_id, FactKind.REPLIED)
        assert leads.has_history(work, lead_id)
        assert patients.with_open_cases(work) == (patient_id,)
