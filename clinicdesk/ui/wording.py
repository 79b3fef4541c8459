"""Words that several screens say alike: channels, instants near to now, and places on the clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.desk import Desk

CHANNEL_NAMES: Mapping[str, str] = {
    "whatsapp": "WhatsApp",
    "zalo": "Zalo",
    "line": "LINE",
    "kakao": "KakaoTalk",
    "kakaotalk": "KakaoTalk",
    "messenger": "Messenger",
    "telegram": "Telegram",
    "viber": "Viber",
    "facebook": "Facebook",
    "smilejet": "SmileJet",
    "email": marked("e-mail"),
    "phone": marked("phone"),
    "sms": "SMS",
    "website": marked("website form"),
    "web": marked("website form"),
    "referral": marked("referral"),
    "agent": marked("agent"),
    "recall": marked("recall"),
    "walk_in": marked("walk-in"),
}
"""How each channel is called inside a sentence; brands stay themselves in every language."""

_NIGHT_ENDS, _DAY_ENDS, _EVENING_ENDS = 6, 18, 21


def channel_name(t: Translator, channel: str) -> str:
    """Return how a channel is called; one that nobody listed is called as it was typed."""
    name = CHANNEL_NAMES.get(channel)
    return t(name) if name else channel


def near_time(desk: Desk, at: datetime) -> str:
    """Return an instant on the clinic's clock: "14:05" today, "yesterday 14:05", "Fri 13 Nov 14:05"."""
    local = desk.local(at)
    formats = desk.t.formats
    day = near_day(desk, local.date())
    return f"{day} {formats.time(local)}"


def near_day(desk: Desk, on: date) -> str:
    """Return a day as people say it: "today", "tomorrow", "yesterday", else "Thu 19 Nov"."""
    today = desk.today()
    formats = desk.t.formats
    if abs((on - today).days) <= 1:
        return formats.near(on, today)
    return formats.date(on, "weekday") if on.year == today.year else formats.date(on, "medium")


def time_there(desk: Desk, zone: str) -> datetime | None:
    """Return the present time where a patient lives; None where the zone is not known."""
    if not zone:
        return None
    try:
        return desk.now().astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def sky_icon(at: datetime) -> str:
    """Return the icon for an hour of the day: moon, sunrise, sun or sunset."""
    if at.hour < _NIGHT_ENDS - 1 or at.hour >= _EVENING_ENDS:
        return "moon"
    if at.hour <= _NIGHT_ENDS + 1:
        return "sunrise"
    return "sun" if at.hour < _DAY_ENDS else "sunset"


def left_to_right(text: str) -> str:
    """Return a phone number or a code between isolates: it keeps its order in right-to-left screens."""
    return f"\u2066{text}\u2069" if text else ""


def upper_first(text: str) -> str:
    """Return ``text`` with its first letter large, as at the beginning of a line."""
    return text[:1].upper() + text[1:]


def minutes_until(now: datetime, at: datetime) -> int:
    """Return the minutes from ``now`` until ``at``, rounded up while it is still to come."""
    return -((now - at) // timedelta(minutes=1))
