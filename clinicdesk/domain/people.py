"""People the clinic knows: patients with their contacts, and the staff who look after them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clinicdesk.domain.money import Money
from clinicdesk.domain.text import fold, searchable


class Role(StrEnum):
    """What a member of staff does, and so may do (safety rule 22)."""

    FRONT_DESK = "front_desk"
    COORDINATOR = "coordinator"
    OWNER = "owner"


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works at the clinic; ``colour`` is one of petrol, violet, green, brown.

    ``title`` is a key of the catalogue's titles, or typed. ``channel`` (one of PHONE_CHANNELS, or empty) says
    what ``phone`` serves beside calls; ``since`` is the year their practice began, 0 where nobody said.
    """

    id: int
    name: str
    role: Role
    dentist: bool = False
    title: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    colour: str = "petrol"
    active: bool = True
    channel: str = ""
    since: int = 0


PHONE_CHANNELS = ("whatsapp", "zalo", "line", "telegram", "viber")
"""What the phone of a member of staff may serve beside calls (kinds of `ContactKind`)."""


def dentists_among(staff: tuple[StaffMember, ...]) -> tuple[StaffMember, ...]:
    """Return who can be booked: those marked as dentists, else everybody."""
    return tuple(member for member in staff if member.dentist) or staff


class ContactKind(StrEnum):
    """How a patient can be reached; phones serve WhatsApp, Zalo, Viber and SMS as well."""

    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    ZALO = "zalo"
    LINE = "line"
    MESSENGER = "messenger"
    TELEGRAM = "telegram"
    VIBER = "viber"
    KAKAO = "kakao"


@dataclass(frozen=True)
class Contact:
    """One address of a patient: E.164 for phones, a mail address, or an account name."""

    kind: ContactKind
    value: str


@dataclass(frozen=True)
class Patient:
    """Anyone the clinic has a record of, from the first inquiry on; one record per person.

    ``country`` is the market (ISO 3166), ``language`` and ``languages`` are BCP 47, ``zone`` IANA.
    ``name`` is what documents print; ``native_name`` the same in the patient's own script.
    """

    id: int
    name: str
    given_name: str = ""
    family_name: str = ""
    native_name: str = ""
    birth_on: date | None = None
    sex: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    preferred_channel: str = ""
    owner_id: int | None = None
    alert: str = ""
    note: str = ""
    old_number: str = ""
    created_at: datetime | None = None

    def contact(self, kind: ContactKind) -> str:
        """Return the first address of ``kind``, or an empty text."""
        return next((c.value for c in self.contacts if c.kind is kind), "")


# Accounts that are phone numbers: a patient without one of them is reached on the phone number.
PHONE_KINDS = frozenset({ContactKind.PHONE, ContactKind.WHATSAPP, ContactKind.ZALO, ContactKind.VIBER})
_BY_PHONE = frozenset({"sms", "phone"}) | {kind.value for kind in PHONE_KINDS}


def folded_contact(contact: Contact) -> str:
    """Return the address as it is compared: digits of a phone number, everything else folded."""
    if contact.kind in PHONE_KINDS:
        return "".join(c for c in contact.value if c.isdigit())
    return fold(contact.value).lstrip("@")


def address_of(patient: Patient, channel: str) -> str:
    """Return where ``channel`` reaches the patient, an empty text where it does not.

    The account itself, else the phone number for the channels that use one.
    """
    kinds = {kind.value: kind for kind in ContactKind}
    own = patient.contact(kinds[channel]) if channel in kinds else ""
    if own or channel not in _BY_PHONE:
        return own
    numbers = (patient.contact(kind) for kind in ContactKind if kind in PHONE_KINDS)
    return next((number for number in numbers if number), "")


def search_text(patient: Patient) -> str:
    """Return the folded text in which a patient is found: names, addresses, digits and the old number."""
    names = (patient.name, patient.native_name, patient.given_name, patient.family_name, patient.old_number)
    words = dict.fromkeys(word for name in names for word in searchable(name).split())
    addresses = dict.fromkeys(searchable(folded_contact(contact)) for contact in patient.contacts)
    return " ".join((*words, *addresses))


class SavedFilter(StrEnum):
    """The filters that stand beside the list of patients."""

    ALL = "all"
    RECALL_OPEN = "recall_open"
    PAST_NOT_REACHED = "past_not_reached"
    PHASE_TWO = "phase_two"
    NO_CONSENT = "no_consent"
    MINE = "mine"
    DUPLICATES = "duplicates"


@dataclass(frozen=True)
class PatientQuery:
    """Which patients to list and in which order; an empty filter lets everybody through.

    ``sort`` is name, market, due, ideal_return, paid or last_treatment; ties are by name. ``consent`` is
    care, marketing or none; ``market`` a country code; ``treatment`` a treatment kind.
    """

    text: str = ""
    saved: str = SavedFilter.ALL
    market: str = ""
    treatment: str = ""
    owner_id: int | None = None
    consent: str = ""
    treated_since: date | None = None
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line of the list of patients; ``due_state`` is a ``LookState``, empty where nothing is due."""

    id: int
    name: str
    native_name: str
    country: str
    last_treatment: str
    due_kind: str
    due_on: date | None
    due_state: str
    ideal_return_on: date | None
    owner_initials: str
    owner_colour: str
    care_allowed: bool
    marketing_allowed: bool
    paid: Money | None
    last_treated_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True)
class DuplicateRow:
    """A record that may be the same person; ``agree`` and ``differ`` name facts.

    Facts are name, phone, email, birth_on and country; ``likely`` is True when a person should look
    before a second record is made.
    """

    patient: Patient
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    likely: bool
    last_treatment: str = ""
    last_treated_on: date | None = None
