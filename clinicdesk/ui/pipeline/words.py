"""What cards and columns say: the state of a case in a few words, and the worth of many."""

from collections.abc import Iterable, Mapping
from datetime import date

from clinicdesk.domain.board import Board, Card, LookState
from clinicdesk.domain.leads import FactKind, Stage
from clinicdesk.domain.money import Money, exponent, half_up
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.step_names import step_name
from clinicdesk.ui.wording import minutes_until, upper_first

FACTS: Mapping[FactKind, str] = {
    FactKind.REPLIED: marked("Reply of {on}"),
    FactKind.PLAN_SENT: marked("Plan sent on {on}"),
    FactKind.PLAN_ACCEPTED: marked("Plan accepted on {on}"),
    FactKind.DEPOSIT_REQUESTED: marked("Deposit requested on {on}"),
    FactKind.DEPOSIT_PAID: marked("Deposit paid on {on}"),
    FactKind.ITINERARY_SENT: marked("Itinerary sent on {on}"),
    FactKind.ARRIVED: marked("Arrival on {on}"),
    FactKind.TREATED: marked("Treatment of {on}"),
}
"""How a fact is named when it is about to be taken back."""

_ARRIVING = frozenset({"confirmation", "logistics", "treatment_days", "check_in", "arrival"})
_CALM = frozenset({LookState.LATER, LookState.TODAY})
CLOCK_MINUTES = 24 * 60
FAR_DAYS = 200


def state_words(desk: Desk, card: Card) -> str:
    """Return where a case stands and when it is due, short enough for a card."""
    t = desk.t
    if card.stage is Stage.LOST:
        return t("Lost {on}", on=_day(desk, desk.local(card.stage_at).date()))
    step = step_name(t, card.state_kind)
    if card.state_kind == "parked" and card.due_on is not None:
        return t("Parked until {on}", on=_day(desk, card.due_on))
    if card.state is LookState.SNOOZED:
        return t("{step}, snoozed", step=step)
    if card.state is LookState.WAITING:
        return t("{step}, waiting", step=step)
    if not step:
        return _resting(desk, card)
    if card.due_at is not None:
        return _clocked(desk, card, step)
    return _dated(desk, card, step)


def _resting(desk: Desk, card: Card) -> str:
    if card.state is LookState.DONE:
        return desk.t("All steps done")
    return desk.t.n("{count} day in this stage", "{count} days in this stage", card.age_days)


def _clocked(desk: Desk, card: Card, step: str) -> str:
    t = desk.t
    assert card.due_at is not None
    minutes = minutes_until(desk.now(), card.due_at)
    first = card.state_kind == "first_reply"
    if minutes <= 0:
        over = t.formats.duration(-minutes)
        return t("{time} over", time=over) if first else t("{step}, {time} over", step=step, time=over)
    if minutes > CLOCK_MINUTES:
        return t("{step} {on}", step=step, on=_day(desk, desk.local(card.due_at).date()))
    left = t.formats.clock(minutes)
    return t("{time} left", time=left) if first else t("{step} in {time}", step=step, time=left)


def _dated(desk: Desk, card: Card, step: str) -> str:
    t, today = desk.t, desk.today()
    if card.state in _CALM and card.state_kind in _ARRIVING:
        arrives = _iso(card.detail.get("arrival_on")) or _iso(card.detail.get("visit_on"))
        if arrives is not None and arrives >= today:
            return t("Arrives {on}", on=_day(desk, arrives))
    if card.state in _CALM and card.state_kind == "deposit_chase":
        ends = _iso(card.detail.get("hold_ends_on"))
        if ends is not None and ends >= today:
            return t("Hold ends {on}", on=_day(desk, ends))
    if card.due_on is None:
        return step
    late = (today - card.due_on).days
    if late > 0 and card.state is LookState.OVERDUE:
        return t("{step}, {days} d over", step=step, days=late)
    if late > 0:
        return t("{step}, open", step=step)
    return t("{step} {on}", step=step, on=_day(desk, card.due_on))


def _day(desk: Desk, on: date) -> str:
    today, formats = desk.today(), desk.t.formats
    distance = abs((on - today).days)
    if distance <= 1:
        return formats.near(on, today)
    return formats.date(on, "month" if distance > FAR_DAYS else "day")


def _iso(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def worth_words(desk: Desk, money: Iterable[Money]) -> str:
    """Return sums per currency, never converted: "35,220 USD + 400 EUR"; empty where there are none."""
    return " + ".join(desk.t.formats.money(whole(amount)) for amount in money)


def whole(amount: Money) -> Money:
    """Return an estimate without its cents: a board shows what cases may be worth, not what is owed."""
    unit = 10 ** exponent(amount.currency)
    return Money(half_up(amount.minor, unit) * unit, amount.currency)


def summary_words(desk: Desk, board: Board) -> str:
    """Return the board in a sentence: open cases, their worth, and how many are overdue."""
    t = desk.t
    working = [column for column in board.columns if column.stage is not Stage.TREATED]
    sums: dict[str, int] = {}
    for column in working:
        for amount in column.money:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    worth = worth_words(desk, [Money(minor, currency) for currency, minor in sums.items()])
    said = t.n("{count} open case", "{count} open cases", board.open_count)
    said = t("{cases} worth {worth}.", cases=said, worth=worth) if worth else f"{said}."
    late = sum(card.state is LookState.OVERDUE for column in board.columns for card in column.cards)
    if late:
        said += " " + t.n("{count} is overdue.", "{count} are overdue.", late)
    return said


def mix_of(cards: Iterable[Card]) -> tuple[int, int, int, int]:
    """Return how many cards are overdue, running out, due today, and none of these."""
    counts = {LookState.OVERDUE: 0, LookState.SOON: 0, LookState.TODAY: 0}
    rest = 0
    for card in cards:
        if card.state in counts:
            counts[card.state] += 1
        else:
            rest += 1
    return (counts[LookState.OVERDUE], counts[LookState.SOON], counts[LookState.TODAY], rest)


def mix_words(desk: Desk, mix: tuple[int, int, int, int]) -> str:
    """Return what a mix bar shows, in words."""
    return desk.t(
        "{overdue} overdue, {soon} running out, {today} due today, {rest} later",
        overdue=mix[0],
        soon=mix[1],
        today=mix[2],
        rest=mix[3],
    )


def spoken(desk: Desk, card: Card) -> str:
    """Return a card in one line for screen readers."""
    country = desk.t.formats.country(card.country) if card.country else ""
    value = desk.t.formats.money(whole(card.value)) if card.value else ""
    parts = (card.name, country, card.treatment, value, upper_first(state_words(desk, card)))
    return ", ".join(part for part in parts if part)
