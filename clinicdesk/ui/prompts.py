"""Every question that the windows ask people goes through this one interface; tests answer it by script."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Choice:
    """One reason or option: its key, its words, and a line that explains it."""

    key: str
    words: str
    explanation: str = ""


@dataclass(frozen=True)
class Reason:
    """What a person chose, and the note beside it (empty where none was written)."""

    key: str
    note: str = ""


@dataclass(frozen=True)
class FileKind:
    """A kind of file in a file question: words such as "Spreadsheets" and patterns such as "*.xlsx"."""

    words: str
    patterns: tuple[str, ...]


class Prompts(Protocol):
    """Questions; each returns None (or False) where the person cancelled. Titles are verb and object."""

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """Ask whether to do what ``title`` says; ``verb`` is on the button."""
        ...

    def choose_reason(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        verb: str,
        *,
        note: str = "",
        danger: bool = False,
    ) -> Reason | None:
        """Ask for one of ``choices``; where ``note`` is given it is the hint of a note field below them."""
        ...

    def ask_text(self, title: str, name: str, verb: str, *, text: str = "", lines: int = 1) -> str | None:
        """Ask for a line, or for a text where ``lines`` is more than one."""
        ...

    def ask_value(
        self, title: str, name: str, verb: str, *, read: Callable[[str], T], text: str = "", unit: str = ""
    ) -> T | None:
        """Ask for something that ``read`` understands, such as an amount; its ClinicError is shown."""
        ...

    def ask_date(
        self,
        title: str,
        name: str,
        verb: str,
        *,
        day: date,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> date | None:
        """Ask for a day; ``day`` is proposed."""
        ...

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """Ask for a file to read."""
        ...

    def save_file(self, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
        """Ask where to write a file; ``name`` is proposed."""
        ...

    def open_folder(self, title: str) -> Path | None:
        """Ask for a folder that files are written into."""
        ...


class UnexpectedQuestion(AssertionError):
    """A question was asked that the script does not answer."""


class ScriptedPrompts:
    """Answers questions in the order of a script: for tests and the tour.

    ``script`` holds pairs of the method's name and the answer; ``asked`` keeps (method, title) of each.
    """

    def __init__(self, *script: tuple[str, Any]) -> None:
        """Prepare the answers."""
        self._script = deque(script)
        self.asked: list[tuple[str, str]] = []

    def expect(self, question: str, answer: object) -> None:
        """Add one more answer at the end of the script."""
        self._script.append((question, answer))

    def finished(self) -> bool:
        """Whether every answer was used."""
        return not self._script

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """See Prompts."""
        return bool(self._answer("confirm", title))

    def choose_reason(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        verb: str,
        *,
        note: str = "",
        danger: bool = False,
    ) -> Reason | None:
        """See Prompts; an answer that is not offered fails."""
        answer = self._answer("choose_reason", title)
        if answer is None:
            return None
        reason = answer if isinstance(answer, Reason) else Reason(str(answer))
        if reason.key not in {choice.key for choice in choices}:
            raise UnexpectedQuestion(f"{title}: {reason.key} is not offered")
        return reason

    def ask_text(self, title: str, name: str, verb: str, *, text: str = "", lines: int = 1) -> str | None:
        """See Prompts."""
        answer = self._answer("ask_text", title)
        return None if answer is None else str(answer)

    def ask_value(
        self, title: str, name: str, verb: str, *, read: Callable[[str], T], text: str = "", unit: str = ""
    ) -> T | None:
        """See Prompts; the answer is the text that a person types, and is read as hers would be."""
        answer = self._answer("ask_value", title)
        return None if answer is None else read(str(answer))

    def ask_date(
        self,
        title: str,
        name: str,
        verb: str,
        *,
        day: date,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> date | None:
        """See Prompts."""
        answer = self._answer("ask_date", title)
        if answer is None or isinstance(answer, date):
            return answer
        raise UnexpectedQuestion(f"{title}: {answer} is not a day")

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """See Prompts."""
        return self._path("open_file", title)

    def save_file(self, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
        """See Prompts."""
        return self._path("save_file", title)

    def open_folder(self, title: str) -> Path | None:
        """See Prompts."""
        return self._path("open_folder", title)

    def _path(self, question: str, title: str) -> Path | None:
        answer = self._answer(question, title)
        return None if answer is None else Path(str(answer))

    def _answer(self, question: str, title: str) -> object:
        self.asked.append((question, title))
        if not self._script or self._script[0][0] != question:
            raise UnexpectedQuestion(f"{question}: {title}")
        return self._script.popleft()[1]
