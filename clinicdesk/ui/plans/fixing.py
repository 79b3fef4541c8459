"""Does what a problem of the list asks for, or goes to the place where a person does it."""

from dataclasses import replace

from clinicdesk.domain.completeness import Problem, Words
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import PlanItem
from clinicdesk.domain.wordings import PROCEDURES, Term
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.acts import Acts
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.editor import Editor
from clinicdesk.ui.plans.edits import trips, with_item
from clinicdesk.ui.plans.head import Head

LACKING = {
    "wording": frozenset({Words.MISSING}),
    "stale": frozenset({Words.STALE}),
    "unread": frozenset({Words.UNREAD}),
}
"""What the words of a line are in the language that a problem is about."""


class Fixing:
    """The buttons of the list, for one editor."""

    def __init__(self, desk: Desk, draft: Draft, head: Head, editor: Editor, acts: Acts) -> None:
        """Act on ``draft`` and go to parts of ``head`` and ``editor``."""
        self._desk, self._draft = desk, draft
        self._head, self._editor, self._acts = head, editor, acts

    def fix(self, problem: Problem | None) -> None:
        """Fix a problem; None stands for cells that could not be read."""
        if problem is None:
            self._editor.go_to_unread()
        elif problem.where.field in {"valid_until", "dentist"}:
            choice = self._head.valid if problem.where.field == "valid_until" else self._head.dentist
            choice.setFocus()
            choice.click()
        elif problem.where.field == "patient":
            self._desk.open_patient(self._draft.plan.patient_id)
        elif problem.kind == "price_changed" and isinstance(problem.data.get("now"), Money):
            self._take_price(problem)
        elif problem.kind in LACKING and (item := self._item(problem)) is not None:
            self._word_line(item.code, LACKING[problem.kind])
        elif problem.kind == "text":
            term = Term(str(problem.data["part"]), str(problem.data["key"]))
            self._acts.write_wording(term, str(problem.data["code"]), str(problem.data["name"]))
        else:
            self._editor.go_to(problem.where, problem)

    def _item(self, problem: Problem) -> PlanItem | None:
        """Return the line that a problem is about."""
        where, plan = problem.where, self._draft.plan
        if where.option is None or where.trip is None or where.item is None:
            return None
        return trips(plan, where.option)[where.trip].items[where.item]

    def keep(self, problem: Problem) -> None:
        """Leave a line at its price although the catalogue's changed: from now on it counts as typed."""
        item = self._item(problem)
        if item is not None:
            self._change(problem, replace(item, price_typed=True))

    def _take_price(self, problem: Problem) -> None:
        item, now = self._item(problem), problem.data["now"]
        if item is None or not isinstance(now, Money):
            return
        self._change(problem, replace(item, unit_minor=now.minor))

    def _change(self, problem: Problem, item: PlanItem) -> None:
        where = problem.where
        option, trip, place = where.option or 0, where.trip or 0, where.item or 0
        self._draft.apply(with_item(self._draft.plan, option, trip, place, item))

    def _word_line(self, code: str, lacking: frozenset[Words]) -> None:
        offer = self._desk.services.catalogue.offer()
        plan = self._draft.plan
        languages = (lang for lang in plan.languages if offer.state(code, lang) in lacking)
        name = offer.name(code, self._desk.t.language)
        self._acts.write_wording(Term(PROCEDURES, code), next(languages, plan.language), name)
