"""Rows of one invented patient's story, consistent with the rules: facts, plan, money, visits, treatments."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.leads import Fact, FactKind, stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import Letterhead, PaperPatient, Said
from clinicdesk.domain.people import Patient, folded_contact, search_text
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperDeposit,
    PlanPaperItem,
    PlanPaperOption,
    PlanPaperTrip,
)
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument
from clinicdesk.domain.text import fold
from tests.make import AT, ZONE

CHANNELS = ("whatsapp", "website", "facebook", "referral", "marketplace", "email")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 16
PDF_SHA256 = sha256(PDF).hexdigest()
KINDS = (
    ("CRN-02", "crown", 12),
    ("IMP-01", "implant", 12),
    ("VEN-01", "veneer", 18),
    ("HYG-01", "hygiene", 12),
)
LETTERHEAD = Letterhead("Sông Hàn Dental", city="Đà Nẵng", country="VN", zone=ZONE)
TZ = ZoneInfo(ZONE)

Row = dict[str, Any]


class Rows:
    """Rows by table, with ids counted here, ready to be inserted many at a time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.last: dict[str, int] = defaultdict(int)

    def add(self, table: str, **values: Any) -> int:
        """Keep one row and return its id."""
        self.last[table] += 1
        self.tables[table].append({"id": self.last[table], **values})
        return self.last[table]

    def patient(self, patient: Patient, created_at: datetime) -> int:
        """Add a person with addresses and consent to care."""
        self.last["patient"] = patient.id - 1
        self.add(
            "patient",
            name=patient.name,
            given_name=patient.given_name,
            family_name=patient.family_name,
            native_name=patient.native_name,
            search=search_text(patient),
            sort_name=fold(patient.name),
            birth_on=patient.birth_on,
            country=patient.country,
            zone=patient.zone,
            language=patient.language,
            languages=list(patient.languages),
            preferred_channel=patient.preferred_channel,
            owner_id=patient.owner_id,
            created_at=created_at,
        )
        for position, contact in enumerate(patient.contacts):
            self.add(
                "contact",
                patient_id=patient.id,
                kind=contact.kind.value,
                value=contact.value,
                folded=folded_contact(contact),
                position=position,
            )
        self.add("consent", patient_id=patient.id, purpose="care", channel="", given=1, at=created_at)
        return patient.id


