"""Words for facts that are more than a name, a date or an amount; empty where a language has none."""

from collections.abc import Sequence
from datetime import date

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.i18n.catalog import Translator


def stay(t: Translator, days: Sequence[int]) -> str:
    """Return how long the patient needs here, a number of days for each trip."""
    if not days or not _worded(t, "{count} day", "{trips} trips ({days})"):
        return ""
    each = [t.n("{count} day", "{count} days", count) for count in days]
    return each[0] if len(each) == 1 else t("{trips} trips ({days})", trips=len(each), days=each)


def refund_rule(t: Translator, ladder: Sequence[RefundStep]) -> str:
    """Return the refund ladder in one sentence; days are counted before the visit."""
    until = "{percent} back until {days} days before your visit"
    if not ladder or not _worded(t, until, "{steps}, nothing after that.", "{percent} back at any time."):
        return ""
    percent = t.formats.percent
    paid = [step for step in ladder if step.percent]
    early = [
        t("{percent} back until {days} days before your visit", percent=percent(step.percent), days=step.days)
        for step in paid
        if step.days
    ]
    if not early:
        return t("{percent} back at any time.", percent=percent(paid[0].percent)) if paid else ""
    return t("{steps}, nothing after that.", steps=", ".join(early))


def guarantee_reason(t: Translator, until_on: date) -> str:
    """Return what the check-up is good for: the guarantee stays valid until a day."""
    sentence = "This check-up keeps your guarantee valid until {on}."
    return t("This check-up keeps your guarantee valid until {on}.", on=until_on) if t.has(sentence) else ""


def work(name: str, teeth: Sequence[int]) -> str:
    """Return a kind of work with its teeth: "crowns (14, 15)"; the numbers are FDI."""
    return f"{name} ({', '.join(str(tooth) for tooth in teeth)})" if teeth else name


def _worded(t: Translator, *sentences: str) -> bool:
    return all(t.has(sentence) for sentence in sentences)
