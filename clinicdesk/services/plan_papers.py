"""Makes the paper of a plan from its draft: words in the patient's language, exact sums, plain dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from string import ascii_uppercase
from unicodedata import normalize

from clinicdesk.domain.clinic import Clinic
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.completeness import Problem, Severity, Where
from clinicdesk.domain.deposits import last_days
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.pay_codes import codes, pay_link, ways
from clinicdesk.domain.plan_papers import (
    PlanDocument,
    PlanPaperComparison,
    PlanPaperDeposit,
    PlanPaperDiscount,
    PlanPaperItem,
    PlanPaperMaterial,
    PlanPaperOption,
    PlanPaperTrip,
    PlanPaperVisit,
)
from clinicdesk.domain.plans import Plan, PlanItem, PlanOption, PlanTrip, lines
from clinicdesk.domain.teeth import home_notation
from clinicdesk.domain.text import marked
from clinicdesk.domain.totals import LineAmount, Totals, TripTotal, totals
from clinicdesk.services import words
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.offers import Offer, offer_of
from clinicdesk.services.papers import (
    coordinator_id,
    known_patient,
    letterhead,
    paper_patient,
    paper_staff,
    said,
    shelf,
)
from clinicdesk.services.plan_phases import earlier_prices, phase_of
from clinicdesk.services.words import Group
from clinicdesk.storage import payments
from clinicdesk.storage.work import Work


def document(work: Work, context: Context, plan: Plan, *, issued_on: date | None = None) -> PlanDocument:
    """Return the paper of the plan's next revision; a draft's has no ``issued_on``."""
    patient = known_patient(work, plan.patient_id)
    clinic = settings_of(work, context).clinic
    offer = offer_of(work, context)
    writer = _Writer(plan, offer, earlier_prices(work, plan))
    year = (issued_on or clinic_date(work.at, clinic.tz)).year
    return PlanDocument(
        number=plan.number,
        revision=plan.revision + 1,
        language=plan.language,
        second_language=plan.second_language,
        currency=plan.currency,
        letterhead=letterhead(clinic, plan.languages),
        patient=paper_patient(patient),
        options=tuple(writer.options()),
        deposit=_deposit(work, plan, clinic),
        title=words.in_language("templates", plan.title, plan.language, offer.texts),
        issued_on=issued_on,
        valid_until=plan.valid_until,
        price_list=offer.price_list,
        dentist=paper_staff(work, plan.dentist_id, plan.languages, year),
        coordinator=paper_staff(work, coordinator_id(work, patient, plan.lead_id), plan.languages),
        records=plan.records,
        summary=_summary(plan, offer),
        materials=writer.materials(),
        included=writer.listed("included", plan.included),
        not_included=writer.listed("not_included", plan.not_included),
        assumptions=writer.listed("assumptions", plan.assumptions),
        absent_teeth=plan.absent_teeth,
        notation=home_notation(patient.country),
        comparisons=tuple(_comparisons(plan)),
        phase=phase_of(work, plan),
    )


def _comparisons(plan: Plan) -> Iterator[PlanPaperComparison]:
    """Yield the plan's own comparisons that have a name and a text in any option."""
    for place, name in enumerate(plan.comparisons):
        texts = tuple(way.answers[place] if place < len(way.answers) else "" for way in plan.options)
        if len(texts) > 1 and name and any(texts):
            yield PlanPaperComparison(name, texts)


def _summary(plan: Plan, offer: Offer) -> Said:
    """Return the case in short: words that ship in each language of the paper, typed ones as they are."""
    told = [words.in_language("summaries", plan.summary, one, offer.texts) for one in plan.languages]
    return Said(*told) if len(set(told)) > 1 else Said(told[0])


