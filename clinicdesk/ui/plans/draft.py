"""The plan being edited: every change is saved at once or shortly after, and can be undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from clinicdesk.domain.changes import Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.plans import Plan, checked
from clinicdesk.ui.desk import Desk

TYPING_MS = 600


class Draft(QObject):
    """Holds one plan and saves it. A save that fails keeps what was done in memory and says why.

    ``apply`` is for single acts (each its own step of undo), ``type`` for text while it is being typed.
    """

    changed = Signal()
    """The plan shown is another one than before."""
    saved = Signal()
    """Whether it is saved, or why not, changed."""

    def __init__(self, desk: Desk, origin: object) -> None:
        """Save as ``origin``, whose own news the page skips."""
        super().__init__()
        self._desk, self._origin = desk, origin
        self._plan: Plan | None = None
        self.option = 0
        self.dirty = False
        self.problem = ""
        self.saved_at: datetime | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self.flush)

    @property
    def plan(self) -> Plan:
        """The plan as it is being edited. Raises RuntimeError before one was opened."""
        if self._plan is None:
            raise RuntimeError("no plan is open")
        return self._plan

    @property
    def is_open(self) -> bool:
        """Whether a plan was opened."""
        return self._plan is not None

    def show(self, plan: Plan, saved_at: datetime | None) -> None:
        """Edit a plan as it was read from the clinic's file."""
        if self._plan is None or self._plan.id != plan.id:
            self.option = plan.chosen
        self._plan, self.saved_at = plan, saved_at
        self.dirty, self.problem = False, ""
        self._soon.stop()
        self.option = min(self.option, len(plan.options) - 1)

    def apply(self, plan: Plan) -> None:
        """Take one act and save it. Raises InvalidInput, and keeps the plan, where it cannot be meant."""
        if plan == self.plan:
            return
        checked(plan)
        self.flush()
        self._plan, self.dirty = plan, True
        self.option = min(self.option, len(plan.options) - 1)
        self.flush()
        self.changed.emit()

    def type(self, plan: Plan) -> None:
        """Take text while it is being typed; it is saved after a pause. Raises InvalidInput as ``apply``."""
        if plan == self.plan:
            return
        checked(plan)
        self._plan, self.dirty = plan, True
        self._soon.start()
        self.saved.emit()
        self.changed.emit()

    def show_option(self, option: int) -> None:
        """Look at another option of the plan."""
        if option != self.option and 0 <= option < len(self.plan.options):
            self.option = option
            self.changed.emit()

    def flush(self) -> bool:
        """Save what is not saved yet; return whether everything is."""
        self._soon.stop()
        if not self.dirty or self._plan is None:
            return True
        save = partial(self._desk.services.plans.save, self._plan)
        self.problem = ""
        done: Done[Plan] | None = self._desk.commands.do(quietly, save, origin=self._origin, form=self)
        if done is not None:
            self._plan, self.dirty = done.value, False
            self.saved_at = self._desk.now()
        self.saved.emit()
        return done is not None

    def show_error(self, error: ClinicError) -> bool:
        """Keep why a save failed, for the head; what was typed stays (see ShowsErrors)."""
        self.problem = self._desk.t.error(error)
        return True


def quietly(act: Callable[[], Done[Any]]) -> Done[Any]:
    """Do ``act`` without a notice: the head says when the plan was saved, a toast a change would nag."""
    done = act()
    return replace(done, summary="", undo=partial(quietly, done.undo) if done.undo else None)
