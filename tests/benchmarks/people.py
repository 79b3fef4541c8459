"""Invented people of many countries for the measured files: names, addresses, and how they are found."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from clinicdesk.domain.people import Contact, ContactKind, Patient


@dataclass(frozen=True)
class Country:
    """Where some patients come from: names as they are written there, and their phone's country code."""

    code: str
    zone: str
    language: str
    dial: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    native: tuple[str, ...] = ()


def _country(
    code: str, zone: str, language: str, dial: str, given: str, family: str, native: str = ""
) -> Country:
    return Country(code, zone, language, dial, *(tuple(words.split()) for words in (given, family, native)))


COUNTRIES = (
    _country(
        "AU", "Australia/Sydney", "en", "61", "Olivia Jack Chloe Noah Ruby Liam", "Smith Walker Nguyen Hall"
    ),
    _country(
        "US", "America/New_York", "en", "1", "Emma James Sophia Mason Ava Ethan", "Johnson Rivera Miller Lee"
    ),
    _country(
        "GB", "Europe/London", "en", "44", "Amelia Harry Isla George Freya", "Taylor Hughes O'Brien Clarke"
    ),
    _country("DE", "Europe/Berlin", "de", "49", "Jürgen Anke Lukas Mia Björn", "Müller Groß Schäfer Weiß"),
    _country("FR", "Europe/Paris", "fr", "33", "Chloé Léo Zoé Hugo Renée", "Lefèvre Dupont Garçon Moreau"),
    _country("VN", "Asia/Ho_Chi_Minh", "vi", "84", "Đức Hương Thảo Quân Ánh", "Nguyễn Trần Lê Phạm Đặng"),
    _country(
        "JP",
        "Asia/Tokyo",
        "ja",
        "81",
        "Yuki Haruto Sakura Ren",
        "Sato Suzuki Tanaka Ito",
        "佐藤 鈴木 田中 伊藤",
    ),
    _country("KR", "Asia/Seoul", "ko", "82", "Minjun Jiwoo Seoyeon", "Kim Park Choi", "김민준 박지우 최서연"),
    _country("TH", "Asia/Bangkok", "th", "66", "Somchai Malee Niran", "Chaiyasit Srisai", "สมชาย มาลี นิรันดร์"),
    _country("PL", "Europe/Warsaw", "pl", "48", "Łukasz Zofia Michał Żaneta", "Kowalska Wójcik Dąbrowski"),
    _country("TR", "Europe/Istanbul", "tr", "90", "Ayşe Çağlar İbrahim Işıl", "Yılmaz Şahin Öztürk"),
    _country(
        "AE", "Asia/Dubai", "ar", "971", "Fatima Omar Layla Yusuf", "Al-Sayed Haddad", "فاطمة عمر ليلى يوسف"
    ),
)
WEIGHTS = (20, 14, 10, 8, 6, 12, 6, 8, 3, 4, 3, 6)
FIRST_BIRTH = date(1945, 1, 1)
BIRTH_DAYS = 21_000


def person(dice: random.Random, number: int, owner_id: int) -> Patient:
    """Return the invented patient ``number``."""
    country = dice.choices(COUNTRIES, WEIGHTS)[0]
    given, family = dice.choice(country.given), dice.choice(country.family)
    middle = dice.choice("ABCDEFGHIJKLMNOPRSTVW")
    phone = f"+{country.dial}{dice.randrange(10**8, 10**9)}"
    mail = f"{given}.{number}@example.com".lower().encode("ascii", "ignore").decode()
    return Patient(
        id=number,
        name=f"{given} {middle}. {family}",
        given_name=given,
        family_name=family,
        native_name=dice.choice(country.native) if country.native else "",
        birth_on=FIRST_BIRTH + timedelta(days=dice.randrange(BIRTH_DAYS)),
        country=country.code,
        zone=country.zone,
        language=country.language,
        languages=(country.language,),
        contacts=(Contact(ContactKind.PHONE, phone), Contact(ContactKind.EMAIL, mail)),
        preferred_channel="whatsapp",
        owner_id=owner_id,
    )
