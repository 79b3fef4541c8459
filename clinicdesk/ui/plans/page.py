"""The plan editor: head above, the draft at the left, its checks and its paper at the right."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes
from clinicdesk.domain.completeness import Problem, Severity, Words
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.money import Money
from clinicdesk.domain.plans import Plan, lines
from clinicdesk.domain.totals import totals
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.page import Page
from clinicdesk.ui.plans.acts import Acts
from clinicdesk.ui.plans.after_issue import AfterIssue
from clinicdesk.ui.plans.checks import Checks
from clinicdesk.ui.plans.draft import Draft
from clinicdesk.ui.plans.editor import Editor, Typed
from clinicdesk.ui.plans.edits import in_currency, trips, with_item, with_option
from clinicdesk.ui.plans.head import Head
from clinicdesk.ui.plans.preview import Preview
from clinicdesk.ui.plans.reading import Reading, read_plan
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import EmptyState, Plane, row, rule
from clinicdesk.ui.wording import upper_first

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
        self._paper = 0
        self._problems: tuple[Problem, ...] = ()
        self._changes = 0
        self._unsaved: dict[int, Plan] = {}
        self._typed: dict[int, Typed] = {}
        self.draft = Draft(desk, self)
        self.acts = Acts(desk, self.draft)
        self.head = Head(desk)
        self.banner = Plane("warn", (12, 8, 12, 8))
        self.banner_words = label("", Role.BODY, wrap=True)
        self.banner_button = small(desk.look, "")
        self.editor = Editor(desk, self.draft)
        self.checks = Checks(desk)
        self.after = AfterIssue(desk)
        self.preview = Preview(desk)
        self.side = Plane("sunk")
        self._lay_out()
        self._connect()
        self._bind()

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Edit the plan with the id ``key``; the one before is saved, or kept as it is."""
        if key == self._plan_id:
            self.stale = True
            return
        self._put_away()
        self._plan_id, self._paper = int(key), 0
        self._reading = None
        self.preview.first_page()
        self.stale = True

    def reload(self) -> None:
        """Read the plan again. What could not be saved yet stays as it was typed."""
        if self._plan_id is None:
            self._show_nothing()
            return
        try:
            self._reading = reading = read_plan(self.desk, self._plan_id)
        except ClinicError:
            self._show_nothing()
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the window closes."""
        if event.type() == QEvent.Type.Close and self.draft.is_open:
            self.editor.finish_typing()
            self.draft.flush()
        return super().eventFilter(watched, event)

    def areas(self) -> list[QWidget]:
        """Chart, lines, checks and paper."""
        grids: list[QWidget] = [block.grid for block in self.editor.trips[:1]]
        return [self.editor.chart.teeth, *grids, self.head.issue, self.preview.open]

    def issue(self) -> None:
        """Issue the plan; while something blocks, go to the first of it."""
        self.editor.finish_typing()
        blocks = [problem for problem in self._problems if problem.severity is Severity.BLOCK]
        if self.editor.unread():
            self._go_to_unread()
        elif blocks:
            self._fix(blocks[0])
        elif self._reading is not None and self._writable and self.acts.issue(self._reading.patient.name):
            self._paper = self.draft.plan.revision
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the side in a small window."""
        super().resizeEvent(event)
        px = self.desk.look.theme.px
        narrow = event.size().width() < px(NARROW_BELOW)
        self.side.setFixedWidth(px(NARROW_SIDE if narrow else SIDE))

    @property
    def _writable(self) -> bool:
        reading = self._reading
        return reading is not None and reading.may_write and not reading.closed

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
        if self._reading is None:
            return
        self._nothing.hide()
        self._work.show()
        plan = self.draft.plan
        self._problems = self.desk.services.plans.problems(plan)
        self._changes = len(self.desk.services.plans.changes(plan)) if plan.revision else 0
        self.editor.show_draft(self._problems, locked=not self._writable)
        self._show_head()
        self._show_banner()
        self._show_checks()
        self._show_side()

    def _show_change(self) -> None:
        """Show what was just changed, on the paper too: the issued one says something else now."""
        self._paper = 0
        self._show()

    def _show_head(self) -> None:
        reading, plan, t = self._reading, self.draft.plan, self.desk.t
        if reading is None:
            return
        head = self.head
        head.name.set_names(reading.patient.name, reading.patient.native_name)
        self._show_chip(reading)
        dentist = next((d for d in reading.dentists if d.id == plan.dentist_id), None)
        revision = plan.revision if self._is_as_issued() else plan.revision + 1
        number = t("Plan {number}, revision {revision}", number=plan.number, revision=revision)
        called = _called(dentist.title, dentist.name) if dentist else ""
        head.caption.set_text(" · ".join(part for part in (number, called, self._saved()) if part))
        languages = [(code, self._language(code)) for code in reading.languages]
        head.language.show_value(plan.language, self._language(plan.language), languages)
        head.currency.show_value(plan.currency, plan.currency, [(c, c) for c in reading.currencies])
        day = plan.valid_until
        head.valid.show_value(day, t.formats.date(day, "medium") if day else t("not set"))
        dentists: list[tuple[object, str]] = [(d.id, _called(d.title, d.name)) for d in reading.dentists]
        head.dentist.show_value(
            plan.dentist_id, called or t("not named"), [*dentists, (None, t("not named"))]
        )
        for choice in head.choices():
            choice.setEnabled(self._writable)
        head.undo.setEnabled(self.desk.commands.can_undo)

    def _show_chip(self, reading: Reading) -> None:
        t, chip = self.desk.t, self.head.chip
        if reading.closed:
            chip.show_as(t("Closed"))
        elif self._is_as_issued():
            revision = reading.revisions[0].revision
            chip.show_as(t("Revision {revision} issued", revision=revision), "green", icon="check")
        else:
            chip.show_as(t("Draft"))

    def _is_as_issued(self) -> bool:
        """Whether the draft says what its last revision says."""
        return self.draft.plan.revision > 0 and not self._changes

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

    def _show_banner(self) -> None:
        """Say why the plan cannot be changed or was not saved; calm plans have no banner."""
        reading, t, words, act = self._reading, self.desk.t, "", ""
        if reading is None:
            return
        if self.draft.problem:
            words = t("This is not saved yet: {problem}", problem=self.draft.problem)
            act = t("Try again")
        elif reading.closed:
            words = t("This plan is closed: nothing is due for it, and it cannot be changed.")
            act = t("Open it again") if reading.may_write else ""
        elif not reading.may_write:
            words = t("You can read this plan. A coordinator or the owner changes it.")
        self.banner.setVisible(bool(words))
        self.banner_words.setText(words)
        self.banner_button.setVisible(bool(act))
        self.banner_button.set_look(text=act)

    def _show_checks(self) -> None:
        plan = self.draft.plan
        unread = self.editor.unread()
        self.checks.show_problems(self._problems, unread, self._in_order(plan))
        blocks = sum(problem.severity is Severity.BLOCK for problem in self._problems)
        again = self._is_as_issued()
        self.head.show_issue(blocks + unread, possible=self._writable, again=again)

    def _in_order(self, plan: Plan) -> str:
        """Return the green line: how many lines are worded, and how large the deposit is."""
        t = self.desk.t
        offer = self.desk.services.catalogue.offer()
        items = [item for _, _, _, item in lines(plan)]
        if not items:
            return ""
        worded = sum(offer.state(item.code, plan.language) is Words.CHECKED for item in items)
        said = t(
            "{done} of {all} lines checked in {language}",
            done=worded,
            all=len(items),
            language=self.desk.t.formats.language_name(plan.language),
        )
        sums = totals(plan)
        if sums.total.minor:
            share = round(sums.deposit.minor * 1000 / sums.total.minor) / 10
            said = t(
                "{said} · deposit is {percent} of the total", said=said, percent=t.formats.percent(share)
            )
        return said

    def _show_side(self) -> None:
        reading, t, plan = self._reading, self.desk.t, self.draft.plan
        if reading is None:
            return
        issued = reading.revisions
        if self._paper and self._paper not in {row_.revision for row_ in issued}:
            self._paper = 0
        self.after.show_revisions(issued, self._paper, self._since(reading))
        self.after.sent.setVisible(plan.lead_id is not None)
        self.after.deposit.setVisible(self.acts.can_request_deposit())
        given = reading.patient.given_name or reading.patient.name.split()[0]
        live = t("live, A4") if not self._paper else t("as issued")
        self.preview.name(t("What {name} receives", name=given), live)
        self.preview.show_paper(self._maker())

    def _maker(self) -> Callable[[], bytes]:
        plans, plan, paper = self.desk.services.plans, self.draft.plan, self._paper
        if paper:
            return partial(plans.revision_pdf, plan.id, paper)
        return partial(plans.pdf, plan)

    def _since(self, reading: Reading) -> str:
        """Return how the draft stands to what was issued last."""
        if not reading.revisions:
            return ""
        t, last = self.desk.t, reading.revisions[0]
        total = t.formats.money(Money(last.total.minor, last.total.currency))
        if not self._changes:
            return t(
                "Revision {revision} over {total} says the same as the draft.",
                revision=last.revision,
                total=total,
            )
        return t.n(
            "{count} change since revision {revision} over {total}: issue it again to send it.",
            "{count} changes since revision {revision} over {total}: issue it again to send them.",
            self._changes,
            revision=last.revision,
            total=total,
        )

    def _language(self, code: str) -> str:
        return upper_first(self.desk.t.formats.language_name(code))

    def _lay_out(self) -> None:
        self.banner_words.setMinimumWidth(200)
        line = row(self.banner_words, self.banner_button, spacing=12)
        line.setStretch(0, 1)
        self.banner.column.addLayout(line)
        self.banner.hide()
        self.side.add(self.checks, rule(), self.after)
        self.side.column.addWidget(self.preview, 1)
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
        self._nothing = EmptyState(
            self.desk.look,
            "file-text",
            self.desk.t("No plan is open"),
            self.desk.t("Open one from a patient’s record, or start one there."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._work)
        column.addWidget(self._nothing)
        self._nothing.hide()

    def _show_nothing(self) -> None:
        self._work.hide()
        self._nothing.show()

    def _connect(self) -> None:
        head, draft = self.head, self.draft
        draft.changed.connect(self._show_change)
        draft.saved.connect(self._show_saved)
        head.back.clicked.connect(self.desk.navigator.back)
        head.undo.clicked.connect(self._undo)
        head.more.clicked.connect(self._open_more)
        head.issue.clicked.connect(self.issue)
        head.language.chosen.connect(lambda code: self._set(language=code))
        head.currency.chosen.connect(self._set_currency)
        head.dentist.chosen.connect(lambda key: self._set(dentist_id=key))
        head.valid_until.connect(lambda day: self._set(valid_until=day))
        self.editor.unread_changed.connect(self._show_checks)
        self.checks.wanted.connect(self._fix)
        self.after.shown.connect(self._show_paper)
        self.after.sent.clicked.connect(self._record_sent)
        self.after.deposit.clicked.connect(self.acts.request_deposit)
        self.preview.open.clicked.connect(self._open_pdf)
        self.banner_button.clicked.connect(self._banner_act)
        self.desk.commands.stacks_changed.connect(lambda: head.undo.setEnabled(self.desk.commands.can_undo))

    def _bind(self) -> None:
        bind = self.desk.actions.bind
        bind("preview", self._open_pdf, self)
        bind("issue", self.issue, self)

    def _set(self, **values: object) -> None:
        self.draft.apply(replace(self.draft.plan, **values))  # type: ignore[arg-type]

    def _set_currency(self, currency: str) -> None:
        if currency != self.draft.plan.currency:
            procedures = self.desk.services.catalogue.offer().procedures
            self.draft.apply(in_currency(self.draft.plan, currency, procedures))

    def _undo(self) -> None:
        self.editor.finish_typing()
        self.draft.flush()
        self.desk.commands.undo()

    def _show_saved(self) -> None:
        if self._reading is not None:
            self._show_head()
            self._show_banner()

    def _show_paper(self, revision: int) -> None:
        self._paper = revision
        self.preview.first_page()
        self._show_side()

    def _open_pdf(self) -> None:
        if self.preview.pdf:
            self.acts.open_pdf(self.preview.pdf, self._paper)

    def _record_sent(self) -> None:
        if self._reading is not None:
            self.acts.record_sent(self._reading)

    def _banner_act(self) -> None:
        if self.draft.problem:
            self.draft.flush()
        else:
            self.acts.open_again()

    def _go_to_unread(self) -> None:
        for block in self.editor.trips:
            for place in range(block.model.rowCount()):
                for column in block.model.wrong(place):
                    block.go(place, column, edit=True)
                    return

    def _fix(self, problem: Problem | None) -> None:
        """Do what a problem asks for, or go where it is; None goes to the first cell that is unread."""
        if problem is None:
            self._go_to_unread()
            return
        where, plan = problem.where, self.draft.plan
        if where.field in {"valid_until", "dentist"}:
            choice = self.head.valid if where.field == "valid_until" else self.head.dentist
            choice.setFocus()
            choice.click()
            return
        placed = where.option is not None and where.trip is not None and where.item is not None
        if placed and problem.kind == "price_changed":
            item = trips(plan, where.option)[where.trip].items[where.item]  # type: ignore[arg-type,index]
            now = problem.data.get("now")
            if isinstance(now, Money):
                changed = replace(item, unit_minor=now.minor)
                self.draft.apply(with_item(plan, where.option, where.trip, where.item, changed))  # type: ignore[arg-type]
            return
        if placed and problem.kind in {"wording", "stale"}:
            item = trips(plan, where.option)[where.trip].items[where.item]  # type: ignore[arg-type,index]
            self._write_wording(item.code, problem)
            return
        self.editor.go_to(where, problem)

    def _write_wording(self, code: str, problem: Problem) -> None:
        offer = self.desk.services.catalogue.offer()
        plan = self.draft.plan
        language = next(
            (code_ for code_ in plan.languages if offer.state(code, code_) in {Words.MISSING, Words.STALE}),
            plan.language,
        )
        self.acts.write_wording(code, language, str(problem.data.get("name", code)))

    def _open_more(self) -> None:
        corner = QPoint(0, self.head.more.height() + 2)
        self.more_menu().popup(self.head.more.mapToGlobal(corner))

    def more_menu(self) -> QMenu:
        """Return what else can be done with the plan."""
        t, menu = self.desk.t, QMenu(self)
        reading, plan = self._reading, self.draft.plan
        if reading is not None and self.desk.navigator.can_open("patient"):
            menu.addAction(t("Open the patient’s record"), partial(self.desk.open_patient, plan.patient_id))
        if self._writable and len(plan.options) < 6:
            menu.addAction(t("Add an option beside this one"), self._add_option)
        menu.addAction(t("Save the PDF"), self._save_pdf)
        if self._writable:
            menu.addMenu(self._second_language(menu))
            menu.addAction(t("Close the plan"), self.acts.close)
        return menu

    def _second_language(self, menu: QMenu) -> QMenu:
        t, plan = self.desk.t, self.draft.plan
        inner = QMenu(t("Second language on the paper"), menu)
        languages = self._reading.languages if self._reading else ()
        choices = [("", t("none")), *((c, self._language(c)) for c in languages if c != plan.language)]
        for code, words in choices:
            action = inner.addAction(words)
            action.setCheckable(True)
            action.setChecked(code == plan.second_language)
            action.triggered.connect(lambda _=False, code=code: self._set(second_language=code))
        return inner

    def _add_option(self) -> None:
        self.draft.apply(with_option(self.draft.plan))
        self.draft.show_option(len(self.draft.plan.options) - 1)

    def _save_pdf(self) -> None:
        if self.preview.pdf:
            self.acts.save_pdf(self.preview.pdf, self._paper)


def _called(title: str, name: str) -> str:
    """Return a dentist as papers call them: "Dr. Phạm Gia Minh"."""
    return name if not title or name.startswith(title) else f"{title} {name}"
