"""A sample plan with two or three options: the one of the look's picture, and a cheaper third."""

from dataclasses import replace
from datetime import date

from clinicdesk.domain.money import total
from clinicdesk.domain.papers import PaperPatient, PaperStaff, Said
from clinicdesk.domain.plan_papers import (
    PlanPaperComparison,
    PlanPaperDiscount,
    PlanPaperOption,
    PlanPaperVisit,
)
from tests.documents.papers import item, plan, trip, usd

EXAM = item("Examination, clean, local anaesthetic", "Scan of both jaws", 155, place="both jaws")


def implant(*teeth):
    return item(
        "Implant",
        "Titanium root placed in the bone",
        1050,
        teeth=teeth,
        material=Said("Straumann BLX"),
        guarantee_months=120,
    )


def option(letter, surgery, on_top, days=6, **more):
    first = trip(
        1,
        [EXAM, *surgery],
        due=usd(0),
        days=days,
        visits=tuple(
            PlanPaperVisit(n, Said(words)) for n, words in ((1, "Scan"), (2, "Implants"), (4, "Control"))
        ),
        starts_on=date(2027, 1, 12),
    )
    second = trip(
        2,
        on_top,
        due=usd(0),
        days=6,
        visits=tuple(
            PlanPaperVisit(n, Said(words)) for n, words in ((1, "Impressions"), (3, "Try-in"), (6, "Fit"))
        ),
        starts_on=date(2027, 5, 10),
        healing_months=4,
    )
    trips = tuple(
        replace(one, due=one.subtotal - (usd(300) if one.number == 1 else usd(0)))
        for one in (first, second)
        if one.items
    )
    full = total((one.subtotal for one in trips), "USD")
    return PlanPaperOption(letter=letter, trips=trips, gross=full, total=full, **more)


def option_a():
    crowns = item(
        "Crown on implant",
        "Zirconia crown",
        520,
        teeth=(16, 15, 14),
        material=Said("Zirconia"),
        guarantee_months=60,
    )
    return option(
        "A",
        [implant(16, 15, 14)],
        [crowns],
        title="Three implants, three crowns",
        note="every tooth stands alone",
        summary="Each missing tooth gets its own implant and crown. "
        "It looks and cleans like three natural teeth.",
        suits=("you want to floss every tooth", "later repairs should stay small"),
        marks=dict.fromkeys((16, 15, 14), ("implant", "crown")),
    )


def option_b():
    bridge = item(
        "Bridge on two implants",
        "Zirconia bridge",
        1290,
        teeth=(16, 15, 14),
        quantity=1,
        material=Said("Zirconia"),
        guarantee_months=60,
    )
    return option(
        "B",
        [implant(16, 14)],
        [bridge],
        days=5,
        title="Two implants, one bridge",
        note="the middle tooth hangs between two",
        summary="Two implants carry a bridge of three teeth. One operation site less and 1,320 USD less.",
        suits=("you prefer a shorter first visit", "the price decides"),
        marks={16: ("implant", "bridge"), 15: ("bridge",), 14: ("implant", "bridge")},
    )


def option_c():
    denture = item("Removable denture", "Clasped to your own teeth", 640, teeth=(16, 15, 14), quantity=1)
    return option("C", [denture], [], days=9, title="A denture", suits=("you want no operation",))


def options_plan(count=2, **changes):
    """Grace Whitfield's plan of the picture with two options, or with a third."""
    options = (option_a(), option_b(), option_c())[:count]
    own = (
        PlanPaperComparison(
            "Cleaning at home",
            (
                "Brush and floss, as your own teeth",
                "Brush, and a small brush under the bridge",
                "Take it out",
            )[:count],
        ),
        PlanPaperComparison(
            "If one part fails later", ("One crown is renewed", "The whole bridge is renewed", "")[:count]
        ),
    )
    facts = {
        "number": "P-2026-0409",
        "revision": 1,
        "options": options,
        "patient": PaperPatient("Grace Whitfield", "", "Bristol", "GB", date(1962, 7, 22)),
        "coordinator": PaperStaff("Hoàng Đức", "", "+84 905 550 122", ("en",)),
        "records": ("3D scan, 4 Nov 2026", "5 photos, 9 Nov 2026", "Letter from your dentist"),
        "issued_on": date(2026, 11, 17),
        "valid_until": date(2027, 1, 17),
        "summary": Said(
            "Three teeth are missing in your upper right jaw. There are several ways to replace them."
        ),
        "assumptions": (
            Said("the scan of 4 November is still true"),
            Said("no sinus lift; if needed, 650 USD"),
        ),
        "absent_teeth": frozenset({18, 28, 16, 15, 14}),
        "comparisons": own,
    }
    return plan(**{**facts, **changes})


def with_discount(option, amount):
    """An option less a discount on its whole, which its last trip bears."""
    last = option.trips[-1]
    trips = (*option.trips[:-1], replace(last, subtotal=last.subtotal - amount))
    return replace(
        option, trips=trips, total=option.total - amount, discounts=(PlanPaperDiscount(amount, 0, Said("")),)
    )
