"""The first lines of a treatment plan: title and number, four facts, and the whole in short."""

from collections.abc import Sequence
from typing import Protocol

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel, Rule, Stack
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.letterhead import patient_home, patient_name, staff_languages, staff_work
from clinicdesk.documents.marks import Barred
from clinicdesk.documents.paragraph import Text
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import FIGURE, HEADING, LABEL, LEAD, PX, SMALL, TITLE, Align, TextStyle
from clinicdesk.domain.papers import PaperPatient, PaperStaff, Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperOption

LONGEST_IN_A_BOX = 1200
SECOND = 2
NUMBER = TextStyle(13 * PX, 18 * PX, bold=True)
FACT = TextStyle(12 * PX, 16.5 * PX, bold=True)


def title_block(plan: PlanDocument, speech: Speech) -> Flowable:
    """What the paper is and what it plans, with number, revision and validity at the far side."""
    t = speech.t
    aside: list[Flowable] = [
        speech.text(speech.typesetter.isolated(plan.number), NUMBER, Align.END),
        speech.line(issue_words(plan, speech), SMALL, Align.END),
    ]
    if plan.valid_until:
        aside.append(speech.line(t("Prices valid until {date}", date=plan.valid_until), SMALL, Align.END))
    words = paper_name(plan, speech)
    title = speech.text(words.text, TITLE)
    title.bookmark = (words.text, 0)
    block: list[Flowable] = [Gap(12), title]
    block += [speech.text(line, LEAD.in_colour("t2")) for line in (words.second, plan.title) if line]
    return Columns([Column(block), Column(aside, 230)], gap=10, right_to_left=speech.right_to_left)


def paper_name(plan: PlanDocument, speech: Speech) -> Said:
    """What the paper is: a plan, or the estimate for a later phase of one."""
    t = speech.t
    if plan.phase is None:
        return t("Treatment plan and quotation")
    if plan.phase.trip == SECOND:
        return t("Estimate for phase two")
    return t("Estimate for phase {number}", number=plan.phase.trip)


def issue_words(plan: PlanDocument, speech: Speech) -> Said:
    """Revision and date of issue, or that it is a draft."""
    t = speech.t
    if plan.issued_on is None:
        return t("Draft of revision {revision}, not issued", revision=plan.revision)
    return t("Revision {revision}, issued {date}", revision=plan.revision, date=plan.issued_on)


class Peopled(Protocol):
    """A paper that names a patient, a dentist and a coordinator."""

    @property
    def patient(self) -> PaperPatient:
        """Whose paper it is."""

    @property
    def dentist(self) -> PaperStaff:
        """Who planned the treatment."""

    @property
    def coordinator(self) -> PaperStaff:
        """Whom the patient can ask."""


def facts(plan: Peopled, speech: Speech, last: tuple[Said, Sequence[str]]) -> Flowable:
    """Patient, dentist, coordinator and a ``last`` fact beside one another, between two lines.

    A fact is a label and its lines; one without lines is left out.
    """
    t, colours = speech.t, speech.press.theme.colours
    patient, dentist, coordinator = plan.patient, plan.dentist, plan.coordinator
    born = [speech.joined(t("Born {date}", date=patient.birth_on))] if patient.birth_on else []
    cells = [
        _fact(speech, t("Patient"), patient_name(patient), [patient_home(patient, speech), *born]),
        _fact(
            speech, t("Planned by"), dentist.name, [staff_work(dentist, speech), *_practice(dentist, speech)]
        ),
        _fact(
            speech,
            t("Your coordinator"),
            coordinator.name,
            [speech.typesetter.isolated(coordinator.phone), staff_languages(coordinator, speech)],
        ),
        _fact(speech, last[0], *_first_and_rest(last[1])),
    ]
    columns = [Column(cell, share=_share(cell)) for cell in cells if cell is not None]
    return Stack(
        [
            Rule(colours["line"]),
            Columns(columns, gap=18, right_to_left=speech.right_to_left, line=colours["line"]),
            Rule(colours["line"]),
        ]
    )


