"""What every printed paper of the clinic holds: letterhead, people, and words in one or two languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from clinicdesk.domain.clinic import BankAccount


@dataclass(frozen=True)
class Said:
    """One text in the paper's language and, where the paper is bilingual, in its second language."""

    text: str
    second: str = ""

    def __bool__(self) -> bool:
        """Return whether anything is said."""
        return bool(self.text or self.second)


UNSAID = Said("")


@dataclass(frozen=True)
class Letterhead:
    """The clinic as it stood when the paper was made; ``country`` is ISO 3166, ``zone`` IANA."""

    name: str
    second_name: str = ""
    legal_name: str = ""
    address: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    licence: str = ""
    tax_number: str = ""
    zone: str = "UTC"
    bank: BankAccount = field(default_factory=BankAccount)
    logo: bytes | None = None

    @property
    def payee(self) -> str:
        """Return whom a transfer goes to."""
        return self.bank.holder or self.legal_name or self.name


@dataclass(frozen=True)
class PaperPatient:
    """The patient as a paper names them; ``country`` is ISO 3166."""

    name: str
    native_name: str = ""
    city: str = ""
    country: str = ""
    birth_on: date | None = None


@dataclass(frozen=True)
class PaperStaff:
    """A dentist or coordinator as a paper names them; ``languages`` are BCP 47.

    ``title`` was typed; ``work`` is one that the catalogue knows. ``phone`` names what it serves beside
    calls, ``years`` is how long they have practised (0 where nobody said).
    """

    name: str = ""
    title: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    work: Said = UNSAID
    years: int = 0


NOBODY = PaperStaff()
