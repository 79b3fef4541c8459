"""The footer that most papers share: what it is, how it stands, its check code, and page n of N."""

from clinicdesk.documents.page import Foot
from clinicdesk.documents.speech import SEPARATOR, Speech
from clinicdesk.domain.plan_papers import PlanDocument


def paper_foot(speech: Speech, *parts: str, check_code: str = "") -> Foot:
    """The footer of a paper with these ``parts`` (empty ones are left out) and its code, if it has one."""
    t = speech.t.first
    code = t("check code {code}", code=speech.typesetter.isolated(check_code)) if check_code else ""

    def count(number: int, pages: int) -> str:
        return t("Page {number}/{count}", number=number, count=pages)

    return Foot(SEPARATOR.join(part for part in (*parts, code) if part), count)


def plan_foot(plan: PlanDocument, speech: Speech, name: str, *more: str) -> Foot:
    """The footer of a paper about a plan's revision: its ``name``, the revision, its day, and ``more``."""
    t = speech.t.first
    return paper_foot(
        speech,
        name,
        t("revision {revision}", revision=plan.revision),
        speech.formats.date(plan.issued_on) if plan.issued_on else t("draft"),
        *more,
        check_code=plan.check_code,
    )


def price_list(plan: PlanDocument, speech: Speech) -> str:
    """Which price list the plan was made from, or nothing."""
    t, month = speech.t.first, plan.price_list
    return t("price list {month}", month=speech.typesetter.isolated(month)) if month else ""
