"""The oracle sees each kind of wrong, names it, and says nothing of a sound file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import insert, text

from clinicdesk.domain.backups import Report
from clinicdesk.domain.itinerary import ItineraryDocument
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient, Said
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperDeposit,
    PlanPaperDiscount,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
)
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument
from clinicdesk.storage import itineraries, tables
from clinicdesk.storage.connect import connect
from clinicdesk.storage.schema import drop_triggers
from clinicdesk.storage.verify import CHECKS, run
from clinicdesk.storage.work import Storage, Work
from tests.make import AT


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def plan_document(number: str = "P-2026-0001", revision: int = 1) -> PlanDocument:
    crown = PlanPaperItem(
        "crown", Said("Crown"), 2, "tooth", eur(30_000), eur(60_000), eur(54_000), discount_points=1000
    )
    trip = PlanPaperTrip(1, 5, (crown,), gross=eur(60_000), subtotal=eur(53_000), due=eur(50_350))
    discounts = (PlanPaperDiscount(eur(6_000), 1000), PlanPaperDiscount(eur(1_000)))
    option = PlanPaperOption("A", (trip,), eur(60_000), eur(53_000), discounts=discounts)
    return PlanDocument(
        number,
        revision,
        "en",
        "EUR",
        Letterhead("Sông Hàn Dental"),
        PaperPatient("Ana"),
        (option,),
        PlanPaperDeposit(eur(2_650), (), points=500),
        valid_until=date(2027, 1, 1),
    ).sealed()


def receipt_document(number: str, minor: int) -> ReceiptDocument:
    balance = (
        BalanceLine("total", (eur(53_000),)),
        BalanceLine("this", (eur(-minor),)),
        BalanceLine("left", (eur(53_000 - minor),)),
    )
    return ReceiptDocument(
        number,
        "deposit",
        "en",
        Letterhead("Sông Hàn Dental"),
        AT,
        AT.date(),
        eur(minor),
        eur(minor),
        PaperPatient("Ana"),
        balance,
    ).sealed()


def add_patient(work: Work) -> None:
    work.execute(
        insert(tables.patient).values(id=1, name="Ana", search="ana", sort_name="ana", created_at=AT)
    )


def add_plan(work: Work, number: str = "P-2026-0001", *, issued: PlanDocument | None = None) -> None:
    plan_id = work.execute(
        insert(tables.plan).values(
            patient_id=1,
            number=number,
            language="en",
            currency="EUR",
            created_at=AT,
            changed_at=AT,
            revision=1 if issued else 0,
        )
    ).inserted_primary_key[0]
    if issued:
        work.execute(
            insert(tables.plan_revision).values(
                plan_id=plan_id,
                revision=1,
                issued_at=AT,
                language="en",
                currency="EUR",
                total_minor=53_000,
                deposit_minor=2_650,
                valid_until=date(2027, 1, 1),
                document=issued.to_json(),
                check_code=issued.check_code,
                pdf=b"%PDF",
                pdf_sha256=sha256(b"%PDF").hexdigest(),
            )
        )


def add_payment(work: Work, sequence: int, **changed: Any) -> int:
    number = f"R-2026-{sequence:04}"
    minor = changed.get("minor", 2_650)
    values = {"kind": "deposit", "minor": minor, "paid_minor": minor, "refunds_id": None} | changed
    payment_id = work.execute(
        insert(tables.payment).values(
            patient_id=1, currency="EUR", paid_currency="EUR", received_on=AT.date(), recorded_at=AT, **values
        )
    ).inserted_primary_key[0]
    document = receipt_document(number, abs(minor))
    work.execute(
        insert(tables.receipt).values(
            payment_id=payment_id,
            series="R-2026",
            sequence=sequence,
            number=number,
            issued_at=AT,
            language="en",
            document=document.to_json(),
            check_code=document.check_code,
            pdf=b"%PDF",
            pdf_sha256=sha256(b"%PDF").hexdigest(),
        )
    )
    return int(payment_id)


def add_itinerary(work: Work) -> None:
    document = ItineraryDocument(
        "P-2026-0001", 1, 1, "en", Letterhead("Sông Hàn Dental"), PaperPatient("Ana"), ()
    ).sealed()
    files = [(content, sha256(content).hexdigest()) for content in (b"%PDF", b"BEGIN:VCALENDAR")]
    itineraries.add(work, (1, 1), document, files[0], files[1])


def verified(storage: Storage) -> Report:
    with storage.reading(at=AT) as work:
        return run(work, CHECKS)


@pytest.fixture
def full(storage: Storage) -> Storage:
    with storage.writing(at=AT) as work:
        add_patient(work)
        add_plan(work, issued=plan_document())
        add_plan(work, "P-2026-0002")
        add_itinerary(work)
        assert [work.next_in("receipt:R-2026") for _ in range(2)] == [1, 2]
        first = add_payment(work, 1)
        add_payment(work, 2, kind="refund", minor=-1_000, refunds_id=first)
        for _ in range(3):
            work.audit("patient.add", "patient", 1)
    return storage


def test_a_new_file_is_good(storage: Storage) -> None:
    report = verified(storage)
    assert report.good
    assert report.checks == tuple(CHECKS)


def test_a_file_in_use_is_good(full: Storage) -> None:
    assert [str(problem) for problem in verified(full).problems] == []


WRONG = {
    "references": "PRAGMA foreign_keys = 0; UPDATE plan SET patient_id = 404",
    "triggers": "SELECT 1",
    "receipt numbers": "UPDATE receipt SET sequence = 3 WHERE sequence = 2",
    "counters": "UPDATE counter SET value = 3",
    "plan numbers": "UPDATE plan SET number = 'P-2026-0003' WHERE number = 'P-2026-0002'",
    "payments have receipts": "DELETE FROM receipt WHERE sequence = 2",
    "refunds": "UPDATE payment SET minor = -9999, paid_minor = -9999 WHERE kind = 'refund'",
    "revisions": "UPDATE plan SET revision = 2 WHERE revision = 1",
    "issued plans": "UPDATE plan_revision SET total_minor = 53001",
    "issued receipts": "UPDATE receipt SET pdf = CAST('%PDX' AS BLOB) WHERE sequence = 1",
    "issued itineraries": "UPDATE itinerary SET calendar = CAST('END' AS BLOB)",
    "balance statements": (
        "INSERT INTO statement (patient_id, given_at, language, document, check_code, pdf, pdf_sha256) "
        "SELECT id, '2026-11-17T03:42:00Z', 'en', "
        """'{"language":"en","letterhead":{"name":"A"},"patient":{"name":"A"},"plans":[],"""
        """"made_at":"2026-11-17T03:42:00+00:00","check_code":"0000-0000"}', """
        "'0000-0000', x'00', '' FROM patient LIMIT 1"
    ),
    "audit": "DELETE FROM audit WHERE id = 2",
}


