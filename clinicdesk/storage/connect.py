"""The one place where a connection to a clinic's file is made, set up and read back (safety rule 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

# "CDSK": tells a clinic's file from any other SQLite file.
APPLICATION_ID = 0x4344534B
KEY_BYTES = 32
# A bug that can corrupt a WAL file with two connections lives in every version before this one.
WAL_IS_SAFE = (3, 51, 3)
BUSY_MILLISECONDS = 5000
OFF, FULL, EXTRA = 0, 2, 3

RawConnection = Any


def connect(
    path: Path, key: bytes | None = None, *, read_only: bool = False, draft: bool = False
) -> RawConnection:
    """Open ``path`` with every pragma the clinic's safety rests on, and prove that each one holds.

    ``key`` is the raw 32-byte key of an encrypted file. The file must exist: nothing is created here.
    A ``read_only`` connection sets nothing that writes; one to a ``draft`` waits for no disk.
    Raises the driver's error if the file cannot be read, RuntimeError if a pragma does not hold.
    """
    mode = "ro" if read_only else "rw"
    raw = driver.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        _prepare(raw, key, read_only=read_only, draft=draft)
    except BaseException:
        raw.close()
        raise
    return raw


def _prepare(raw: RawConnection, key: bytes | None, *, read_only: bool, draft: bool) -> None:
    raw.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        unlock(raw, key)
    if not read_only:
        wal = driver.sqlite_version_info >= WAL_IS_SAFE
        _hold(raw, "journal_mode", "wal" if wal else "delete")
        _hold(raw, "synchronous", OFF if draft else FULL if wal else EXTRA)
        _hold(raw, "secure_delete", 1)
    _hold(raw, "busy_timeout", BUSY_MILLISECONDS)
    _hold(raw, "foreign_keys", 1)
    _hold(raw, "trusted_schema", 0)
    _hold(raw, "temp_store", 2)
    _hold(raw, "cache_size", -16000)


def unlock(raw: RawConnection, key: bytes, schema: str = "main") -> None:
    """Give the raw key of an encrypted file to the connection, before anything is read from it."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    raw.execute(f"PRAGMA {schema}.key = \"x'{key.hex()}'\"")


def _hold(raw: RawConnection, pragma: str, value: str | int) -> None:
    """Set one pragma and read it back: a silently ignored pragma is worse than none."""
    raw.execute(f"PRAGMA {pragma} = {value}").fetchall()
    held = raw.execute(f"PRAGMA {pragma}").fetchone()[0]
    if held != value:
        raise RuntimeError(f"PRAGMA {pragma} is {held!r} instead of {value!r}")
