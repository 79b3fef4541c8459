"""The plan editor: head above, the draft at the left, its checks and its paper at the right."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.completeness import blocks
from clinicdesk.domain.currencies import in_currency
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.plans import Plan
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.plans.acts import Acts
from clinicdesk.ui.plans.banner import Banner
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.editor import Editor, Typed
from clinicdesk.ui.plans.fixing import Fixing
from clinicdesk.ui.plans.head import Head
from clinicdesk.ui.plans.more_menu import more_menu
from clinicdesk.ui.plans.reading import Reading, Standing, read_plan
from clinicdesk.ui.plans.side import Side
from clinicdesk.ui.widgets.paper_acts import PaperActs, PaperFile
from clinicdesk.ui.widgets.planes import EmptyState, Plane, row, rule

SIDE, NARROW_SIDE, NARROW_BELOW = 470, 380, 1240


class PlanPage(Page):
    """One plan at a time; what is typed is saved as it is typed, and kept where it cannot be saved."""

    listens_to = Changes.PLANS | Changes.PATIENTS | Changes.CATALOGUE | Changes.STAFF | Changes.CLINIC

    def __init__(self, desk: Desk) -> None:
        """Make the page; nothing is read yet."""
        super().__init__(desk)
        self.title = desk.t("Plan")
        self._plan_id: int | None = None
        self._reading: Reading | None = None
        self._now: Standing | None = None
        self._unsaved: dict[int, Plan] = {}
        self._typed: dict[int, Typed] = {}
        self.draft = Draft(desk, self)
        self.acts = Acts(desk, self.draft)
        self.head = Head(desk)
        self.banner = Banner(desk)
        self.editor = Editor(desk, self.draft)
        self.side = Side(desk)
        self.checks, self.after, self.preview = self.side.checks, self.side.after, self.side.preview
        self._fixing = Fixing(desk, self.draft, self.head, self.editor, self.acts)
        self._lay_out()
        self._connect()
        self.preview.use(PaperActs(desk, self, self._paper), self)
        desk.actions.bind("issue", self.issue, self)

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Edit the plan with the id ``key``; the one before is saved, or kept as it is."""
        self.stale = True
        if key == self._plan_id:
            return
        self._put_away()
        self._plan_id = int(key)
        self._reading = self._now = None
        self.side.show_draft()
        self.preview.forget()
        self.preview.first_page()

    def reload(self) -> None:
        """Read the plan again. What could not be saved yet stays as it was typed."""
        if self._plan_id is None:
            self._show_work(False)
            return
        try:
            self._reading = reading = read_plan(self.desk, self._plan_id)
        except ClinicError:
            self._show_work(False)
            raise
        first = not self.draft.is_open or self.draft.plan.id != reading.plan.id
        if first or not self.draft.dirty:
            self.draft.show(reading.plan, reading.saved_at)
        if first:
            self.editor.restore_typed(self._typed.pop(reading.plan.id, {}))
            unsaved = self._unsaved.pop(reading.plan.id, None)
            if unsaved is not None:
                with suppress(ClinicError):
                    self.draft.apply(unsaved)
        self._show()

    def enter(self) -> None:
        """Come on stage with the chart in focus, where letters set treatments."""
        super().enter()
        self.window().installEventFilter(self)
        focus: QWidget | None = self.window().focusWidget()
        if self._reading is not None and (focus is None or not self.isAncestorOf(focus)):
            self.editor.chart.teeth.setFocus()

    def leave(self) -> None:
        """Take and save what stands in an open cell."""
        self.editor.finish_typing()
        self.draft.flush()
        super().leave()

    def areas(self) -> list[QWidget]:
        """Chart, lines, checks and paper."""
        grids: list[QWidget] = [block.grid for block in self.editor.trips[:1]]
        return [self.editor.chart.teeth, *grids, self.head.issue, self.preview.open]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the window closes."""
        if event.type() == QEvent.Type.Close and self.draft.is_open:
            self.editor.finish_typing()
            self.draft.flush()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the side in a small window."""
        super().resizeEvent(event)
        px = self.desk.look.theme.px
        narrow = event.size().width() < px(NARROW_BELOW)
        self.side.setFixedWidth(px(NARROW_SIDE if narrow else SIDE))

    def issue(self) -> None:
        """Issue the plan; while something blocks, go to the first of it."""
        self.editor.finish_typing()
        now = self._now
        if now is None or not now.writable:
            return
        if now.unread or now.to_fix:
            self._fixing.fix(None if now.unread else blocks(now.problems)[0])
        elif self.acts.issue(now.reading.patient.name):
            self.side.paper = self.draft.plan.revision
            self.refresh()

    def more_menu(self) -> QMenu:
        """Return what else can be done with the plan."""
        if self._now is None:
            return QMenu(self)
        return more_menu(self.desk, self.draft, self.acts, self._now, self)

    def _paper(self) -> PaperFile | None:
        """Return the paper that is shown, with what stands in an open cell."""
        if self._now is None:
            return None
        self.editor.finish_typing()
        return self.acts.paper(self.side.maker(self.draft.plan), self.side.paper)

    def _put_away(self) -> None:
        """Keep of the plan shown what is not in the clinic's file, for when it is opened again."""
        if not self.draft.is_open:
            return
        self.editor.finish_typing()
        plan_id = self.draft.plan.id
        if not self.draft.flush():
            self._unsaved[plan_id] = self.draft.plan
        typed = self.editor.keep_typed()
        if typed:
            self._typed[plan_id] = typed

    def _show(self) -> None:
        """Show the draft everywhere, and draw its paper again."""
        reading, plan, plans = self._reading, self.draft.plan, self.desk.services.plans
        if reading is None:
            return
        self._show_work(True)
        changes = plans.changes(plan) if plan.revision else ()
        now = Standing(reading, plan, plans.problems(plan), changes, 0)
        self.editor.show_draft(now.problems, locked=not now.writable)
        self._now = replace(now, unread=self.editor.unread())
        self._show_saved()
        self.side.show_plan(self._now, deposit=self.acts.can_request_deposit())

    def _show_change(self) -> None:
        """Show what was just changed, on the paper too: the issued one says something else now."""
        self.side.show_draft()
        self._show()

    def _show_saved(self) -> None:
        """Say in the head and the banner how the plan stands and whether it is saved."""
        if self._now is not None:
            self.head.show_plan(self._now, self._saved())
            self.head.undo.setEnabled(self.desk.commands.can_undo)
            self.banner.show_state(self._now.reading, self.draft.problem)

    def _show_unread(self) -> None:
        """Count the cells that could not be read again."""
        if self._now is not None:
            self._now = replace(self._now, unread=self.editor.unread())
            self._show_saved()
            self.side.show_checks(self._now)

    def _saved(self) -> str:
        t, draft = self.desk.t, self.draft
        if draft.problem:
            return t("not saved")
        if draft.dirty:
            return t("saving")
        if draft.saved_at is None:
            return ""
        local = self.desk.local(draft.saved_at)
        if local.date() == self.desk.today():
            return t("saved {time}", time=t.formats.time(local))
        return t("saved {day}", day=t.formats.date(local.date(), "medium"))

    def _show_work(self, on: bool) -> None:
        self._work.setVisible(on)
        self._nothing.setHidden(on)

    def _lay_out(self) -> None:
        t = self.desk.t
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        framed = Plane("surface", (20, 10, 16, 0))
        framed.add(self.banner)
        left.addWidget(framed)
        left.addWidget(self.editor, 1)
        self._work = QWidget()
        across = row(left, rule(vertical=True), self.side, spacing=0)
        across.setStretch(0, 1)
        body = QVBoxLayout(self._work)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.head)
        body.addLayout(across, 1)
        hint = t("Open one from a patient’s record, or start one there.")
        self._nothing = EmptyState(self.desk.look, "file-text", t("No plan is open"), hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._work)
        column.addWidget(self._nothing)
        self._nothing.hide()

    def _connect(self) -> None:
        head, draft, acts = self.head, self.draft, self.acts
        draft.changed.connect(self._show_change)
        draft.saved.connect(self._show_saved)
        head.back.clicked.connect(self.desk.navigator.back)
        head.undo.clicked.connect(self._undo)
        head.more.clicked.connect(self._open_more)
        head.issue.clicked.connect(self.issue)
        head.language.chosen.connect(lambda code: self._set(language=code))
        head.language.second_chosen.connect(lambda code: self._set(second_language=code))
        head.currency.chosen.connect(self._set_currency)
        head.dentist.chosen.connect(lambda key: self._set(dentist_id=key))
        head.valid_until.connect(lambda day: self._set(valid_until=day))
        self.editor.unread_changed.connect(self._show_unread)
        self.checks.wanted.connect(self._fixing.fix)
        self.checks.kept.connect(self._fixing.keep)
        self.side.turned.connect(self._show)
        self.after.sent.clicked.connect(self._record_sent)
        self.after.deposit.clicked.connect(acts.request_deposit)
        self.banner.save_again.connect(draft.flush)
        self.banner.open_again.connect(acts.open_again)
        self.desk.commands.stacks_changed.connect(self._show_undo)

    def _show_undo(self) -> None:
        self.head.undo.setEnabled(self.desk.commands.can_undo)

    def _set(self, **values: Any) -> None:
        if values.get("language") == self.draft.plan.second_language:
            values["second_language"] = ""
        self.draft.apply(replace(self.draft.plan, **values))

    def _set_currency(self, currency: str) -> None:
        if currency != self.draft.plan.currency:
            procedures = self.desk.services.catalogue.offer().procedures
            self.draft.apply(in_currency(self.draft.plan, currency, procedures))

    def _undo(self) -> None:
        self.editor.finish_typing()
        self.draft.flush()
        self.desk.commands.undo()

    def _record_sent(self) -> None:
        if self._reading is not None:
            self.acts.record_sent(self._reading)

    def _open_more(self) -> None:
        corner = QPoint(0, self.head.more.height() + 2)
        self.more_menu().popup(self.head.more.mapToGlobal(corner))
