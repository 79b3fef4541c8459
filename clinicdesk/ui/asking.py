"""Questions that several screens ask alike: why a lead is lost, and by which channel something went."""

from collections.abc import Iterable, Mapping

from clinicdesk.domain.leads import LostReason
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import Choice, Reason
from clinicdesk.ui.wording import channel_name, upper_first

LOST_WORDS: Mapping[LostReason, str] = {
    LostReason.PRICE: marked("Too expensive"),
    LostReason.ELSEWHERE: marked("Chose another clinic"),
    LostReason.NO_ANSWER: marked("Does not answer"),
    LostReason.HEALTH: marked("Health reason"),
    LostReason.TRAVEL: marked("Cannot travel"),
    LostReason.NOT_SERIOUS: marked("Not a serious inquiry"),
    LostReason.OTHER: marked("Other"),
}
CHANNELS = (
    "whatsapp",
    "email",
    "phone",
    "zalo",
    "line",
    "messenger",
    "telegram",
    "viber",
    "kakao",
    "SmileJet",
)
"""The channels offered where a person says how something went out."""
MOST_CHANNELS = 7


def ask_lost_reason(desk: Desk, name: str) -> Reason | None:
    """Ask why a lead is lost; None where the person cancelled."""
    t = desk.t
    return desk.prompts.choose_reason(
        t("Mark {name} as lost", name=name),
        t("The lead leaves the board. The reason is kept on the record."),
        [Choice(reason.value, t(words)) for reason, words in LOST_WORDS.items()],
        t("Mark as lost"),
        note=t("Note, optional"),
    )


def ask_channel(
    desk: Desk, title: str, text: str, verb: str, *, likely: Iterable[str] = (), note: str = ""
) -> Reason | None:
    """Ask by which channel something went; ``likely`` ones (the patient's own) stand first."""
    names = list(dict.fromkeys((*(name for name in likely if name), *CHANNELS)))[:MOST_CHANNELS]
    choices = [Choice(name, upper_first(channel_name(desk.t, name))) for name in names]
    return desk.prompts.choose_reason(title, text, choices, verb, note=note)
