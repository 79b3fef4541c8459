"""Turns the record's dated points into those of the journey strip, near enough to today to be read."""

from collections.abc import Iterable
from datetime import date, timedelta

from clinicdesk.domain.record import JourneyPoint
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.icons import State
from clinicdesk.ui.step_names import step_name
from clinicdesk.ui.widgets.journey import Point

BEFORE, AFTER = timedelta(days=900), timedelta(days=400)
"""How far the strip reaches; a guarantee of ten years would press everything else together."""


def points(desk: Desk, journey: Iterable[JourneyPoint]) -> list[Point]:
    """Return the points in view, each with a key that names its kind and day."""
    today = desk.today()
    shown = [point for point in journey if today - BEFORE <= point.on <= today + AFTER]
    return [_point(desk, point, today) for point in _single(shown)]


def day_of(key: str) -> date:
    """Return the day that a point's key names."""
    return date.fromisoformat(key.rpartition("@")[2])


def _single(shown: Iterable[JourneyPoint]) -> list[JourneyPoint]:
    """Leave out what is said by another point of the same kind and day."""
    seen: dict[tuple[str, date], JourneyPoint] = {}
    for point in shown:
        seen.setdefault((point.kind, point.on), point)
    return list(seen.values())


def _point(desk: Desk, point: JourneyPoint, today: date) -> Point:
    t = desk.t
    title, caption, tone = "", t.formats.date(point.on, "day"), "accent"
    if point.kind == "inquiry":
        minutes = point.detail.get("reply_minutes")
        title = t("Inquiry")
        if minutes is not None:
            caption = t("reply in {time}", time=t.formats.duration(minutes))
    elif point.kind == "plan":
        title = t("Plan {number}", number=point.detail["number"])
        total = point.detail.get("total")
        caption = t.formats.money(total) if total else caption
    elif point.kind == "deposit":
        title = t("Deposit {amount}", amount=point.detail["amount"])
    elif point.kind == "trip":
        title, caption = t("Trip"), _span(desk, point)
        tone = "accent" if point.done else "atint"
    elif point.kind == "check":
        title = step_name(t, str(point.detail.get("kind", "")))
    elif point.kind == "recall":
        title, caption, tone = t("Time to write"), _span(desk, point), "violett"
    elif point.kind == "next_trip":
        title, caption, tone = t("Next trip"), _span(desk, point), "atint"
    else:
        title, caption = t("Guarantee ends"), t.formats.date(point.on, "medium")
    state = State.DONE if point.done else State.OVERDUE if point.on < today else State.LATER
    key = f"{point.kind}@{point.on.isoformat()}"
    return Point(key, title, caption, point.on, state, point.until if point.until != point.on else None, tone)


def _span(desk: Desk, point: JourneyPoint) -> str:
    formats = desk.t.formats
    if point.until is None or point.until == point.on:
        return formats.date(point.on, "day")
    return f"{formats.date(point.on, 'day')} – {formats.date(point.until, 'day')}"
