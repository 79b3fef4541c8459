"""Finds and adds patients, and checks what people typed of them, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Any, TypedDict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import InvalidInput, NotFound
from clinicdesk.domain.people import PHONE_KINDS, Contact, ContactKind, Patient
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services import phones
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.zones import zone_of
from clinicdesk.storage import patients as repository
from clinicdesk.storage.work import Work

OLDEST = 130
MOST_CONTACTS = 30
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINES = ("given_name", "family_name", "native_name", "city", "alert", "old_number", "sex")


class PatientFields(TypedDict, total=False):
    """What a form fills in of a patient; what is left out keeps its default, or its value."""

    name: str
    given_name: str
    family_name: str
    native_name: str
    birth_on: date | None
    sex: str
    country: str
    city: str
    zone: str
    language: str
    languages: Iterable[str]
    contacts: Iterable[Contact]
    preferred_channel: str
    owner_id: int | None
    alert: str
    note: str
    old_number: str


def with_fields(patient: Patient, fields: PatientFields) -> Patient:
    """Return ``patient`` with the given fields, lists as tuples."""
    values = dict(fields)
    for name in ("languages", "contacts"):
        if name in values:
            values[name] = tuple(values[name])  # type: ignore[arg-type]
    return replace(patient, **values)  # type: ignore[arg-type]


def filled(patient: Patient, fields: PatientFields) -> Patient:
    """Return ``patient`` with what it lacks taken from ``fields``: nothing it has is overwritten.

    Addresses and languages are added; its owner stays.
    """
    given = with_fields(Patient(0, ""), fields)
    values: dict[str, Any] = {
        name: getattr(given, name)
        for name in fields
        if name not in {"owner_id", "contacts", "languages"} and not getattr(patient, name)
    }
    return replace(
        patient,
        **values,
        contacts=tuple(dict.fromkeys((*patient.contacts, *given.contacts))),
        languages=tuple(dict.fromkeys((*patient.languages, *given.languages))),
    )


def checked_patient(patient: Patient, today: date) -> Patient:
    """Return ``patient`` with clean texts, addresses in their standard form, and a time zone.

    Raises InvalidInput for the first field that cannot be used; nothing is cut or guessed.
    """
    lines: dict[str, Any] = {name: within_line(getattr(patient, name), name) for name in _LINES}
    name = within_line(patient.name, "name") or lines["native_name"]
    if not name:
        raise InvalidInput(marked("Write the patient's name."), field="name")
    if patient.birth_on is not None and not 0 <= today.year - patient.birth_on.year <= OLDEST:
        raise InvalidInput(marked("This cannot be a date of birth."), field="birth_on")
    if patient.birth_on is not None and patient.birth_on > today:
        raise InvalidInput(marked("This date of birth is still to come."), field="birth_on")
    if patient.country and not _COUNTRY.fullmatch(patient.country):
        raise InvalidInput(marked("Choose the country from the list."), field="country")
    for language in (patient.language, *patient.languages):
        if language and not _LANGUAGE.fullmatch(language):
            raise InvalidInput(marked("Choose the language from the list."), field="language")
    contacts = checked_contacts(patient.contacts, patient.country)
    return replace(
        patient,
        **lines,
        name=name,
        contacts=contacts,
        languages=tuple(dict.fromkeys(patient.languages)),
        zone=_zone(patient.zone) or zone_of(patient.country),
        preferred_channel=within_line(patient.preferred_channel, "preferred_channel", 20),
        note=within_paragraph(patient.note, "note"),
    )


def _zone(zone: str) -> str:
    if zone:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidInput(marked("Choose the time zone from the list."), field="zone") from error
    return zone


def checked_contacts(contacts: Iterable[Contact], country: str) -> tuple[Contact, ...]:
    """Return the addresses in their standard form without doubles; empty ones are left out.

    Raises InvalidInput with the field "phone", "email" or the account's kind.
    """
    found = dict.fromkeys(_contact(contact, country) for contact in contacts if contact.value.strip())
    if len(found) > MOST_CONTACTS:
        raise InvalidInput(marked("{most} addresses are the most."), field="contacts", most=MOST_CONTACTS)
    return tuple(found)


def _contact(contact: Contact, country: str) -> Contact:
    kind = ContactKind(contact.kind)
    if kind in PHONE_KINDS:
        field = "phone" if kind is ContactKind.PHONE else kind.value
        return Contact(kind, phones.parse(contact.value, country, field=field))
    value = within_line(contact.value, kind.value)
    return Contact(kind, _email(value)) if kind is ContactKind.EMAIL else Contact(kind, value)


def _email(value: str) -> str:
    problem = InvalidInput(marked("{email} is not a mail address."), field="email", email=value)
    try:
        address = Address(addr_spec=value)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise problem from error
    if not address.username or "." not in address.domain.strip("."):
        raise problem
    return f"{address.username}@{address.domain.lower()}" if address.addr_spec == value else address.addr_spec


def add_patient(work: Work, context: Context, fields: PatientFields) -> Patient:
    """Store a new patient inside ``work``, checked; raises InvalidInput with the field."""
    patient = checked_patient(with_fields(Patient(0, ""), fields), clinic_today(work, context))
    patient = replace(patient, created_at=work.at)
    patient = replace(patient, id=repository.add(work, patient))
    work.audit("patient.add", "patient", patient.id)
    return patient


def found_patient(work: Work, patient_id: int) -> Patient:
    """Return one patient; raises NotFound."""
    patient = repository.get(work, patient_id)
    if patient is None:
        raise NotFound(marked("This record is not in the clinic's file."))
    return patient


def clinic_today(work: Work, context: Context) -> date:
    """Return the clinic's calendar date of this transaction."""
    return clinic_date(work.at, settings_of(work, context).clinic.tz)


def past(work: Work, at: datetime | None, field: str = "at") -> datetime:
    """Return ``at``, or the present where it is None; raises InvalidInput for what is still to come."""
    if at is not None and at > work.at:
        raise InvalidInput(marked("This time is still to come."), field=field)
    return at or work.at
