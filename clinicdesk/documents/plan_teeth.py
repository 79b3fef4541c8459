"""The teeth of a plan: the chart, its legend, and how the reader's own dentist names a tooth."""

from collections.abc import Iterable, Mapping

from clinicdesk.documents.blocks import Column, Columns, Gap
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.odontogram import odontograms, sign
from clinicdesk.documents.paragraph import Text
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import BODY, SMALL, Align
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperItem, PlanPaperOption
from clinicdesk.domain.teeth import ARCHES, PALMER, UNIVERSAL, compact, in_notation

CHART = 318.0
WIDEST_TEETH = 100.0


def teeth_block(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> Flowable | None:
    """The chart beside its legend; None where the option touches no tooth."""
    marks = {
        tooth: tuple(Mark(name) for name in names if name in set(Mark))
        for tooth, names in option.marks.items()
    }
    if not any(marks.values()):
        return None
    rows = [
        (mark, name, speech.text(speech.typesetter.isolated(teeth), BODY, Align.END))
        for mark, name, teeth in _legend(marks, plan.absent_teeth, speech)
    ]
    widest = min(max(teeth.natural_width for _, _, teeth in rows) + 1, WIDEST_TEETH)
    legend: list[Flowable] = [_entry(speech, *row, widest) for row in rows]
    legend += [Gap(3), _notation(plan, marks, speech)]
    charts: list[Flowable] = list(odontograms(speech.typesetter, marks, plan.absent_teeth, CHART))
    return Columns([Column(charts, CHART), Column(legend)], gap=22, right_to_left=speech.right_to_left)


def _entry(speech: Speech, mark: Mark, name: Said, teeth: Text, width: float) -> Flowable:
    return Columns(
        [
            Column([Gap(1), sign(speech.typesetter, mark, 11)], 14),
            Column(speech.line(name, BODY)),
            Column(teeth, width),
        ],
        gap=5,
        right_to_left=speech.right_to_left,
    )


def _legend(
    marks: Mapping[int, tuple[Mark, ...]], absent: frozenset[int], speech: Speech
) -> Iterable[tuple[Mark, Said, str]]:
    crowned = {tooth for tooth, own in marks.items() if Mark.IMPLANT in own and Mark.CROWN in own}
    if crowned:
        yield Mark.IMPLANT, speech.t("Implant with crown"), _named(crowned)
    for mark, name in _names(speech).items():
        teeth = {tooth for tooth, own in marks.items() if mark in own}
        if mark in (Mark.IMPLANT, Mark.CROWN):
            teeth -= crowned
        if mark is Mark.MISSING:
            teeth |= absent
        if teeth:
            yield mark, name, _named(teeth)


def _names(speech: Speech) -> dict[Mark, Said]:
    t = speech.t
    return {
        Mark.IMPLANT: t("Implant"),
        Mark.BRIDGE: t("Bridge"),
        Mark.REMOVAL: t("Removal"),
        Mark.ROOT_CANAL: t("Root canal"),
        Mark.CROWN: t("Crown"),
        Mark.VENEER: t("Veneer"),
        Mark.FILLING: t("Filling"),
        Mark.EXISTING: t("Stays as it is"),
        Mark.MISSING: t("Not present"),
    }


def _named(teeth: set[int]) -> str:
    """The teeth for reading: along the arch where some are neighbours, else by number."""
    along = compact([tooth for arch in ARCHES for tooth in arch if tooth in teeth])
    return along if "–" in along else ", ".join(map(str, sorted(teeth)))


def _notation(plan: PlanDocument, marks: Mapping[int, tuple[Mark, ...]], speech: Speech) -> Flowable:
    """How the numbers are read, with one of the plan's teeth in the reader's home notation."""
    words = speech.t("Numbers follow the FDI system; your right side is on the left.")
    if plan.notation in (UNIVERSAL, PALMER):
        tooth = [tooth for arch in ARCHES for tooth in arch if marks.get(tooth)][-1]
        name = speech.typesetter.isolated(in_notation(tooth, plan.notation))
        home = speech.t("Your dentist at home may write {name} for {tooth}.", name=name, tooth=tooth)
        words = Said(f"{words.text} {home.text}", f"{words.second} {home.second}".strip())
    return speech.under(words, SMALL)


def teeth_words(item: PlanPaperItem, speech: Speech) -> str:
    """The teeth or the area of a line: "36, 46", "upper jaw", or nothing."""
    return speech.typesetter.isolated(compact(item.teeth)) if item.teeth else speech.joined(item.place)