@pytest.mark.parametrize("check", sorted(set(CHECKS) - {"file"}))
def test_each_check_sees_its_own_wrong(full: Storage, check: str) -> None:
    with full.writing(at=AT) as work:
        drop_triggers(work.connection)
    raw = connect(full.path)
    for statement in WRONG[check].split("; "):
        raw.execute(statement).fetchall()
    raw.close()
    found = {problem.check for problem in verified(full).problems}
    assert check in found


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("$.options[0].trips[0].items[0].quantity", 3, "option A crown gross"),
        ("$.options[0].trips[0].items[0].net.minor", 1, "option A crown net"),
        ("$.options[0].trips[0].subtotal.minor", 52_999, "option A total"),
        ("$.options[0].discounts[1].amount.minor", 999, "option A discount"),
        ("$.deposit.amount.minor", 99_999_999, "deposit"),
    ],
)
def test_a_changed_sum_of_an_issued_plan_is_found(full: Storage, path: str, value: int, part: str) -> None:
    with full.writing(at=AT) as work:
        drop_triggers(work.connection)
        work.execute(
            text("UPDATE plan_revision SET document = json_set(document, :path, :value)"),
            {"path": path, "value": value},
        )
    found = [
        problem.data.get("part") for problem in verified(full).problems if problem.check == "issued plans"
    ]
    assert any(part == str(words).replace(" trip 1", "") for words in found), found


def test_a_problem_is_a_sentence(full: Storage) -> None:
    with full.writing(at=AT) as work:
        drop_triggers(work.connection)
        work.execute(text("UPDATE receipt SET sequence = 9 WHERE sequence = 2"))
    found = [str(p) for p in verified(full).problems if p.check == "receipt numbers"]
    assert found == ["Receipts of series R-2026 run from 1 to 9, but there are 2."]


def test_a_receipt_whose_table_does_not_add_up_is_found(full: Storage) -> None:
    document = receipt_document("R-2026-0001", 2_650)
    wrong = replace(document, balance=(*document.balance[:-1], BalanceLine("left", (eur(1),)))).sealed()
    data: Mapping[str, Any] = wrong.to_json()
    with full.writing(at=AT) as work:
        drop_triggers(work.connection)
        work.execute(
            tables.receipt.update()
            .where(tables.receipt.c.sequence == 1)
            .values(document=data, check_code=wrong.check_code)
        )
    found = [str(p) for p in verified(full).problems if p.check == "issued receipts"]
    assert found == ["R-2026-0001: left in EUR is not the sum of its lines."]
