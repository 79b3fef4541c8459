"""What an estimate for a later phase says first: the plan it belongs to, when to return, what has to heal."""

from clinicdesk.documents.blocks import Column, Columns, Gap, Panel
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.marks import Barred
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import LABEL, PX, SMALL, TextStyle
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperPhase

VALUE = TextStyle(12 * PX, 16.5 * PX, bold=True)

SHARES = (0.8, 1.0, 1.35)


def phase_panel(plan: PlanDocument, speech: Speech) -> Panel | None:
    """The three facts of a later phase beside one another; None on a plan of its own."""
    phase = plan.phase
    if phase is None:
        return None
    t, colours = speech.t, speech.press.theme.colours
    number = t("Plan {number}", number=speech.typesetter.isolated(phase.number))
    revision = t("revision {revision}", revision=phase.revision) if phase.revision else Said("")
    cells = [
        _fact(t("Belongs to"), number, revision, speech),
        _fact(t("When to return"), _window(phase, speech), t("provisional"), speech),
        _fact(t("Before that"), *_healed(phase, speech), speech),
    ]
    bars = [
        Column(
            Barred(cell, colour=colours["aline"], right_to_left=speech.right_to_left, inset=9), share=share
        )
        for cell, share in zip(cells, SHARES, strict=True)
    ]
    across = Columns(bars, gap=12, right_to_left=speech.right_to_left, stretch=True)
    return Panel(across, padding=(11, 8), fill=colours["sunk"], stroke=colours["line2"], radius=6)


def _fact(label: Said, value: Said, line: Said, speech: Speech) -> list[Flowable]:
    blocks: list[Flowable] = [speech.line(label, LABEL), Gap(1), speech.under(value, VALUE)]
    return [*blocks, speech.under(line, SMALL)] if line else blocks


def _window(phase: PlanPaperPhase, speech: Speech) -> Said:
    t, begins, ends = speech.t, phase.window_from, phase.window_until
    if begins is None:
        return t("once it has healed")
    if ends is None:
        return t("from {date}", date=begins)
    return t.written(lambda f: f.dates(begins, ends))


def _healed(phase: PlanPaperPhase, speech: Speech) -> tuple[Said, Said]:
    """How long the phase before has to heal, and that somebody looks before the flight is booked."""
    t = speech.t
    look = t("We look at an X-ray with you before you book a flight.")
    if not phase.healing_months:
        return t("Phase {number} is finished", number=phase.trip - 1), look
    healed = t.n(
        "{count} month of healing after phase {number}",
        "{count} months of healing after phase {number}",
        phase.healing_months,
        number=phase.trip - 1,
    )
    return healed, look