@dataclass(frozen=True)
class _Writer:
    """Words and sums of one plan's lines."""

    plan: Plan
    offer: Offer
    earlier: Mapping[object, Money]

    def options(self) -> Iterator[PlanPaperOption]:
        for number, way in enumerate(self.plan.options):
            sums = totals(self.plan, number)
            counted = [item for trip in way.trips for item in trip.items if not item.optional]
            yield PlanPaperOption(
                letter=ascii_uppercase[number % len(ascii_uppercase)],
                trips=tuple(
                    self._trip(n, *pair)
                    for n, pair in enumerate(zip(way.trips, sums.trips, strict=True), self.plan.first_trip)
                ),
                gross=sums.gross,
                total=sums.total,
                title=way.title,
                discounts=tuple(self._discounts(way, sums)),
                optional=tuple(self._optional(way, sums)),
                marks=self._marks(counted),
                estimate=sums.estimate,
                note=way.note,
                summary=way.summary,
                suits=way.suits,
            )

    def materials(self) -> tuple[PlanPaperMaterial, ...]:
        """Return the guarantees: one row for the lines that share length and condition."""
        found: dict[tuple[int, str], tuple[dict[Said, None], dict[Said, None]]] = {}
        for _, _, _, item in lines(self.plan):
            if item.guarantee_months and not item.optional:
                names, brands = found.setdefault((item.guarantee_months, item.guarantee_condition), ({}, {}))
                names[self._name(item.code)] = None
                if item.material:
                    brands[self._said("materials", item.material)] = None
        return tuple(
            PlanPaperMaterial(
                tuple(names),
                tuple(brands),
                months,
                self._said("guarantees", condition) if condition else UNSAID,
            )
            for (months, condition), (names, brands) in found.items()
        )

    def _trip(self, number: int, trip: PlanTrip, sums: TripTotal) -> PlanPaperTrip:
        pairs = zip(trip.items, sums.lines, strict=True)
        return PlanPaperTrip(
            number=number,
            days=trip.days,
            items=tuple(self._item(item, amount) for item, amount in pairs if not item.optional),
            gross=sums.gross,
            subtotal=sums.subtotal,
            due=sums.due,
            visits=tuple(
                PlanPaperVisit(visit.day, self._said("visits", visit.title), visit.minutes)
                for visit in sorted(trip.visits, key=lambda visit: visit.day)
            ),
            title=trip.title,
            starts_on=trip.starts_on,
            healing_months=trip.healing_months,
            estimate=sums.estimate,
        )

    def _item(self, item: PlanItem, amount: LineAmount) -> PlanPaperItem:
        procedure = self.offer.procedures.get(item.code)
        return PlanPaperItem(
            code=item.code,
            name=self._name(item.code),
            quantity=item.quantity,
            unit=procedure.unit.value if procedure else "",
            unit_price=Money(item.unit_minor or 0, self.plan.currency),
            gross=amount.gross,
            net=amount.amount,
            description=Said(*(self._wording(item.code, language)[1] for language in self.plan.languages)),
            teeth=item.teeth,
            area=item.area,
            place=self._said("areas", item.area),
            discount_points=item.discount_points,
            material=self._said("materials", item.material),
            guarantee_months=item.guarantee_months or 0,
            estimate=item.estimate,
            optional=item.optional,
            note=item.note,
            unit_words=self._said("units", procedure.unit.value) if procedure else UNSAID,
            was=self._was(item),
        )

    def _was(self, item: PlanItem) -> Money | None:
        """Return the price in the plan that an estimate follows, where it is another one now."""
        before = self.earlier.get((item.code, item.teeth)) or self.earlier.get(item.code)
        return before if before is not None and before.minor != item.unit_minor else None

    def _optional(self, way: PlanOption, sums: Totals) -> Iterator[PlanPaperItem]:
        for trip, amounts in zip(way.trips, sums.trips, strict=True):
            for item, amount in zip(trip.items, amounts.lines, strict=True):
                if item.optional:
                    yield self._item(item, amount)

    def _discounts(self, way: PlanOption, sums: Totals) -> Iterator[PlanPaperDiscount]:
        """Yield the lines' own discounts, those of one procedure and rate together, then the plan's."""
        own: dict[tuple[str, int], Money] = {}
        for trip, amounts in zip(way.trips, sums.trips, strict=True):
            for item, amount in zip(trip.items, amounts.lines, strict=True):
                if amount.discount.minor and not item.optional:
                    key = (item.code, item.discount_points)
                    own[key] = own.get(key, Money(0, self.plan.currency)) + amount.discount
        for (code, points), off in own.items():
            yield PlanPaperDiscount(off, points, self._name(code))
        if sums.discount.minor:
            points = 0 if self.plan.discount_minor else self.plan.discount_points
            yield PlanPaperDiscount(sums.discount, points, Said(self.plan.discount_reason))

    def _marks(self, items: Iterable[PlanItem]) -> Mapping[int, tuple[str, ...]]:
        found: dict[int, dict[str, None]] = {}
        for item in items:
            procedure = self.offer.procedures.get(item.code)
            if procedure and procedure.mark:
                for tooth in item.teeth:
                    found.setdefault(tooth, {})[procedure.mark] = None
        return {tooth: tuple(marks) for tooth, marks in found.items()}

    def _name(self, code: str) -> Said:
        return Said(*(self._wording(code, language)[0] for language in self.plan.languages))

    def _wording(self, code: str, language: str) -> tuple[str, str]:
        """Return name and description; on a draft a missing wording shows the code, which the gate stops."""
        found = self.offer.wording(code, language)
        return (found.name, found.description) if found else (code, "")

    def listed(self, group: Group, entries: tuple[str, ...]) -> tuple[Said, ...]:
        """Return the lines of a list: keys in their words, own sentences as they were typed."""
        return tuple(self._said(group, entry) for entry in entries)

    def _said(self, group: Group, key: str) -> Said:
        return said(group, key, self.plan.languages, self.offer.texts) if key else UNSAID


