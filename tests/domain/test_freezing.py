from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.domain.freezing import check_code, frozen, thawed
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient, Said
from clinicdesk.domain.plan_papers import (
    PlanChange,
    PlanDocument,
    PlanPaperDeposit,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
    PlanPaperVisit,
)
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument


def plan_document() -> PlanDocument:
    usd = Money(210000, "USD")
    item = PlanPaperItem(
        "IMP-01", Said("Implant", "Trụ implant"), 2, "implant", Money(105000, "USD"), usd, usd, teeth=(36, 46)
    )
    trip = PlanPaperTrip(
        1,
        6,
        (item,),
        usd,
        usd,
        usd,
        visits=(PlanPaperVisit(2, Said("Two implants")),),
        starts_on=date(2027, 1, 5),
    )
    return PlanDocument(
        number="P-2026-0398",
        revision=2,
        language="en",
        second_language="vi",
        currency="USD",
        letterhead=Letterhead("Sông Hàn Dental", logo=b"\x89PNG\x00"),
        patient=PaperPatient("Marama Ngata", birth_on=date(1971, 3, 4)),
        options=(PlanPaperOption("A", (trip,), usd, usd, marks={36: ("implant", "crown")}),),
        deposit=PlanPaperDeposit(
            Money(30000, "USD"), (RefundStep(30, 100),), held_at=datetime(2027, 1, 12, 2, tzinfo=UTC)
        ),
        absent_teeth=frozenset({48, 18}),
        changes=(PlanChange("price", Said("Implant"), Money(1, "USD"), Money(2, "USD")),),
    )


def test_a_plan_document_comes_back_as_it_was() -> None:
    document = plan_document().sealed()
    assert PlanDocument.from_json(document.to_json()) == document


def test_a_receipt_document_comes_back_as_it_was() -> None:
    document = ReceiptDocument(
        number="R-2026-00187",
        kind="deposit",
        language="vi",
        second_language="en",
        letterhead=Letterhead("Nha khoa Sông Hàn"),
        issued_at=datetime(2026, 11, 17, 3, 26, tzinfo=UTC),
        received_on=date(2026, 11, 17),
        amount=Money(7525000, "VND"),
        paid=Money(25000, "EUR"),
        rate=Decimal(30100),
        rate_on=date(2026, 11, 17),
        patient=PaperPatient("Lê Minh Châu"),
        balance=(BalanceLine("left", (Money(117875000, "VND"), Money(391611, "EUR"))),),
        ladder=(RefundStep(30, 100), RefundStep(0, 0)),
    ).sealed()
    assert ReceiptDocument.from_json(document.to_json()) == document


def test_the_check_code_has_two_groups_and_moves_with_every_change() -> None:
    document = plan_document().sealed()
    assert len(document.check_code) == 9
    assert document.check_code[4] == "-"
    assert document.sealed() == document
    assert replace(document, title="Lower arch").sealed().check_code != document.check_code
    assert check_code({"a": 1, "b": 2}) == check_code({"b": 2, "a": 1})


def test_a_float_is_never_frozen() -> None:
    with pytest.raises(TypeError):
        frozen({"amount": 1.5})


def test_fields_added_later_take_their_default() -> None:
    @dataclass(frozen=True)
    class Newer:
        name: str
        teeth: tuple[int, ...] = field(default=(11,))

    globals()["Newer"] = Newer
    assert thawed(Newer, {"name": "x", "gone": 1}) == Newer("x")
