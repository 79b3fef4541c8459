"""The words of the import page: fields, what agrees, what a row adds, and why a row is rejected."""

from collections.abc import Iterable, Mapping

from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import ImportField, ImportKind, Match, Rejected
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator

TITLES: Mapping[ImportKind, str] = {
    ImportKind.LEADS: marked("Import leads"),
    ImportKind.PATIENTS: marked("Import patients"),
}
FIELD_NAMES: Mapping[ImportField, str] = {
    ImportField.NAME: marked("Name"),
    ImportField.GIVEN_NAME: marked("Given name"),
    ImportField.FAMILY_NAME: marked("Family name"),
    ImportField.NATIVE_NAME: marked("Name in own script"),
    ImportField.PHONE: marked("Phone"),
    ImportField.EMAIL: marked("E-mail"),
    ImportField.BIRTH_ON: marked("Birth date"),
    ImportField.SEX: marked("Sex"),
    ImportField.COUNTRY: marked("Market"),
    ImportField.CITY: marked("City"),
    ImportField.LANGUAGE: marked("Language"),
    ImportField.CHANNEL: marked("Channel"),
    ImportField.REFERENCE: marked("Reference"),
    ImportField.OLD_NUMBER: marked("Old number"),
    ImportField.RECEIVED_ON: marked("Received"),
    ImportField.REQUEST: marked("Request, text"),
    ImportField.TREATMENT: marked("Treatment, text"),
    ImportField.TREATMENT_ON: marked("Treatment date"),
    ImportField.DENTIST: marked("Dentist"),
    ImportField.TEETH: marked("Teeth"),
    ImportField.PAID: marked("Paid, as a note"),
    ImportField.CURRENCY: marked("Currency"),
    ImportField.NOTE: marked("Note"),
}
ORDERS: Mapping[DateOrder, str] = {
    DateOrder.DAY_FIRST: marked("day first"),
    DateOrder.MONTH_FIRST: marked("month first"),
}
AGREES: Mapping[str, str] = {
    "name": marked("same name"),
    "address": marked("same phone or e-mail"),
    "birth date": marked("same birth date"),
    "row": marked("same row as in an earlier import"),
}
ADDS: Mapping[str, str] = {
    "contacts": marked("phone or e-mail"),
    "note": marked("note"),
    "native_name": marked("name in own script"),
    "birth_on": marked("birth date"),
    "sex": marked("sex"),
    "country": marked("market"),
    "city": marked("city"),
    "language": marked("language"),
    "old_number": marked("old number"),
    "lead": marked("inquiry"),
    "treatment": marked("treatment"),
}


SHORT: Mapping[str, str] = {
    "Phone": marked("phone"),
    "No phone": marked("no contact at all"),
    "Row has no name": marked("no name"),
    "Date": marked("date"),
}
"""The kinds of reasons by how their English sentences begin; the longest beginning counts."""


def short_reason(t: Translator, row: Rejected) -> str:
    """Return the kind of a reason in a word or two."""
    fitting = [start for start in SHORT if row.message.startswith(start)]
    return t(SHORT[max(fitting, key=len)]) if fitting else t("too long")


def field_name(t: Translator, one: ImportField | None) -> str:
    """Return how a field is called, or that the column is not imported."""
    return t("Do not import") if one is None else t(FIELD_NAMES[one])


def order_name(t: Translator, order: DateOrder) -> str:
    """Return "day first" or "month first"."""
    return t(ORDERS[order])


def reason(t: Translator, row: Rejected) -> str:
    """Return why a row is rejected, as a sentence."""
    data = dict(row.data)
    if isinstance(country := data.get("country"), str):
        data["country"] = t.formats.country(country)
    return t(row.message, **data)


def agreement(t: Translator, match: Match) -> str:
    """Return what of a row agrees with somebody already here: "same name, same birth date"."""
    known = [t(AGREES[name]) for name in match.agrees if name in AGREES]
    if match.patient_id < 0:
        known.append(t("earlier in this file"))
    return ", ".join(known)


def additions(t: Translator, match: Match) -> str:
    """Return what a row adds to somebody already here."""
    names = _each(t, match.adds)
    return t("adds {what}", what=names) if names else t("nothing new, is skipped")


def _each(t: Translator, adds: Iterable[str]) -> list[str]:
    return [t(ADDS[name]) for name in adds if name in ADDS]