def _deposit(work: Work, plan: Plan, clinic: Clinic) -> PlanPaperDeposit:
    held = payments.booked_visit(work, plan.lead_id) if plan.lead_id is not None else None
    amount = totals(plan).deposit
    link = pay_link(clinic.pay_link, plan.number, amount)
    offered = ways(clinic.bank, link, amount.currency)
    return PlanPaperDeposit(
        amount=amount,
        ladder=plan.deposit.ladder,
        points=0 if plan.deposit.minor else plan.deposit.points,
        ladder_until=last_days(plan.deposit.ladder, clinic_date(held.starts_at, clinic.tz)) if held else (),
        free_moves=plan.deposit.free_moves,
        held_at=held.starts_at if held else None,
        hold_ends_at=held.held_until if held else None,
        ways=offered,
        pay_link=link,
        codes=codes(
            offered, clinic.bank, holder=clinic.payee, link=link, amount=amount, reference=plan.number
        ),
        reference=plan.number,
    )


def unknown_glyphs(paper: PlanDocument, plan: Plan) -> Iterator[Problem]:
    """Yield a blocking problem for each character that no bundled font draws (safety rule 18)."""
    texts = _texts(paper)
    used = set(normalize("NFC", "\n".join(texts)))
    for character in shelf().missing("\n".join(sorted(used)), paper.language):
        place = next((text for text in texts if character in normalize("NFC", text)), character)
        yield Problem(
            Severity.BLOCK,
            "glyph",
            marked("The fonts cannot draw {character} ({code}) in “{place}”. Write it another way."),
            {"character": character, "code": f"U+{ord(character):04X}", "place": place[:60]},
            _where(plan, character),
        )


def _where(plan: Plan, character: str) -> Where:
    """Return the line or the field of the plan that has ``character``; the patient where neither does."""
    for option, trip, place, item in lines(plan):
        if any(character in text for text in _texts(item)):
            return Where("item", option, trip, place)
    for part in fields(plan):
        if any(character in text for text in _texts(getattr(plan, part.name))):
            return Where(part.name)
    return Where("patient")


def _texts(value: object) -> list[str]:
    """Return every text in a paper or a draft, in its order."""
    found: list[str] = []
    # Last in, first out: a stack is several times as fast here as generators inside generators.
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, (tuple, list)):
            waiting.extend(reversed(part))
        elif is_dataclass(part):
            waiting.extend(reversed(vars(part).values()))
    return found