def _practice(dentist: PaperStaff, speech: Speech) -> list[str]:
    if not dentist.years:
        return []
    return [speech.joined(speech.t.n("{count} year in practice", "{count} years in practice", dentist.years))]


def _share(cell: Stack) -> float:
    """How much of the width a fact asks for: that of its longest line, within bounds."""
    widest = max(block.natural_width for block in cell.blocks if isinstance(block, Text))
    return min(max(widest, 90.0), 140.0)


def _first_and_rest(records: Sequence[str]) -> tuple[str, list[str]]:
    return (records[0], list(records[1:])) if records else ("", [])


def _fact(speech: Speech, label: Said, name: str, lines: list[str]) -> Stack | None:
    if not name:
        return None
    texts: list[Flowable] = [Gap(5), speech.line(label, LABEL), speech.text(name, FACT)]
    texts += [speech.text(line, SMALL) for line in lines if line]
    return Stack([*texts, Gap(5)])


def in_short(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """The case in the patient's words beside its four figures; nothing where nothing can be said.

    A summary too long for the box stands under it, where it can run over to the next page.
    """
    words = _summary(plan, speech)
    figures = _figures(plan, plan.options[0], speech) if len(plan.options) == 1 else None
    if len(plan.summary.text) + len(plan.summary.second) <= LONGEST_IN_A_BOX:
        box = _box(words, figures, speech)
        return [box] if box else []
    box = _box([], figures, speech)
    words[0].keepWithNext = 1
    return [*([box, Gap(9)] if box else []), *words]


def _box(words: list[Flowable], figures: Flowable | None, speech: Speech) -> Flowable | None:
    columns = [Column(part) for part in (words,) if part]
    if figures is not None:
        columns.append(Column(figures, 236 if words else None))
    if not columns:
        return None
    across = Columns(columns, gap=18, right_to_left=speech.right_to_left)
    return Panel(across, padding=(11, 8), fill=speech.press.theme.colours["atint"], radius=6)


def _summary(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    if not plan.summary:
        return []
    texts: list[Flowable] = [
        speech.beside(speech.t("In short"), HEADING),
        speech.text(plan.summary.text, LEAD),
    ]
    if plan.summary.second:
        texts.append(speech.text(plan.summary.second, SMALL))
    return texts


def _figures(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> Flowable:
    t = speech.t
    count = len(option.trips)
    days = sum(trip.days for trip in option.trips)
    city = plan.letterhead.city
    star = "*" if option.estimate else ""
    deposit = (speech.amount(plan.deposit.amount), t("deposit, part of the total"))
    cells = [
        (t.n("{count} trip", "{count} trips", count).text, _months(option, speech)),
        (
            t.n("{count} day", "{count} days", days).text,
            t("in {city} in all", city=city) if city else t("in all"),
        ),
        (
            speech.amount(option.total),
            Said(*(f"{x}{star}" if x else "" for x in _pair(t("whole treatment")))),
        ),
        *([deposit] if plan.deposit.amount.minor else []),
    ]
    drawn = [_figure(speech, figure, words) for figure, words in cells]
    rows = [
        Columns([Column(one) for one in pair], gap=9, right_to_left=speech.right_to_left, stretch=True)
        for pair in (drawn[:2], drawn[2:])
    ]
    return Stack([rows[0], Gap(5), rows[1]])


def _pair(said: Said) -> tuple[str, str]:
    return said.text, said.second


def _figure(speech: Speech, figure: str, words: Said) -> Barred:
    block: list[Text] = [speech.text(figure, FIGURE)]
    if words:
        block.append(speech.line(words, SMALL))
    return Barred(
        block, colour=speech.press.theme.colours["aline"], right_to_left=speech.right_to_left, inset=9
    )


def _months(option: PlanPaperOption, speech: Speech) -> Said:
    starts = [trip.starts_on for trip in option.trips if trip.starts_on]
    return speech.t.written(lambda f: f.items(list(dict.fromkeys(f.month(on) for on in starts))))
