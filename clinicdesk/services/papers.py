"""What every paper of the clinic needs: letterhead, people, words in its languages, and the fonts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from clinicdesk.bundle import files
from clinicdesk.documents.channel_names import BRANDS
from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.errors import NotFound
from clinicdesk.domain.papers import NOBODY, UNSAID, Letterhead, PaperPatient, PaperStaff, Said
from clinicdesk.domain.people import Patient
from clinicdesk.domain.text import marked
from clinicdesk.domain.wordings import Term
from clinicdesk.services import phones, words
from clinicdesk.services.words import Group
from clinicdesk.storage import leads, patients, staff
from clinicdesk.storage.work import Work

if TYPE_CHECKING:
    from clinicdesk.documents.fonts import FontShelf
    from clinicdesk.documents.press import Press


@cache
def shelf() -> FontShelf:
    """Return the bundled fonts, which remember what they loaded."""
    from clinicdesk.documents.fonts import FontShelf

    return FontShelf(files("resources") / "fonts")


@cache
def press() -> Press:
    """Return the fonts and the look that all papers of the process share."""
    from clinicdesk.documents.press import Press
    from clinicdesk.documents.shaping import Shaper
    from clinicdesk.documents.theme import Theme

    return Press(Shaper(shelf()), Theme.read(files("resources") / "look"))


def letterhead(clinic: Clinic, languages: tuple[str, ...]) -> Letterhead:
    """Return the clinic as a paper made now in one or two ``languages`` names it.

    Beside its name in the paper's language stands the one it is known by everywhere.
    """
    name, second = clinic.names.get(languages[0], clinic.name), ""
    if name != clinic.name:
        second = clinic.name
    elif len(languages) > 1:
        second = clinic.names.get(languages[1], clinic.second_name)
    return Letterhead(
        name=name,
        second_name=second,
        legal_name=clinic.legal_name,
        address=clinic.address,
        city=clinic.city,
        country=clinic.country,
        phone=clinic.phone,
        email=clinic.email,
        website=clinic.website,
        licence=clinic.licence,
        tax_number=clinic.tax_number,
        zone=clinic.zone,
        bank=clinic.bank,
        logo=clinic.logo,
    )


def known_patient(work: Work, patient_id: int) -> Patient:
    """Return the patient a paper is for; raises NotFound."""
    patient = patients.get(work, patient_id)
    if patient is None:
        raise NotFound(marked("This patient is not in the clinic's file."))
    return patient


def paper_patient(patient: Patient) -> PaperPatient:
    """Return the patient as a paper names them."""
    return PaperPatient(patient.name, patient.native_name, patient.city, patient.country, patient.birth_on)


def paper_staff(
    work: Work, staff_id: int | None, languages: tuple[str, ...] = (words.SOURCE,), year: int = 0
) -> PaperStaff:
    """Return a member of staff as a paper of ``year`` names them; nobody where none is chosen."""
    member = staff.get(work, staff_id) if staff_id is not None else None
    if member is None:
        return NOBODY
    known = words.is_key(Term("titles", member.title))
    served = BRANDS.get(member.channel, "")
    return PaperStaff(
        name=member.name,
        title="" if known else member.title,
        phone=f"{served} {phones.pretty(member.phone)}".strip() if member.phone else "",
        languages=member.languages,
        work=said("titles", member.title, languages) if known else UNSAID,
        years=max(0, year - member.since) if member.since else 0,
    )


def coordinator_id(work: Work, patient: Patient, lead_id: int | None) -> int | None:
    """Return who looks after the patient: the lead's owner, else the patient's."""
    lead = leads.get(work, lead_id) if lead_id is not None else None
    return lead.owner_id if lead and lead.owner_id is not None else patient.owner_id


def said(group: Group, key: str, languages: tuple[str, ...], own: words.OwnTexts = words.NOTHING) -> Said:
    """Return the words of ``key`` in a paper's one or two languages, ``own`` ones before the shipped."""
    return Said(*(words.text(group, key, language, own) for language in languages))
