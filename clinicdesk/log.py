"""The log: what happened and where it failed, told by ids, without a word about anybody.

Names, notes, amounts and secrets cannot reach the file by accident: a record's values are written only
if they are numbers, UUIDs or members of an enumeration, and an error is written as its kind and the
places in the code it came through, without its text, because the text may quote what somebody typed.
"""

import logging
import sys
import traceback
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from uuid import UUID

_LOGGER = logging.getLogger("clinicdesk")
_FILE_BYTES = 1_000_000
_OLDER_FILES = 4


def start(folder: Path) -> Path | None:
    """Write the program's log to a file in ``folder``, uncaught errors included; return the file.

    A log that cannot be written never keeps the program from starting: then the answer is None.
    Of libraries nothing is logged, since their messages may quote data.
    """
    from logging.handlers import RotatingFileHandler

    stop()
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    sys.excepthook = write_uncaught
    file = folder / "clinicdesk.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_FILE_BYTES, backupCount=_OLDER_FILES, encoding="utf-8")
    except OSError:
        _LOGGER.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(IdsOnly())
    _LOGGER.addHandler(handler)
    return file


def stop() -> None:
    """Close the log file and leave uncaught errors to Python again."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()
    _LOGGER.propagate = True
    sys.excepthook = sys.__excepthook__


def write_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error that nobody caught, and show it on standard error; made for ``sys.excepthook``."""
    if not issubclass(kind, KeyboardInterrupt):
        _LOGGER.critical("An error was not caught.", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)


def trace_of(error: BaseException) -> str:
    """Return the kinds of an error and of its causes, each with the places in the code it came through.

    The text of the errors is left out, because it may quote what a patient wrote (safety rule 25).
    """
    lines: list[str] = []
    told: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in told:
        told.append(cause)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            place = "/".join(Path(frame.filename).parts[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


class IdsOnly(logging.Formatter):
    """Writes a record with the ids in it and nothing else that is not in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time in UTC, level, place and message, and below it where an error came from."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{at} {record.levelname} {record.name}: {_message(record)}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + trace_of(record.exc_info[1])
        return line


def _message(record: logging.LogRecord) -> str:
    values = record.args if isinstance(record.args, tuple) else ()
    return str(record.msg) % tuple(_id_of(value) for value in values) if values else str(record.msg)


def _id_of(value: object) -> object:
    """Return ids as they are, and of anything else only what kind of thing it was."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, int | UUID):
        return value
    return f"<{type(value).__name__}>"
