"""The clinic itself: name, letterhead, money, languages and promises, as its owner set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Promises:
    """How fast the clinic promises to be; edited in settings."""

    first_reply_minutes: int = 240
    plan_hours: int = 24
    hold_days: int = 7


@dataclass(frozen=True)
class RefundStep:
    """From ``days`` before the arrival on, ``percent`` of the deposit is given back."""

    days: int
    percent: int


@dataclass(frozen=True)
class DepositRule:
    """A fixed amount in minor units, or hundredths of a percent of the total where ``minor`` is 0."""

    points: int = 500
    minor: int = 0
    ladder: tuple[RefundStep, ...] = (RefundStep(30, 100), RefundStep(14, 50), RefundStep(0, 0))
    free_moves: int = 1

    def as_percentage(self) -> DepositRule:
        """Return the rule where a fixed amount means nothing: a percentage, the usual one if it had none."""
        return replace(self, minor=0, points=self.points or DepositRule().points)


@dataclass(frozen=True)
class BankAccount:
    """Where a transfer goes; only filled parts are printed.

    ``iban`` makes the SEPA code of amounts in euro, ``vietqr_bank`` (the bank's NAPAS number) with
    ``vietqr_account`` that of amounts in dong, ``promptpay`` (a Thai mobile or tax number) that in baht.
    """

    holder: str = ""
    bank: str = ""
    account: str = ""
    swift: str = ""
    iban: str = ""
    vietqr_bank: str = ""
    vietqr_account: str = ""
    promptpay: str = ""


@dataclass(frozen=True)
class Clinic:
    """The clinic's own facts; ``second_name`` stands beside its name on bilingual papers.

    ``names`` are what it is called in other document languages (BCP 47), where that is something else.
    """

    name: str
    country: str
    zone: str
    currency: str
    second_name: str = ""
    legal_name: str = ""
    address: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    licence: str = ""
    tax_number: str = ""
    currencies: tuple[str, ...] = ()
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    public_holidays: bool = True
    promises: Promises = field(default_factory=Promises)
    deposit: DepositRule = field(default_factory=DepositRule)
    bank: BankAccount = field(default_factory=BankAccount)
    pay_link: str = ""
    plan_series: str = "P"
    receipt_series: str = "R"
    receipt_title: str = ""
    receipt_note: str = ""
    logo: bytes | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def payee(self) -> str:
        """Return whom a transfer goes to."""
        return self.bank.holder or self.legal_name or self.name

    @property
    def tz(self) -> ZoneInfo:
        """Return the clinic's time zone, in which every due date is counted."""
        return ZoneInfo(self.zone)
