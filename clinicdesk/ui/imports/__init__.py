"""The import page: a file is chosen, every row is judged before anything is written, then taken in."""

from clinicdesk.ui.imports.page import make

__all__ = ["make"]
