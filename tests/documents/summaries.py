"""A summary with the figures of the look's picture, for tests of the page and the spreadsheet."""

from dataclasses import replace
from datetime import UTC, datetime

from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import SENTENCES, LeadFigures, Leak, Share, Step
from clinicdesk.domain.periods import Period
from clinicdesk.domain.returning import ReturningFigures
from clinicdesk.domain.summary import Advice, Quarter, Summary

AS_OF = datetime(2026, 9, 30, 17, tzinfo=UTC)
PRINTED = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)
ZONE = "Asia/Ho_Chi_Minh"


def lead_figures(
    group: str, inquiries: int, median: int, plans: int, deposits: int, due: int, arrived: int
) -> LeadFigures:
    return LeadFigures(
        group,
        inquiries,
        median,
        3 * median,
        Share(plans, inquiries),
        Share(plans, inquiries),
        Share(plans, inquiries),
        Share(deposits, inquiries),
        Share(deposits, plans),
        Share(arrived, due),
    )


def returning(revenue: int, repeat: int, patients: int = 34, **more: object) -> ReturningFigures:
    values = {
        "contacted": Share(121, 148),
        "not_contactable": 12,
        "recall_booked": Share(29, 121),
        "reactivation": Share(29, 212),
        "new_patients": 50,
        "recall_spend": 29 * 1400,
        "acquisition_spend": 50 * 23_600,
        **more,
    }
    return ReturningFigures(
        "USD", revenue=revenue * 100, repeat_revenue=repeat * 100, returning_patients=patients, **values
    )


def quarters() -> tuple[Quarter, ...]:
    told = [(174_000, 26_000), (186_000, 33_500), (176_000, 37_000), (206_000, 47_400), (214_000, 53_500)]
    found = [
        Quarter(Period(2026, 3).earlier(len(told) - n), returning(whole, part))
        for n, (whole, part) in enumerate(told)
    ]
    return (*found, Quarter(Period(2026, 3), returning(227_400, 65_960)))


def summary() -> Summary:
    groups = (
        lead_figures("SmileJet", 96, 112, 71, 26, 26, 23),
        lead_figures("Website form", 61, 160, 43, 17, 17, 15),
        lead_figures("WhatsApp", 44, 48, 35, 17, 17, 16),
        lead_figures("Facebook page", 38, 365, 17, 4, 4, 3),
        lead_figures("Referral", 22, 70, 20, 15, 15, 14),
    )
    advice = (
        Advice(
            "Send the payment link with the plan.",
            "{late} plans waited. With the link at once {paid} % were paid, of the others {waited} %.",
            {"late": 61, "paid": 54, "waited": 29},
        ),
        Advice(
            "Answer {channel} sooner.",
            "{minutes} to the first reply; {part} of {whole} plans reached a deposit.",
            {"channel": "Facebook page", "minutes": 365, "part": 4, "whole": 17},
        ),
        Advice(
            "Write to the {missed} past patients who were due and not contacted.",
            "At {rate} % about {bookings} of them would book: {amount}.",
            {"missed": 27, "rate": 24, "bookings": 6, "amount": Money(1_164_000, "USD")},
        ),
    )
    leak = Leak(Step.DEPOSIT, Share(79, 186), 8, SENTENCES[Step.DEPOSIT], "SmileJet", 45, 61)
    total = lead_figures("", 261, 118, 186, 79, 79, 71)
    now = Summary(
        "Sông Hàn Dental",
        Period(2026, 3),
        AS_OF,
        True,
        "USD",
        total,
        groups,
        leak,
        returning(227_400, 65_960),
        (("price", 15), ("no_answer", 11), ("elsewhere", 9), ("other", 3)),
        Share(9, 14),
        quarters(),
        advice,
    )
    before = replace(
        now,
        period=Period(2025, 3),
        total=lead_figures("", 240, 320, 156, 73, 66, 59),
        returning=returning(
            185_000, 33_500, 21, contacted=Share(31, 100), recall_booked=Share(15, 100),
            recall_spend=29 * 2200, acquisition_spend=50 * 25_100,
        ),
        leak=None,
        advice=(),
    )  # fmt: skip
    return replace(now, baseline=before)
