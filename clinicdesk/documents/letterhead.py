"""The clinic's letterhead and the people on a paper, as both plan and receipt show them."""

from clinicdesk.documents.page import Head
from clinicdesk.documents.speech import Speech
from clinicdesk.domain.papers import Letterhead, PaperPatient, PaperStaff


def head(letterhead: Letterhead, speech: Speech, *, with_tax_number: bool = False) -> Head:
    """What stands above every page; the clinic may have a second name beside its first."""
    isolated = speech.typesetter.isolated
    t = speech.t.first
    place = [letterhead.address, letterhead.city]
    if letterhead.country:
        place.append(speech.formats.country(letterhead.country))
    line = speech.listed(place)
    if with_tax_number and letterhead.tax_number:
        line += " · " + t("Tax number {number}", number=isolated(letterhead.tax_number))
    details = [isolated(part) for part in (letterhead.phone, letterhead.email) if part]
    if letterhead.licence:
        details.append(t("Licence {number}", number=isolated(letterhead.licence)))
    return Head(
        name=letterhead.name,
        line=line,
        second_name=letterhead.second_name,
        details=tuple(details),
        logo=letterhead.logo,
    )


def patient_name(patient: PaperPatient) -> str:
    """The patient's name with the one in their own script behind it."""
    own = patient.native_name
    return f"{patient.name} {own}" if own and own != patient.name else patient.name


def patient_home(patient: PaperPatient, speech: Speech) -> str:
    """City and country, in the document's languages."""
    country = patient.country
    name = speech.joined(speech.t.written(lambda f: f.country(country))) if country else ""
    return speech.listed((patient.city, name))


def staff_work(staff: PaperStaff, speech: Speech) -> str:
    """What a member of staff does, in the document's languages or as it was typed."""
    return speech.joined(staff.work) if staff.work else staff.title


def staff_languages(staff: PaperStaff, speech: Speech) -> str:
    """The languages that a member of staff speaks, named in the document's language."""
    spoken = speech.listed([speech.formats.language_name(code) for code in staff.languages])
    return spoken[:1].upper() + spoken[1:]
