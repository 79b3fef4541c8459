"""Carries out service functions for the pages: publishes changes, offers Undo, says failures."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from clinicdesk.domain.changes import Done
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.changes import ChangeBus

P = ParamSpec("P")
T = TypeVar("T")

DEPTH = 50


class ShowsErrors(Protocol):
    """A form that can show a failure beside its own field."""

    def show_error(self, error: ClinicError) -> bool:
        """Show it and return True, or return False where no field takes it."""
        ...


class SaysNotices(Protocol):
    """Where short sentences about what just happened are shown."""

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show what was done, with Undo where it can be undone."""
        ...

    def fail(self, text: str) -> None:
        """Show what could not be done, until it is closed."""
        ...


class Commands(QObject):
    """Every write of the windows goes through ``do``; it also keeps what can be undone and redone."""

    stacks_changed = Signal()

    def __init__(
        self,
        bus: ChangeBus,
        notices: SaysNotices,
        t: Translator,
        unexpected: Callable[[Exception], None],
        zone: tzinfo | None = None,
    ) -> None:
        """Publish to ``bus``, speak through ``notices`` in ``t``'s words, report bugs to ``unexpected``.

        Instants in a summary are said on the clocks of ``zone``, which is the clinic's.
        """
        super().__init__()
        self._bus = bus
        self._notices = notices
        self._t = t
        self._unexpected = unexpected
        self._zone = zone
        self._undo: list[Done[Any]] = []
        self._redo: list[Done[Any]] = []

    @property
    def can_undo(self) -> bool:
        """Whether the last act can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an act that was taken back can be done again."""
        return bool(self._redo)

    def do(
        self,
        function: Callable[..., Done[T]],
        *args: Any,
        origin: object = None,
        form: ShowsErrors | None = None,
        **kwargs: Any,
    ) -> Done[T] | None:
        """Call a service function and return its ``Done``, or None if it failed and the person was told.

        ``origin`` travels with the change, so that its page can skip its own news; ``form`` takes a
        failure that belongs to one of its fields. All other arguments go to ``function``.
        """
        done = self._attempt(lambda: function(*args, **kwargs), form)
        if done is not None:
            self.took(done, origin)
        return done

    def took(self, done: Done[Any], origin: object = None) -> None:
        """Take in what a task wrote beside the GUI thread: it can be undone, and pages hear of it."""
        self._redo.clear()
        self._remember(self._undo, done)
        self._tell(done, origin)

    def undo(self) -> bool:
        """Take back the last act; return whether that was done."""
        return self._reverse(self._undo, self._redo, marked("There is nothing to undo."))

    def redo(self) -> bool:
        """Do the act again that was taken back last; return whether that was done."""
        return self._reverse(self._redo, self._undo, marked("There is nothing to redo."))

    def forget(self) -> None:
        """Drop both stacks: after a restore, an import or a change of the person at the desk."""
        self._undo.clear()
        self._redo.clear()
        self.stacks_changed.emit()

    def tell(self, error: Exception) -> None:
        """Say a failure of a read or of a finished task: an expected one as a notice, a bug as a report."""
        if isinstance(error, ClinicError):
            self._notices.fail(self._t.error(error))
        else:
            self._unexpected(error)

    def _reverse(self, source: list[Done[Any]], target: list[Done[Any]], nothing: str) -> bool:
        if not source:
            self._notices.say(self._t(nothing))
            return False
        act = source.pop()
        done = self._attempt(act.undo, None) if act.undo else None
        if done is None:
            # The facts moved on since: the act can no longer be taken back, and was said to be so.
            self.stacks_changed.emit()
            return False
        self._remember(target, done)
        self._tell(done, None)
        return True

    def _attempt(self, call: Callable[[], Done[T]], form: ShowsErrors | None) -> Done[T] | None:
        try:
            return call()
        except ClinicError as error:
            if form is None or not form.show_error(error):
                self._notices.fail(self._t.error(error))
        except Exception as error:  # noqa: BLE001  the window must survive any bug below it
            self._unexpected(error)
        return None

    def _remember(self, stack: list[Done[Any]], done: Done[Any]) -> None:
        if done.undo is not None:
            stack.append(done)
            del stack[:-DEPTH]
        else:
            # A final act bars what came before it: taking that back first would mix the order of facts.
            stack.clear()
        self.stacks_changed.emit()

    def _tell(self, done: Done[Any], origin: object) -> None:
        self._bus.publish(done.changes, origin)
        if done.summary:
            undo = self._undo_of(done) if done.undo is not None else None
            self._notices.say(self._t(done.summary, **self._local(done.data)), undo)

    def _local(self, data: Mapping[str, object]) -> dict[str, object]:
        return {
            name: value.astimezone(self._zone) if isinstance(value, datetime) and self._zone else value
            for name, value in data.items()
        }

    def _undo_of(self, done: Done[Any]) -> Callable[[], None]:
        def take_back() -> None:
            if self._undo and self._undo[-1] is done:
                self.undo()
            elif self._redo and self._redo[-1] is done:
                self.redo()

        return take_back
