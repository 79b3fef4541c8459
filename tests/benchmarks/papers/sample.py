"""What the compared plan says: the shipped words of a language, other lines and prices at each turn."""

import json
from datetime import date
from functools import cache
from random import Random

from clinicdesk.domain.money import Money
from clinicdesk.i18n.catalog import Translator
from tests.benchmarks.papers.content import ROOT, Line, PlainPlan, Trip

LANGUAGES = ("en", "ja", "th", "ar")
LINES = 25
FIRST_TRIP = 14
CURRENCY = "USD"


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The shipped wording of a language."""
    path = ROOT / "resources" / "catalogue" / "words" / f"{language}.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def translator(language: str) -> Translator:
    """The sentences of the documents, kept as the program keeps them."""
    return Translator("documents", language)


def sample(language: str, turn: int) -> PlainPlan:
    """The plan of one turn: another patient, 25 of the catalogue's 135 procedures, other teeth and prices."""
    dice, said, t = Random(turn), words(language), translator(language)
    chosen = dice.sample(list(said["procedures"].values()), LINES)
    lines, amounts = [], []
    for one in chosen:
        count, unit = dice.randint(1, 4), Money(dice.randrange(50, 1500) * 100, CURRENCY)
        amounts.append(unit.times(count))
        lines.append(
            Line(
                one["name"],  # type: ignore[index]
                one["description"],  # type: ignore[index]
                ", ".join(str(dice.randint(1, 4) * 10 + dice.randint(1, 8)) for _ in range(count)),
                t.formats.number(count),
                t.formats.money(unit, bare=True),
                t.formats.money(amounts[-1], bare=True),
            )
        )
    trips, start = [], 0
    for number, end in enumerate((FIRST_TRIP, LINES), 1):
        subtotal = t("Trip {number} subtotal, {currency}", number=number, currency=CURRENCY)
        due = t.formats.money(_sum(amounts[start:end]), bare=True)
        trips.append(Trip(t("Trip {number}", number=number), tuple(lines[start:end]), (subtotal, due)))
        start = end
    return PlainPlan(
        language=language,
        number=f"P-2026-{turn:04}",
        clinic="Sông Hàn Dental",
        phone="+84 236 555 0142",
        title=t("Treatment plan and quotation"),
        facts=(
            (t("Patient"), f"Marama Ngata {turn}"),
            (t("Planned by"), "Dr. Phạm Gia Minh"),
            (t("Your coordinator"), "Linh Trần"),
            (t("Date"), t.formats.date(date(2026, 11, 1 + turn % 30))),
        ),
        summary=(t("In short"), f"{'. '.join(said['assumptions'].values())}. {turn}."),
        columns=(
            t("Treatment"),
            t("Teeth"),
            t("Qty"),
            t("Unit, {currency}", currency=CURRENCY),
            t("Amount, {currency}", currency=CURRENCY),
        ),
        trips=tuple(trips),
        sums=((t("Total, {currency}", currency=CURRENCY), t.formats.money(_sum(amounts), bare=True)),),
        lists=(
            (t("Included"), tuple(said["included"].values())),
            (t("Not included"), tuple(said["not_included"].values())),
            (t("This price assumes"), tuple(said["assumptions"].values())),
        ),
        acceptance=(
            t("Acceptance"),
            t(
                "I have read this plan and agree to the treatment, the prices, the assumptions and the "
                "deposit rule above. I may ask questions and change my mind at any time before treatment "
                "begins."
            ),
        ),
    )


def _sum(amounts: list[Money]) -> Money:
    return Money(sum(amount.minor for amount in amounts), CURRENCY)
