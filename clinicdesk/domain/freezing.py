"""Turns frozen dataclasses into JSON values and back, and gives frozen data its printed check code."""

from __future__ import annotations

import json
import types
import typing
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

T = TypeVar("T")

CODE_LENGTH = 8


def frozen(value: Any) -> Any:
    """Return ``value`` (a dataclass, or what one may hold) as JSON values: no float is ever made.

    Dates and instants become ISO text, decimals their digits, bytes base64. Raises TypeError for a float
    or an unknown type, since neither would come back as it was.
    """
    if isinstance(value, Enum):
        return frozen(value.value)
    if value is None or isinstance(value, (str, int)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: frozen(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, (tuple, list)):
        return [frozen(part) for part in value]
    return _frozen_unordered(value)


def thawed(kind: type[T], data: Any) -> T:
    """Return the ``kind`` that ``frozen`` made ``data`` of; fields missing in it take their defaults."""
    result: T = _thaw(kind, data)
    return result


def check_code(data: Any) -> str:
    """Return the short code of frozen ``data`` that is printed on each page: 7C41-9A0E.

    It is the start of the SHA-256 of the data's canonical JSON, so any changed letter changes it.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    code = sha256(text.encode("utf-8")).hexdigest()[:CODE_LENGTH].upper()
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def _frozen_unordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(frozen(key)): frozen(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(frozen(part) for part in value)
    raise TypeError(f"{type(value).__name__} cannot be frozen")


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def _thaw(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return None if data is None else _thaw(_present(kind), data)
    if origin is not None:
        return _thaw_many(origin, typing.get_args(kind), data)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        known = {f.name for f in fields(kind) if f.init}
        return kind(**{name: _thaw(hints[name], part) for name, part in data.items() if name in known})
    return _thaw_one(kind, data)


def _present(kind: Any) -> Any:
    return next(part for part in typing.get_args(kind) if part is not type(None))


def _thaw_many(origin: Any, parts: tuple[Any, ...], data: Any) -> Any:
    if origin is tuple:
        return tuple(_thaw(parts[0], part) for part in data)
    if origin is frozenset:
        return frozenset(_thaw(parts[0], part) for part in data)
    return {_thaw(parts[0], key): _thaw(parts[1], part) for key, part in data.items()}


def _thaw_one(kind: Any, data: Any) -> Any:
    if kind is datetime or kind is date:
        return kind.fromisoformat(data)
    if kind is bytes:
        return b64decode(data)
    if kind in {str, bool, Any}:
        return data
    return kind(data)
