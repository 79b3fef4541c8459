"""The owner's page: the numbers of a month or quarter, each with the names behind it."""

from clinicdesk.ui.numbers.page import make

__all__ = ["make"]