class Story:
    """One lead of one patient, told fact by fact."""

    def __init__(self, rows: Rows, patient: Patient, received_at: datetime) -> None:
        self.rows, self.patient, self.received_at = rows, patient, received_at
        self.facts: list[Fact] = []
        self.lead_id = rows.last["lead"] + 1
        self.total = Money(rows.dice.randrange(40, 900) * 1000, "EUR")
        self.row: Row = {}
        rows.add(
            "lead",
            patient_id=patient.id,
            channel=rows.dice.choice(CHANNELS),
            origin="new",
            request="",
            treatment="",
            owner_id=patient.owner_id,
            received_at=received_at,
            value_minor=self.total.minor,
            value_currency="EUR",
            stage="new",
            stage_at=received_at,
        )
        self.row = rows.tables["lead"][-1]

    def fact(self, kind: FactKind, at: datetime, **detail: Any) -> None:
        """Record one fact; the lead's stage follows."""
        self.facts.append(Fact(kind, at, self.patient.owner_id, detail))
        self.rows.add(
            "lead_fact",
            lead_id=self.lead_id,
            kind=kind.value,
            at=at,
            by=self.patient.owner_id,
            detail=detail,
            recorded_at=at,
        )
        now, since = stage(self.received_at, self.facts)
        self.row["stage"], self.row["stage_at"] = now.value, since

    def reply(self, at: datetime) -> None:
        """Answer the inquiry."""
        self.fact(FactKind.REPLIED, at, channel="whatsapp")
        self.rows.add(
            "message",
            patient_id=self.patient.id,
            lead_id=self.lead_id,
            direction="out",
            kind="first_reply",
            channel="whatsapp",
            body="Good morning, thank you for writing to us.",
            at=at,
            by=self.patient.owner_id,
        )

    def plan(self, at: datetime) -> None:
        """Issue a plan with one crown per 1,000 EUR and send it."""
        self.plan_id = self.rows.last["plan"] + 1
        number = f"P-2026-{self.plan_id:04}"
        valid_until = clinic_date(at, TZ) + timedelta(days=400)
        document = self._document(number, valid_until)
        self.rows.add(
            "plan",
            patient_id=self.patient.id,
            lead_id=self.lead_id,
            number=number,
            language="en",
            currency="EUR",
            valid_until=valid_until,
            revision=1,
            created_at=at,
            changed_at=at,
        )
        trip_id = self.rows.add("plan_trip", plan_id=self.plan_id, option=1, position=1, days=5)
        self.rows.add(
            "plan_item",
            trip_id=trip_id,
            position=1,
            code="CRN-02",
            quantity=2,
            unit_minor=self.total.minor // 2,
        )
        self.revision_id = self.rows.add(
            "plan_revision",
            plan_id=self.plan_id,
            revision=1,
            issued_at=at,
            language="en",
            currency="EUR",
            total_minor=self.total.minor,
            deposit_minor=document.deposit.amount.minor,
            valid_until=valid_until,
            document=document.to_json(),
            check_code=document.check_code,
            pdf=PDF,
            pdf_sha256=PDF_SHA256,
        )
        self.fact(FactKind.PLAN_SENT, at, plan_id=self.plan_id, revision=1, channel="whatsapp")

    def _document(self, number: str, valid_until: Any) -> PlanDocument:
        each = Money(self.total.minor // 2, "EUR")
        item = PlanPaperItem(
            "crown", Said("Zirconia crown"), 2, "tooth", each, self.total, self.total, teeth=(11, 21)
        )
        self.deposit = self.total.part(500)
        trip = PlanPaperTrip(1, 5, (item,), self.total, self.total, self.total - self.deposit)
        return PlanDocument(
            number,
            1,
            "en",
            "EUR",
            LETTERHEAD,
            PaperPatient(self.patient.name, country=self.patient.country),
            (PlanPaperOption("A", (trip,), self.total, self.total),),
            PlanPaperDeposit(self.deposit, (), points=500),
            valid_until=valid_until,
        ).sealed()

    def ask_deposit(self, at: datetime, arrival: datetime, state: str = "held") -> None:
        """Hold a day and ask for the deposit."""
        self.arrival = arrival
        self.appointment_id = self.rows.add(
            "appointment",
            patient_id=self.patient.id,
            lead_id=self.lead_id,
            plan_id=self.plan_id,
            starts_at=arrival,
            state=state,
            held_until=at + timedelta(days=7),
            changed_at=at,
        )
        self.request_id = self.rows.add(
            "deposit_request",
            lead_id=self.lead_id,
            plan_id=self.plan_id,
            revision_id=self.revision_id,
            appointment_id=self.appointment_id,
            minor=self.deposit.minor,
            currency="EUR",
            ladder={"steps": [], "free_moves": 1},
            hold_ends_at=at + timedelta(days=7),
            requested_at=at,
        )
        self.fact(FactKind.DEPOSIT_REQUESTED, at, request_id=self.request_id, plan_id=self.plan_id)

    def pay(self, at: datetime, kind: str, amount: Money, left: Money) -> None:
        """Take money with its numbered receipt."""
        payment_id = self.rows.add(
            "payment",
            patient_id=self.patient.id,
            lead_id=self.lead_id,
            plan_id=self.plan_id,
            request_id=self.request_id if kind == "deposit" else None,
            kind=kind,
            minor=amount.minor,
            currency="EUR",
            paid_minor=amount.minor,
            paid_currency="EUR",
            way="bank",
            received_on=clinic_date(at, TZ),
            recorded_at=at,
        )
        sequence = self.rows.last["receipt"] + 1
        number = f"R-2026-{sequence:05}"
        balance = (
            BalanceLine("total", (left + amount,)),
            BalanceLine("this", (-amount,)),
            BalanceLine("left", (left,)),
        )
        document = ReceiptDocument(
            number, kind, "en", LETTERHEAD, at, clinic_date(at, TZ), amount, amount,
            PaperPatient(self.patient.name), balance,
        ).sealed()  # fmt: skip
        self.rows.add(
            "receipt",
            payment_id=payment_id,
            series="R-2026",
            sequence=sequence,
            number=number,
            issued_at=at,
            language="en",
            document=document.to_json(),
            check_code=document.check_code,
            pdf=PDF,
            pdf_sha256=PDF_SHA256,
        )
        if kind == "deposit":
            self.fact(FactKind.DEPOSIT_PAID, at, payment_id=payment_id)

    def treat(self, at: datetime) -> None:
        """Record the work done on the last day of the trip."""
        done_on = clinic_date(at, TZ)
        code, cadence, months = KINDS[0] if self.patient.id <= 100 else self.rows.dice.choice(KINDS)
        treatment_id = self.rows.add(
            "treatment",
            patient_id=self.patient.id,
            lead_id=self.lead_id,
            plan_id=self.plan_id,
            code=code,
            kind=cadence,
            title=cadence,
            teeth="11 21",
            done_on=done_on,
            cadence=cadence,
            cadence_months=months,
            ideal_return_on=add_months(done_on, months),
        )
        self.rows.add(
            "guarantee",
            treatment_id=treatment_id,
            patient_id=self.patient.id,
            until_on=add_months(done_on, 60),
            condition="",
            check_months=0,
        )
        self.fact(FactKind.TREATED, at)


def hours_before(hours: float) -> datetime:
    """Return the instant that many hours before the measured moment."""
    return (AT - timedelta(hours=hours)).replace(microsecond=0)
