"""Instants as the clinic's clock shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo


def in_zone(at: datetime, zone: str) -> datetime:
    """The instant ``at`` (aware) in the IANA ``zone``."""
    return at.astimezone(ZoneInfo(zone))
