"""The wording of each kind of message per language, and the closed list of places it may use."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clinicdesk.bundle import files
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked, paragraph, single_line
from clinicdesk.i18n.places import places
from clinicdesk.messaging.health import health_word

PURPOSES: Mapping[str, Purpose] = {
    "first_reply": Purpose.CARE,
    "plan_sent": Purpose.CARE,
    "plan_follow_up_1": Purpose.CARE,
    "plan_follow_up_2": Purpose.CARE,
    "plan_follow_up_3": Purpose.CARE,
    "plan_expiring": Purpose.CARE,
    "deposit_request": Purpose.CARE,
    "deposit_chase": Purpose.CARE,
    "confirmation": Purpose.CARE,
    "logistics": Purpose.CARE,
    "treatment_days": Purpose.CARE,
    "check_in": Purpose.CARE,
    "thirty_day": Purpose.CARE,
    "ninety_day": Purpose.MARKETING,
    "recall": Purpose.CARE,
    "recall_reminder": Purpose.CARE,
    "phase_two": Purpose.CARE,
    "yearly_greeting": Purpose.MARKETING,
    "receipt": Purpose.CARE,
    "refund": Purpose.CARE,
}
"""Every kind of message and why it is sent (facts of the field, section 9)."""

PLACES: Mapping[str, str] = {
    "name": marked("the name the patient is greeted by"),
    "clinic": marked("the clinic’s name"),
    "city": marked("the clinic’s city"),
    "address": marked("the clinic’s address"),
    "coordinator": marked("the coordinator’s name"),
    "coordinator_phone": marked("the coordinator’s phone number"),
    "dentist": marked("the dentist’s title and name"),
    "request": marked("what the patient asked about"),
    "price": marked("an amount or a range, with its currency"),
    "window": marked("trips and days the patient needs here"),
    "plan_number": marked("the plan’s number"),
    "plan_total": marked("the plan’s total"),
    "plan_due": marked("when the written plan comes"),
    "plan_valid_until": marked("the last day of the plan’s prices"),
    "sent_on": marked("the day the plan was sent"),
    "deposit": marked("the deposit’s amount"),
    "refund_rule": marked("the refund rule, in one sentence"),
    "pay_link": marked("the link for paying"),
    "bank": marked("the bank account"),
    "held_date": marked("day and time of the held appointment"),
    "hold_until": marked("when the hold ends"),
    "flight": marked("the flight"),
    "hotel": marked("the hotel"),
    "transfer": marked("who meets the patient at the airport"),
    "visits": marked("the visits, one on a line"),
    "treatment": marked("what was done"),
    "treated_on": marked("the day of the treatment"),
    "reasons": marked("the reasons for the check-up"),
    "guarantee_reason": marked("until when the check-up keeps the guarantee valid, in one sentence"),
    "return_window": marked("the best time to return"),
    "visit_length": marked("how long the visit takes"),
    "next_trip": marked("what is done on the next trip"),
    "review_link": marked("the link for a review"),
    "receipt_number": marked("the receipt’s number"),
    "amount": marked("the amount received"),
    "balance": marked("what is still to be paid"),
    "refund_amount": marked("the amount sent back"),
}
"""The places a wording may use, each with what it stands for (safety rule 15)."""

SUBJECT_PLACES = frozenset(
    {"name", "clinic", "city", "plan_number", "plan_valid_until", "held_date", "hold_until", "receipt_number"}
)
"""Places that never carry anything about health, and so may stand in a subject (safety rule 16)."""

_PLACE = re.compile(r"\{[A-Za-z_][A-Za-z0-9_]*\}")


@dataclass(frozen=True)
class MessageTemplate:
    """The wording of one kind of message in one language, with ``{named}`` places."""

    kind: str
    language: str
    subject: str
    body: str

    @property
    def purpose(self) -> Purpose:
        """Return why this kind of message is sent."""
        return PURPOSES[self.kind]


def template_kind(followup: str, n: int = 1) -> str:
    """Return the kind of message for a follow-up and its count; empty where the follow-up sends none."""
    if followup == "send_plan":
        return "plan_sent"
    numbered = [kind for kind in PURPOSES if re.fullmatch(rf"{re.escape(followup)}_\d", kind)]
    if numbered:
        return numbered[min(max(n, 1), len(numbered)) - 1]
    return followup if followup in PURPOSES else ""


def shipped(kind: str, language: str) -> MessageTemplate | None:
    """Return the wording that ships with the program; None where this language has none (safety rule 15)."""
    wording = _shipped(language).get("templates", {}).get(kind)
    if wording is None:
        return None
    return MessageTemplate(kind, language, wording["subject"], "\n".join(wording["body"]))


def opt_out_line(language: str) -> str:
    """Return the sentence that says how to stop marketing messages; empty where the language has none."""
    return str(_shipped(language).get("opt_out", ""))


def shipped_languages() -> tuple[str, ...]:
    """Return the languages that have shipped wordings."""
    return tuple(sorted(path.stem for path in (files("resources") / "messages").glob("*.json")))


def checked(template: MessageTemplate) -> MessageTemplate:
    """Return a wording typed by a person, cleaned, or refuse it with the field that is wrong.

    Raises InvalidInput for an unknown kind or place, a stray brace, an empty text, and for a subject that
    could tell something about health.
    """
    if template.kind not in PURPOSES:
        raise InvalidInput(marked("“{kind}” is not a kind of message."), field="kind", kind=template.kind)
    subject, body = single_line(template.subject), paragraph(template.body)
    for field, text in (("subject", subject), ("body", body)):
        _check_places(text, field)
    hidden = sorted(places(subject) - SUBJECT_PLACES)
    if hidden:
        raise InvalidInput(
            marked("“{place}” cannot stand in a subject: it may say something about health."),
            field="subject",
            place="{" + hidden[0] + "}",
        )
    word = health_word(_PLACE.sub(" ", subject), template.language)
    if word:
        raise InvalidInput(
            marked("A subject is seen by others: leave out “{word}”."), field="subject", word=word
        )
    return MessageTemplate(template.kind, template.language, subject, body)


def _check_places(text: str, field: str) -> None:
    if not text:
        raise InvalidInput(marked("Type a text."), field=field)
    unknown = sorted(places(text) - PLACES.keys())
    if unknown:
        raise InvalidInput(
            marked("“{place}” is not a place this program can fill."),
            field=field,
            place="{" + unknown[0] + "}",
        )
    if set(_PLACE.sub("", text)) & {"{", "}"}:
        raise InvalidInput(marked("A curly bracket stands alone. Places look like {example}."), field=field,
                           example="{name}")  # fmt: skip


@cache
def _shipped(language: str) -> Mapping[str, Any]:
    path = files("resources") / "messages" / f"{language}.json"
    if language not in shipped_languages():
        return {}
    data: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return data
