"""The windows: PySide6's only home, one folder a feature."""

import builtins
import linecache

import PySide6.QtCore as _  # noqa: F401  it puts in the hook that is taken out below

# PySide reads and keeps the source of every module that is imported after it, to see whether it asks for
# other spellings (``from __feature__ import ...``). Nothing here does, and it costs 15 MB and a tenth of the
# start: the interpreter's own import is put back, and what was read by then is forgotten.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
linecache.clearcache()
