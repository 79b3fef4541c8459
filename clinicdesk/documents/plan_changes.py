"""What changed since the revision before: each change with what was and what is, before all else."""

from datetime import date
from decimal import Decimal

from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.plan_items import length
from clinicdesk.documents.speech import SEPARATOR, Speech
from clinicdesk.documents.tables import ItemTable, Row, TableColumn
from clinicdesk.documents.theme import BODY, HEADING, LABEL, STRONG, Align
from clinicdesk.domain.papers import UNSAID, Said
from clinicdesk.domain.plan_papers import PlanChange, PlanDocument

COLUMNS = (TableColumn(), TableColumn(132), TableColumn(132))
NOTHING = Said("–")
OF_THE_WHOLE = frozenset({"total", "deposit", "valid_until"})


def changes_table(plan: PlanDocument, speech: Speech, *, bookmarked: bool = True) -> ItemTable | None:
    """What differs from the last issued revision, a row each; None on a first one."""
    if not plan.changes:
        return None
    t, colours = speech.t, speech.press.theme.colours
    title = speech.heading(t("What changed since revision {revision}", revision=plan.revision - 1), HEADING)
    if not bookmarked:
        title.bookmark = None
    names = (speech.under(name, LABEL, Align.END, LABEL) for name in (t("Before"), t("Now")))
    header = Row((title, *names), 4, 4, ground=colours["atint"], inset=7)
    rows = [_row(change, speech) for change in plan.changes]
    return ItemTable(COLUMNS, [header], rows, gap=8, right_to_left=speech.right_to_left)


def _row(change: PlanChange, speech: Speech) -> Row:
    before, after = _values(change, speech)
    whole = change.kind in OF_THE_WHOLE
    cells = (
        _what(change, speech),
        speech.under(before or NOTHING, BODY.in_colour("t2"), Align.END),
        speech.under(after or NOTHING, STRONG, Align.END),
    )
    line = speech.press.theme.colours["line2" if whole else "line"]
    return Row(cells, 2.6, 3, line=line, inset=7)


def _what(change: PlanChange, speech: Speech) -> Flowable:
    """The line's name with what of it changed: "Implant · quantity"; or only what changed of the plan."""
    kind = _kinds(change, speech)
    if change.option:
        letter = speech.t("Option {letter}", letter=change.option)
        kind = speech.t.listed([letter, kind])
    if not change.name:
        return speech.typesetter.text(speech.spans(kind, STRONG), STRONG)
    spans = [
        *speech.spans(change.name, STRONG),
        Span(SEPARATOR + speech.joined(kind), bold=False, colour="t2"),
    ]
    return speech.typesetter.text(spans, STRONG)


def _kinds(change: PlanChange, speech: Speech) -> Said:
    t = speech.t
    return {
        "added": t("new"),
        "removed": t("no longer in the plan"),
        "moved": t("another trip"),
        "teeth": t("teeth"),
        "quantity": t("quantity"),
        "material": t("material"),
        "guarantee": t("guarantee"),
        "price": t("unit price"),
        "discount": t("discount") if change.name else t("Discount"),
        "total": t("Total"),
        "deposit": t("Deposit"),
        "valid_until": t("Prices valid until"),
        "starts": t("Beginning of trip {number}", number=change.trip),
        "days": t("Length of trip {number}", number=change.trip),
        "option": t("new option"),
        "option_gone": t("no longer offered"),
    }.get(change.kind, Said(change.kind))


def _values(change: PlanChange, speech: Speech) -> tuple[Said, Said]:
    return (
        _value(change, change.before_text, change.before_said, speech)
        if change.before is None
        else Said(speech.amount(change.before)),
        _value(change, change.after_text, change.after_said, speech)
        if change.after is None
        else Said(speech.amount(change.after)),
    )


def _value(change: PlanChange, text: str, said: Said, speech: Speech) -> Said:
    """What was or is, as each language writes it."""
    t = speech.t
    if said or not text:
        return said
    if change.kind in {"valid_until", "starts"}:
        on = date.fromisoformat(text)
        return t.written(lambda f: f.date(on))
    if change.kind == "moved":
        trip = int(text)
        return t("Trip {number}", number=trip) if trip else t("not part of the total")
    if change.kind == "guarantee":
        return length(int(text), speech) if int(text) else UNSAID
    if change.kind == "days":
        return t.n("{count} day", "{count} days", int(text))
    if change.kind == "discount":
        return t.written(lambda f: f.percent(Decimal(text) / 100))
    return Said(speech.typesetter.isolated(text))
