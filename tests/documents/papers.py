"""Sample papers: the plan and the receipt of the look's pictures."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from clinicdesk.domain.clinic import BankAccount, RefundStep
from clinicdesk.domain.money import Money, total
from clinicdesk.domain.papers import Letterhead, PaperPatient, PaperStaff, Said
from clinicdesk.domain.pay_codes import PayCode, PayWay
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperDeposit,
    PlanPaperDiscount,
    PlanPaperItem,
    PlanPaperMaterial,
    PlanPaperOption,
    PlanPaperTrip,
    PlanPaperVisit,
)
from clinicdesk.domain.receipts import BalanceLine, ReceiptDocument

LETTERHEAD = Letterhead(
    name="Sông Hàn Dental",
    second_name="Nha khoa Sông Hàn",
    legal_name="Song Han Dental Co. Ltd",
    address="12 Bờ Sông, Hải Châu",
    city="Đà Nẵng",
    country="VN",
    phone="+84 236 555 0142",
    email="care@songhan.example",
    licence="0417/SYT-GPHĐ",
    tax_number="0401 555 142",
    zone="Asia/Ho_Chi_Minh",
    bank=BankAccount("Song Han Dental Co. Ltd", "", "0071 0055 5142", "EXAMVNVX"),
)
ONE_NAME = replace(LETTERHEAD, second_name="")
LADDER = (RefundStep(30, 100), RefundStep(14, 50), RefundStep(0, 0))


def usd(amount):
    return Money(amount * 100, "USD")


def item(name, description, price, *, teeth=(), place="", quantity=None, **more):
    count = quantity or max(1, len(teeth))
    gross = usd(price).times(count)
    return PlanPaperItem(
        code=name.upper(),
        name=Said(name),
        quantity=count,
        unit="tooth",
        unit_price=usd(price),
        gross=gross,
        net=more.pop("net", gross),
        description=Said(description),
        teeth=tuple(teeth),
        place=Said(place),
        **more,
    )


def trip(number, items, *, due, subtotal=None, **more):
    gross = total((one.gross for one in items), "USD")
    return PlanPaperTrip(
        number=number, items=tuple(items), gross=gross, subtotal=subtotal or gross, due=due, **more
    )


def first_trip():
    items = [
        item("Examination and 3D scan", "Dentist’s examination, scan of both jaws", 90, place="both jaws"),
        item("Tooth removal", "Broken tooth taken out gently, under local anaesthetic", 60, teeth=(36,)),
        item(
            "Implant",
            "Titanium root placed in the bone",
            1050,
            teeth=(36, 46),
            material=Said("Straumann BLX"),
            guarantee_months=120,
            discount_points=500,
            net=usd(1995),
        ),
        item("Bone graft", "Fills the gap so that the implant holds", 380, teeth=(36,), estimate=True),
        item("Root canal treatment", "Cleans and seals the tooth", 180, teeth=(25,), guarantee_months=24),
        item(
            "Zirconia crown",
            "Tooth-coloured full cover",
            320,
            teeth=(25,),
            material=Said("Ivoclar ZirCAD"),
            guarantee_months=60,
        ),
    ]
    visits = (
        PlanPaperVisit(1, Said("Scan, graft")),
        PlanPaperVisit(2, Said("Two implants")),
        PlanPaperVisit(6, Said("Crown 25")),
    )
    return trip(
        1,
        items,
        subtotal=usd(3025),
        due=usd(2725),
        days=6,
        visits=visits,
        starts_on=date(2027, 1, 12),
        estimate=True,
    )


def second_trip():
    items = [
        item(
            "Crown on implant", "Zirconia crown and its connector", 520, teeth=(36, 46), guarantee_months=60
        ),
        item(
            "Porcelain veneer",
            "Thin porcelain front, bonded",
            340,
            teeth=(12, 11, 21, 22),
            material=Said("IPS e.max"),
            guarantee_months=60,
        ),
        item("Filling", "Tooth-coloured composite, one surface", 55, teeth=(44,), guarantee_months=12),
        item("Professional clean", "Scale and polish, with home-care advice", 65),
        item("Night guard", "Hard clear guard that protects the new teeth", 120, place="upper jaw"),
    ]
    visits = (
        PlanPaperVisit(1, Said("Impressions")),
        PlanPaperVisit(4, Said("Try-in, filling")),
        PlanPaperVisit(8, Said("Final fit")),
    )
    return trip(2, items, due=usd(2640), days=8, visits=visits, starts_on=date(2027, 5, 10), healing_months=4)


MARKS = {
    36: ("removal", "implant", "crown"),
    46: ("implant", "crown"),
    25: ("root_canal", "crown"),
    12: ("veneer",),
    11: ("veneer",),
    21: ("veneer",),
    22: ("veneer",),
    44: ("filling",),
}


def plan(**changes):
    option = PlanPaperOption(
        letter="A",
        trips=(first_trip(), second_trip()),
        gross=usd(5770),
        total=usd(5665),
        discounts=(PlanPaperDiscount(usd(105), 500, Said("Implant")),),
        marks=MARKS,
        estimate=True,
    )
    deposit = PlanPaperDeposit(
        amount=usd(300),
        ladder=LADDER,
        free_moves=1,
        held_at=datetime(2027, 1, 12, 2, 0, tzinfo=UTC),
        hold_ends_at=datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
        ways=("bank", "link"),
        pay_link="https://pay.example/P-2026-0398",
        codes=(PayCode(PayWay.LINK, "https://pay.example/P-2026-0398"),),
        reference="P-0398",
    )
    document = PlanDocument(
        number="P-2026-0398",
        revision=2,
        language="en",
        currency="USD",
        letterhead=LETTERHEAD if changes.get("second_language") else ONE_NAME,
        patient=PaperPatient("Marama Ngata", "", "Wellington", "NZ", date(1971, 3, 4)),
        options=(option,),
        deposit=deposit,
        issued_on=date(2026, 11, 12),
        valid_until=date(2027, 1, 12),
        price_list="2026-10",
        dentist=PaperStaff("Dr. Phạm Gia Minh", "Implant dentist"),
        coordinator=PaperStaff("Linh Trần", "", "+84 905 550 117", ("en", "ar")),
        records=("Panoramic X-ray, 2 Nov 2026", "4 photos, 3 Nov 2026", "Letter from your dentist"),
        summary=Said(
            "Two broken back teeth in your lower jaw are replaced with implants. One upper tooth is saved "
            "with a root canal and a crown. Your four upper front teeth get new porcelain fronts. "
            "The implants need about four months to heal, so the work is done in two trips."
        ),
        materials=(
            PlanPaperMaterial(
                (Said("Implants"),),
                (Said("Straumann BLX, Roxolid titanium"),),
                120,
                Said("One check-up a year, here or at your own dentist, with an X-ray sent to us"),
            ),
            PlanPaperMaterial(
                (Said("Crowns"), Said("veneers")),
                (Said("Ivoclar ZirCAD"), Said("IPS e.max")),
                60,
                Said("Night guard worn; check-up every 12 months"),
            ),
            PlanPaperMaterial(
                (Said("Root canal"),),
                (Said("gutta-percha"),),
                24,
                Said("Not after treatment of the same tooth elsewhere"),
            ),
        ),
        included=tuple(
            map(
                Said,
                (
                    "Examination, X-rays and 3D scan",
                    "Local anaesthetic",
                    "Temporary teeth while you wait",
                    "Airport pick-up on both trips",
                    "Follow-up by message for 12 months",
                ),
            )
        ),
        not_included=tuple(
            map(
                Said,
                (
                    "Flights, hotel and meals",
                    "Medicines, about 40 USD",
                    "Sinus lift, 650 USD if needed",
                    "Treatment of teeth not listed here",
                ),
            )
        ),
        assumptions=tuple(
            map(
                Said,
                (
                    "Your X-ray of 2 November still shows today’s state",
                    "Gums are healthy enough for implants",
                    "If the scan shows otherwise, we stop and give you a new written price first",
                ),
            )
        ),
        absent_teeth=frozenset({18, 28, 38, 48}),
        notation="palmer",
    )
    return replace(document, **changes).sealed()


def long_plan(lines):
    """A plan of one trip with ``lines`` lines."""
    names = ("Zirconia crown", "Porcelain veneer", "Filling", "Root canal treatment", "Implant")
    items = [
        item(f"{names[n % 5]} {n + 1}", "Tooth-coloured full cover, made here", 100 + n, teeth=(11 + n % 8,))
        for n in range(lines)
    ]
    gross = total((one.gross for one in items), "USD")
    only = trip(1, items, due=gross - usd(300), days=9, visits=(PlanPaperVisit(1, Said("Start")),))
    option = PlanPaperOption(letter="A", trips=(only,), gross=gross, total=gross, marks=MARKS)
    return plan(options=(option,))


def receipt(**changes):
    document = ReceiptDocument(
        number="BN-2026-00187",
        kind="deposit",
        language="vi",
        second_language="en",
        letterhead=replace(LETTERHEAD, name="Nha khoa Sông Hàn", second_name="Sông Hàn Dental"),
        issued_at=datetime(2026, 11, 17, 3, 26, tzinfo=UTC),
        received_on=date(2026, 11, 17),
        amount=Money(7_525_000, "VND"),
        paid=Money(25_000, "EUR"),
        rate=Decimal(30100),
        rate_on=date(2026, 11, 17),
        patient=PaperPatient("Lê Minh Châu", "", "Leipzig", "DE", date(1979, 10, 2)),
        balance=(
            BalanceLine("total", (Money(125_400_000, "VND"), Money(416_611, "EUR"))),
            BalanceLine("this", (Money(-7_525_000, "VND"), Money(-25_000, "EUR"))),
            BalanceLine("left", (Money(117_875_000, "VND"), Money(391_611, "EUR"))),
        ),
        payer="Thomas Lê-Richter",
        payer_relation="Chồng · Husband",
        way="bank",
        reference="261117-5581-0027",
        plan_number="P-2026-0407",
        plan_revision=2,
        plan_title=Said("Sáu răng sứ, hai implant", "Six crowns, two implants"),
        appointment_at=datetime(2027, 2, 23, 2, 0, tzinfo=UTC),
        dentist="Dr. Phạm Gia Minh",
        ladder=LADDER,
        free_moves=1,
        coordinator=PaperStaff("Mai Vũ", "", "+84 905 550 131", ("vi", "en")),
        received_by="Mai Vũ",
    )
    return replace(document, **changes).sealed()
