"""Instants and days by the clinic's clock."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def in_zone(at: datetime, zone: str) -> datetime:
    """The instant ``at`` (aware) in the IANA ``zone``."""
    return at.astimezone(ZoneInfo(zone))


def first_instant(on: date | None, zone: str) -> datetime | None:
    """When the clinic's day ``on`` began in the IANA ``zone``; None without a day."""
    return None if on is None else datetime.combine(on, time(), ZoneInfo(zone))
