"""Which buttons a line of the due list has, in fixed places: the patient's channel, mail, copy, done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from clinicdesk.domain.due import PaneView
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.messages import Composed
from clinicdesk.domain.text import marked
from clinicdesk.ui.icons import CHANNELS

OPEN_WORDS: Mapping[str, str] = {
    "whatsapp": marked("Open WhatsApp"),
    "zalo": marked("Open Zalo"),
    "telegram": marked("Open Telegram"),
    "messenger": marked("Open Messenger"),
    "viber": marked("Open Viber"),
    "line": marked("Copy for LINE"),
    "kakao": marked("Copy for KakaoTalk"),
    "email": marked("Write e-mail"),
    "phone": marked("Call"),
    "sms": marked("Open SMS"),
}
"""The primary button by channel; LINE and KakaoTalk have no link to a person, so the text is copied."""


@dataclass(frozen=True)
class Verb:
    """One button: the method of ``Acts`` it runs, its words, its icon, and the action whose key it has."""

    act: str
    words: str
    icon: str = ""
    action: str = ""


@dataclass(frozen=True)
class Verbs:
    """The verbs of a line in their places, and a sentence under them; None leaves a place empty."""

    primary: Verb | None = None
    second: Verb | None = None
    third: Verb | None = None
    done: Verb | None = None
    hint: str = ""

    def of(self, action: str) -> Verb | None:
        """Return the verb that has the key of ``action``."""
        places = (self.primary, self.second, self.third, self.done)
        return next((verb for verb in places if verb is not None and verb.action == action), None)


OPENS: Mapping[str, str] = {"treatment": "treatment", "deposit": "deposit", "plan": "plan"}
"""Which page or sheet an act opens."""

TRAVELLING = frozenset(
    {
        FollowupKind.CONFIRMATION,
        FollowupKind.LOGISTICS,
        FollowupKind.TREATMENT_DAYS,
        FollowupKind.CHECK_IN,
    }
)
"""Lines that speak of the journey, beside which the itinerary can be opened."""

COPY = Verb("copy", marked("Copy"), "copy", "copy-text")
EMAIL = Verb("email", marked("Send email"), "mail", "email")
SENT = Verb("sent", marked("I sent it"), "check", "sent")
CALLED = Verb("called", marked("Log the call"), "check", "sent")
RECORD = Verb("record", marked("Open record"), "user")
DRAFT_HINT = marked("Opening a draft does not stop the clock. Only “I sent it” does.")
CALL_HINT = marked("Ringing does not stop the clock. A logged call with an outcome does.")


def verbs_of(
    view: PaneView,
    message: Composed | None,
    *,
    allowed: bool,
    has_email: bool,
    opens: Callable[[str], bool],
) -> Verbs:
    """Return the verbs of a line; ``message`` is None for kinds that send none.

    ``opens`` tells which pages and sheets there are: a verb that would open none is not offered.
    """
    own = _own_verbs(view, message)
    if own is not None:
        primary = own.primary
        missing = primary is not None and primary.act in OPENS and not opens(OPENS[primary.act])
        return replace(own, primary=None) if missing else own
    if message is None or not allowed:
        return Verbs()
    return _message_verbs(message, has_email=has_email)


def closes_or_parks(view: PaneView) -> bool:
    """Whether a line asks to close or park a lead rather than to write once more."""
    return view.row.kind is FollowupKind.PLAN_FOLLOW_UP and bool(
        view.detail.get("decide") or view.detail.get("parked")
    )


def appointment_of(view: PaneView) -> int | None:
    """Return the appointment that a line is about."""
    found = view.detail.get("appointment_id")
    return found if isinstance(found, int) else None


def _own_verbs(view: PaneView, message: Composed | None) -> Verbs | None:
    """Return the verbs of a line that is no message to send."""
    kind = view.row.kind
    if kind is FollowupKind.ARRIVAL:
        return _arrival(view)
    if kind is FollowupKind.RECORD_TREATMENT:
        return Verbs(primary=Verb("treatment", marked("Record treatment"), "dental", "sent"))
    if kind is FollowupKind.DEPOSIT_REQUEST:
        return Verbs(
            primary=Verb("deposit", marked("Request deposit"), "cash", "sent"),
            hint=marked("The request fixes amount, date and refund rule; then the message is ready."),
        )
    if kind is FollowupKind.TASK:
        return Verbs(primary=Verb("done", marked("Done"), "check", "sent"))
    if kind is FollowupKind.SEND_PLAN and (message is None or not message.revision):
        return Verbs(
            primary=Verb("plan", marked("Write the plan"), "file-text", "channel"),
            hint=marked("The message is ready once the plan is issued."),
        )
    if closes_or_parks(view):
        return Verbs(
            primary=Verb("park", marked("Park until a day"), "clock", "sent"),
            second=Verb("lose", marked("Close as lost"), "x"),
        )
    return None


def _arrival(view: PaneView) -> Verbs:
    if appointment_of(view) is None:
        return Verbs(
            primary=Verb("hold", marked("Hold a date"), "calendar-plus", "sent"),
            hint=marked("The date is held for the patient and stands in the calendar."),
        )
    return Verbs(
        primary=Verb("arrived", marked("Arrived"), "check", "sent"),
        second=Verb("moved", marked("Moved"), "calendar-event"),
        third=Verb("no_show", marked("Did not come")),
    )


def _message_verbs(message: Composed, *, has_email: bool) -> Verbs:
    channel = message.channel
    hint = CALL_HINT if channel == "phone" else DRAFT_HINT
    done = CALLED if channel == "phone" else SENT
    second = EMAIL if has_email and channel != "email" else None
    if not message.address:
        no_address = marked("No address for this channel is on the record yet: copy the text, or add one.")
        return Verbs(primary=RECORD, second=second, third=COPY, done=done, hint=no_address)
    words = OPEN_WORDS.get(channel, marked("Open the channel"))
    action = "email" if channel == "email" else "channel"
    act = "email" if channel == "email" else "open_channel"
    primary = Verb(act, words, CHANNELS.get(channel, "message-circle"), action)
    return Verbs(primary, second, COPY, done, hint)
