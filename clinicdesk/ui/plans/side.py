"""The right side of the plan editor: what is to do before issuing, what was issued, and the paper."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.money import PERCENT, WHOLE, Money, half_up
from clinicdesk.domain.options import MOST_COMPARED, is_compared
from clinicdesk.domain.plans import Plan, lines
from clinicdesk.domain.totals import totals
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.after_issue import AfterIssue
from clinicdesk.ui.plans.change_words import change_words
from clinicdesk.ui.plans.checks import Checks
from clinicdesk.ui.plans.reading import Standing
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.planes import Plane, rule


class Side(Plane):
    """Checks, revisions and paper of one plan; ``paper`` is the revision shown, 0 for the draft."""

    turned = Signal()
    """Another paper was chosen."""

    def __init__(self, desk: Desk) -> None:
        """Make the parts."""
        super().__init__("sunk")
        self._desk = desk
        self.paper = 0
        self.checks = Checks(desk)
        self.after = AfterIssue(desk)
        self.preview = Preview(desk, (desk.t("Options side by side"), desk.t("Full plan")))
        self.add(self.checks, rule(), self.after)
        self.column.addWidget(self.preview, 1)
        self.after.shown.connect(self._turn)

    def show_plan(self, now: Standing, *, deposit: bool) -> None:
        """Show a plan as it stands; ``deposit`` offers to ask for one."""
        reading, t = now.reading, self._desk.t
        self.show_checks(now)
        if self.paper not in {0, *(revision.revision for revision in reading.revisions)}:
            self.paper = 0
        self.after.show_revisions(reading.revisions, self.paper, self._since(now))
        self.after.sent.setVisible(now.plan.lead_id is not None)
        self.after.deposit.setVisible(deposit)
        given = reading.patient.given_name or reading.patient.name.split()[0]
        caption = t("as issued") if self.paper else t("live, A4")
        self.preview.name(t("What {name} receives", name=given), caption)
        self.preview.show_parts(self._has_options(now))
        self.preview.show_paper(self.maker(now.plan))

    def show_checks(self, now: Standing) -> None:
        """Show what is to do before issuing."""
        self.checks.show_problems(now.problems, now.unread, self._in_order(now.plan), self._changed(now))

    def show_draft(self) -> None:
        """Show the draft's paper from now on, as when it was changed or is another plan's."""
        self.paper = 0

    def maker(self, plan: Plan) -> Callable[[], bytes]:
        """Return what makes the paper that is shown; a worker calls it."""
        plans = self._desk.services.plans
        if self.paper:
            return partial(plans.revision_pdf, plan.id, self.paper)
        return partial(plans.pdf, plan)

    def _has_options(self, now: Standing) -> bool:
        """Whether the paper shown begins with its options side by side."""
        if not self.paper:
            return 1 < len(now.plan.options) <= MOST_COMPARED
        paper = self._desk.services.plans.revision_document(now.plan.id, self.paper)
        return is_compared(paper)

    def _turn(self, revision: int) -> None:
        self.paper = revision
        self.preview.first_page()
        self.turned.emit()

    def _in_order(self, plan: Plan) -> str:
        """Return the green line: how many lines are worded, and how large the deposit is."""
        t = self._desk.t
        offer = self._desk.services.catalogue.offer()
        items = [item for _, _, _, item in lines(plan)]
        if not items:
            return ""
        worded = sum(offer.state(item.code, plan.language) is Words.CHECKED for item in items)
        language = t.formats.language_name(plan.language)
        said = t(
            "{done} of {all} lines checked in {language}", done=worded, all=len(items), language=language
        )
        sums = totals(plan)
        if not sums.total.minor:
            return said
        tenths = half_up(sums.deposit.minor * WHOLE // 10, sums.total.minor)
        share = t.formats.percent(Decimal(tenths) / (PERCENT // 10))
        return t("{said} · deposit is {percent} of the total", said=said, percent=share)

    def _changed(self, now: Standing) -> tuple[str, tuple[str, ...]]:
        """Return since when, and in a line each what the draft says differently from what was issued."""
        t = self._desk.t
        if not now.changes:
            return "", ()
        return (
            t("Since revision {revision}", revision=now.plan.revision),
            tuple(change_words(t, change) for change in now.changes),
        )

    def _since(self, now: Standing) -> str:
        """Return how the draft stands to what was issued last."""
        if not now.reading.revisions:
            return ""
        t, last = self._desk.t, now.reading.revisions[0]
        total = t.formats.money(Money(last.total.minor, last.total.currency))
        if now.as_issued:
            return t(
                "Revision {revision} over {total} says the same as the draft.",
                revision=last.revision,
                total=total,
            )
        return t.n(
            "{count} change since revision {revision} over {total}: issue it again to send it.",
            "{count} changes since revision {revision} over {total}: issue it again to send them.",
            len(now.changes),
            revision=last.revision,
            total=total,
        )
