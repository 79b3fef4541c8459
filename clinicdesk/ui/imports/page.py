"""The import page: file, check, done; reading, judging and writing run beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import Counts, ImportField, ImportKind
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.check_step import CheckStep
from clinicdesk.ui.imports.done_step import DoneStep
from clinicdesk.ui.imports.draft import Draft
from clinicdesk.ui.imports.file_step import FileStep
from clinicdesk.ui.imports.head import Head
from clinicdesk.ui.imports.phases import Phases
from clinicdesk.ui.imports.rejects_file import write_rejected
from clinicdesk.ui.imports.words import TITLES
from clinicdesk.ui.page import Page
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.tasks import Job, Task
from clinicdesk.ui.widgets.controls import ProgressStrip
from clinicdesk.ui.widgets.planes import Plane

T = TypeVar("T")
FILE, CHECK, DONE = range(3)
PATTERNS = (
    "*.csv",
    "*.tsv",
    "*.txt",
    "*.xlsx",
    "*.xlsm",
    "*.xls",
    "*.xlsb",
    "*.ods",
    "*.vcf",
    "*.htm",
    "*.html",
)


def make(desk: Desk) -> ImportPage:
    """Return the import page."""
    return ImportPage(desk)


class ImportPage(Page):
    """Keeps one draft; what is judged is judged again when people or inquiries change meanwhile."""

    listens_to = Changes.PATIENTS | Changes.LEADS | Changes.TREATMENTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = ImportKind.PATIENTS
        self.draft: Draft | None = None
        self._task: Task | None = None
        self._focused: QWidget | None = None
        self._counts = Counts()
        self.head = Head(desk)
        self.strip = ProgressStrip(desk.look, desk.t)
        self.file = FileStep(desk)
        self.check = CheckStep(desk)
        self.done = DoneStep(desk)
        self.steps = QStackedWidget()
        for step in (self.file, self.check, self.done):
            self.steps.addWidget(step)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show(FILE)

    def open(self, kind: str, key: Any, **facts: Any) -> None:
        """Offer the import of ``key``, "patients" or "leads"; ``path`` is read at once where it is given.

        A draft of the same kind is kept.
        """
        wanted = ImportKind(key)
        if wanted is not self.kind or self.steps.currentIndex() == DONE:
            self._start_over(wanted)
        if facts.get("path") is not None:
            self.take_file(Path(facts["path"]))

    def enter(self) -> None:
        """Come on stage with the focus where the next step begins."""
        super().enter()
        first = {FILE: self.file.choose, CHECK: self.head.take, DONE: self.done.look_at}
        first[self.steps.currentIndex()].setFocus()

    def reload(self) -> None:
        """Read the imports before, and judge the draft again."""
        self.file.past.show_batches(self.desk.services.imports.batches())
        if self.steps.currentIndex() == DONE:
            self._show_done()
        elif self.draft is not None and self.draft.plan is not None and not self._busy():
            self._judge(self.draft)

    def areas(self) -> list[QWidget]:
        """The columns and the lists beside them, or the step as a whole."""
        if self.steps.currentIndex() == CHECK:
            return [self.check.columns, self.check.side, self.head]
        return [self.done if self.steps.currentIndex() == DONE else self.file, self.head]

    def take_file(self, path: Path) -> None:
        """Read a file and judge its rows."""
        self.file.complaint.say("")
        services, kind = self.desk.services, self.kind

        def job(progress: Any) -> Draft:
            progress.report(0, 0)
            sheet = services.imports.read(path)
            plan = services.imports.preview(sheet, kind, progress=progress.report)
            return Draft(path, kind, sheet, plan=plan)

        self._run(job, self._judged, self.desk.t("Reading {name}", name=path.name), self._unreadable)

    def write(self) -> None:
        """Take the judged rows in; while a question is open, go to it."""
        draft = self.draft
        if draft is None or draft.plan is None or self._busy():
            return
        if draft.plan.questions:
            self.check.ask_first()
            return
        services = self.desk.services

        def job(progress: Any) -> Done[Counts]:
            taken: Done[Counts] = services.imports.take(
                draft.sheet,
                draft.kind,
                file_name=draft.path.name,
                mapping=draft.mapping,
                orders=draft.orders,
                progress=Phases(progress, self._phases()),
                operation=draft.operation,
            )
            return taken

        self._run(job, self._written, self.desk.t("Making a backup first"))

    def undo(self, batch_id: int) -> None:
        """Ask, and take an import back."""
        t, services = self.desk.t, self.desk.services
        if not self.desk.prompts.confirm(
            t("Take back this import"),
            t("What it wrote is removed. People on whom somebody has worked since are kept."),
            t("Take back"),
            danger=True,
        ):
            return

        def job(progress: Any) -> Done[int]:
            progress.report(0, 0)
            undone: Done[int] = services.imports.undo(batch_id)
            return undone

        self._run(job, self._undone, t("Taking the import back"))

    def save_rejected(self) -> None:
        """Write the rejected rows into a file that the person chooses."""
        draft, t = self.draft, self.desk.t
        if draft is None or draft.plan is None:
            return
        name = t("{name} rejected", name=draft.path.stem) + ".csv"
        path = self.desk.prompts.save_file(t("Save rejected rows"), name, [FileKind(t("CSV"), ("*.csv",))])
        if path is None:
            return
        try:
            write_rejected(draft.plan, path, t)
        except ClinicError as error:
            self.desk.commands.tell(error)
        else:
            self.desk.notices.say(t("Saved as {name}", name=path.name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if self._dropped(event) is not None and not self._busy():
            self.file.drop.hold(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held any more."""
        self.file.drop.hold(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        self.file.drop.hold(False)
        path = self._dropped(event)
        if path is not None and not self._busy():
            event.acceptProposedAction()
            self.take_file(path)

    def _choose(self) -> None:
        t = self.desk.t
        path = self.desk.prompts.open_file(
            t("Choose a file of people"), [FileKind(t("Tables and contacts"), PATTERNS)]
        )
        if path is not None:
            self.take_file(path)

    def _judge(self, draft: Draft) -> None:
        """Judge the draft again as it is mapped and answered now; a cancelled judging changes nothing."""
        services = self.desk.services

        def job(progress: Any) -> Draft:
            plan = services.imports.preview(
                draft.sheet,
                draft.kind,
                mapping=draft.mapping,
                orders=draft.orders,
                progress=progress.report,
            )
            return replace(draft, plan=plan)

        self._run(job, self._judged, self.desk.t("Checking the rows"))

    def _judged(self, draft: Draft) -> None:
        self.draft = draft
        arrived = self.steps.currentIndex() != CHECK
        self.check.show_draft(draft)
        self._show(CHECK)
        if arrived or not self._focus_again():
            self.head.take.setFocus()

    def _map(self, column: int, chosen: ImportField | None) -> None:
        """Take a column for another field; a field of one column only is taken from the other."""
        if self.draft is None or self.draft.plan is None:
            return
        mapping: dict[int, ImportField | None] = {one.index: one.field for one in self.draft.plan.columns}
        mapping[column] = chosen
        orders = {place: order for place, order in self.draft.orders.items() if place != column}
        self._judge(replace(self.draft, mapping=mapping, orders=orders))

    def _answer(self, column: int, order: DateOrder) -> None:
        if self.draft is not None:
            self._judge(replace(self.draft, orders={**self.draft.orders, column: order}))

    def _written(self, done: Done[Counts]) -> None:
        self._counts = done.value
        self._show(DONE)
        self._show_done()
        self.desk.commands.took(done, self)
        self.done.look_at.setFocus()

    def _undone(self, done: Done[int]) -> None:
        self.desk.commands.took(done, self)
        self.refresh()

    def _unreadable(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            self.desk.commands.tell(error)
            return
        self._show(FILE)
        self.file.complaint.say(self.desk.t.error(error))

    def _show_done(self) -> None:
        batches = self.desk.services.imports.batches()
        self.file.past.show_batches(batches)
        if batches:
            self.done.show_done(self.kind, self._counts, batches)

    def _start_over(self, kind: ImportKind) -> None:
        self.kind, self.draft = kind, None
        self.file.complaint.say("")
        self._show(FILE)

    def _back(self) -> None:
        if self._busy():
            return
        if self.steps.currentIndex() == FILE:
            self.desk.navigator.back()
        else:
            self._start_over(self.kind)
            self.file.choose.setFocus()

    def _look_at(self) -> None:
        self.desk.navigator.show_page("pipeline" if self.kind is ImportKind.LEADS else "patients")

    def _show(self, step: int) -> None:
        self.title = self.desk.t(TITLES[self.kind])
        self.file.show_kind(self.kind)
        self.steps.setCurrentIndex(step)
        self.head.show_step(step, self.title, self.draft)

    def _run(
        self,
        job: Job[T],
        done: Callable[[T], None],
        words: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run one job at a time; what it needs from the page is locked until it ends."""
        if self._busy():
            return

        def finished(value: T) -> None:
            self._unlock()
            done(value)

        def broke(error: Exception) -> None:
            self._unlock()
            (failed or self.desk.commands.tell)(error)

        self._focused = self.focusWidget()
        self.steps.setEnabled(False)
        self.head.lock(True)
        self._task = task = self.desk.runner.run(job, finished, broke)
        if task.running:
            task.ended.connect(self._unlock)
            self.strip.follow(task, words)
            self.strip.cancel.setFocus()
        elif not self.steps.isEnabled():
            self._unlock()

    def _unlock(self) -> None:
        self.steps.setEnabled(True)
        self.head.lock(False)
        if self.draft is not None and self.steps.currentIndex() == CHECK:
            self.check.show_draft(self.draft)
            self._focus_again()

    def _focus_again(self) -> bool:
        """Bring the focus back to where it was before a job; return False where that is no more."""
        place = self._focused
        if place is None or not self.steps.isAncestorOf(place):
            return False
        place.setFocus()
        return True

    def _busy(self) -> bool:
        return self._task is not None and self._task.running

    def _phases(self) -> tuple[str, ...]:
        t = self.desk.t
        return (t("Checking the rows"), t("Writing"), t("Reckoning follow-ups"))

    def _dropped(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

    def _connect(self) -> None:
        self.head.back.clicked.connect(self._back)
        self.head.take.clicked.connect(self.write)
        self.file.choosing.connect(self._choose)
        self.file.kind_chosen.connect(self._start_over)
        self.file.past.undoing.connect(self.undo)
        self.check.mapped.connect(self._map)
        self.check.answered.connect(self._answer)
        self.check.saving.connect(self.save_rejected)
        self.done.another.connect(lambda: self._start_over(self.kind))
        self.done.looking.connect(self._look_at)
        self.done.undoing.connect(self.undo)
        self.done.past.undoing.connect(self.undo)
        self.done.saving.connect(self.save_rejected)

    def _lay_out(self) -> None:
        ground = Plane("ground")
        ground.add(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.strip, ground):
            column.addWidget(part)
        column.setStretch(2, 1)
        self.strip.setContentsMargins(20, 8, 20, 8)
