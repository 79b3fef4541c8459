"""The itinerary of the look's picture, and its map."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from clinicdesk.domain.itinerary import (
    ItineraryDocument,
    ItineraryPayment,
    ItineraryPlace,
    ItineraryTravel,
    ItineraryVisit,
    ItineraryWork,
)
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import PaperPatient, PaperStaff, Said
from tests.documents.papers import LETTERHEAD


def map_picture(kind="PNG", size=(660, 410)):
    """A map as a clinic might draw it."""
    picture = Image.new("RGB", size, "#EEF3F5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((size[0] * 0.7, 0, size[0] * 0.85, size[1]), fill="#CFE3EC")
    draw.line((0, size[1] * 0.5, size[0], size[1] * 0.5), fill="white", width=14)
    target = BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def visit(day, start, minutes, title, number, *work, **more):
    """A visit of January 2027 that starts at a clinic time such as "09:00"."""
    hour, minute = map(int, start.split(":"))
    return ItineraryVisit(
        on=date(2027, 1, day),
        title=Said(title),
        starts_at=datetime(2027, 1, day, hour - 7, minute, tzinfo=UTC),
        minutes=minutes,
        work=work,
        uid=f"visit-{number}@songhan.example",
        **more,
    )


VISITS = (
    visit(11, "09:00", 120, "Examination and 3D scan", 1),
    visit(12, "08:30", 180, "Implant", 2, ItineraryWork(Said("Implant"), (35, 36))),
    visit(14, "10:00", 30, "Check", 3),
    visit(19, "09:00", 60, "Stitches out", 4),
)


def itinerary(**changes):
    document = ItineraryDocument(
        number="P-2026-0381",
        trip=1,
        revision=2,
        language="en",
        letterhead=LETTERHEAD,
        patient=PaperPatient("Katrin Vogel", "", "Leipzig", "DE", date(1969, 5, 3)),
        visits=VISITS,
        issued_on=date(2026, 11, 17),
        issued_at=datetime(2026, 11, 17, 3, 42, tzinfo=UTC),
        replaces_on=date(2026, 11, 6),
        patient_zone="Europe/Berlin",
        dentist=PaperStaff("Dr. Phạm Gia Minh", "Implant dentist", "", ("en",)),
        coordinator=PaperStaff("Quỳnh Anh", "", "+84 905 555 124", ("de", "en")),
        emergency_phone="+84 905 555 100",
        usual_call=True,
        travel=ItineraryTravel(
            datetime(2027, 1, 10, 9, 40, tzinfo=UTC),
            datetime(2027, 1, 20, 4, 55, tzinfo=UTC),
            "SQ 176 via Singapore",
            "Bờ Kè Hotel, booking BK-55142",
            "Driver Tuấn, sign “Vogel”",
        ),
        place=ItineraryPlace(
            Said("Opposite the bridge, entrance beside the pharmacy, there is a lift."),
            "Cho tôi đến Nha khoa Sông Hàn, 12 Bờ Sông, quận Hải Châu",
            "DAD",
            Said("15 minutes by car. The pick-up is paid."),
            Said("Grab cars and taxis stop in front of the door."),
            "https://maps.example/songhan",
            map_picture(),
        ),
        usual_bring=True,
        payments=(ItineraryPayment("BN-2026-00181", "deposit", Money(29_000, "EUR"), date(2026, 11, 2)),),
        due=Money(218_400, "EUR"),
        refund_percent=100,
        refund_until=date(2026, 12, 12),
    )
    return replace(document, **changes).sealed()
