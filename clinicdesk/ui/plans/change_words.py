"""How the editor says what the draft says differently from the revision issued last."""

from datetime import date
from decimal import Decimal

from clinicdesk.domain.plan_papers import PlanChange
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator

KINDS = {
    "added": marked("new"),
    "removed": marked("no longer in the plan"),
    "moved": marked("another trip"),
    "teeth": marked("teeth"),
    "quantity": marked("quantity"),
    "material": marked("material"),
    "guarantee": marked("guarantee"),
    "price": marked("unit price"),
    "discount": marked("discount"),
    "total": marked("total"),
    "deposit": marked("deposit"),
    "valid_until": marked("prices valid until"),
    "option": marked("new option"),
    "option_gone": marked("no longer offered"),
}
MONTHS_OF_A_YEAR = 12


def change_words(t: Translator, change: PlanChange) -> str:
    """Return a change in a line: "Implant, unit price: 1,100 USD becomes 1,050 USD"."""
    what = _what(t, change)
    before, after = _value(t, change, after=False), _value(t, change, after=True)
    if before and after:
        return t("{what}: {before} becomes {after}", what=what, before=before, after=after)
    if before or after:
        return t("{what}: {value}", what=what, value=before or after)
    return what


def _what(t: Translator, change: PlanChange) -> str:
    if change.kind == "starts":
        kind = t("beginning of trip {number}", number=change.trip)
    elif change.kind == "days":
        kind = t("length of trip {number}", number=change.trip)
    else:
        kind = t(KINDS[change.kind])
    letter = t("Option {letter}", letter=change.option) if change.option else ""
    return ", ".join(part for part in (letter, change.name.text, kind) if part)


def _value(t: Translator, change: PlanChange, *, after: bool) -> str:
    money = change.after if after else change.before
    if money is not None:
        return t.formats.money(money)
    said = (change.after_said if after else change.before_said).text
    text = change.after_text if after else change.before_text
    if said or not text:
        return said
    if change.kind in {"valid_until", "starts"}:
        return t.formats.date(date.fromisoformat(text), "medium")
    if change.kind == "moved":
        return t("trip {n}", n=text) if int(text) else t("not part of the total")
    if change.kind == "guarantee":
        return _length(t, int(text))
    if change.kind == "days":
        return t.n("{count} day", "{count} days", int(text))
    if change.kind == "discount":
        return t.formats.percent(Decimal(text) / 100)
    return text


def _length(t: Translator, months: int) -> str:
    if months % MONTHS_OF_A_YEAR == 0:
        return t.n("{count} year", "{count} years", months // MONTHS_OF_A_YEAR)
    return t.n("{count} month", "{count} months", months)
