"""How problems of a plan are said: in a word at the end of a row, and what the button beside them does."""

from clinicdesk.domain.completeness import Problem
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.plans.cells import Column
from clinicdesk.ui.wording import upper_first

SHORT = {
    "price": marked("Price"),
    "guarantee": marked("Guarantee"),
    "procedure": marked("Not in the list"),
    "stale": marked("Wording changed"),
    "unread": marked("Unread wording"),
    "teeth": marked("Teeth"),
    "absent": marked("Tooth absent"),
    "retired": marked("Not offered"),
    "glyph": marked("Letters"),
}
COLUMNS = {
    "price": Column.UNIT,
    "price_changed": Column.UNIT,
    "guarantee": Column.GUARANTEE,
    "teeth": Column.TEETH,
    "absent": Column.TEETH,
}
"""The cell that a problem of a line jumps to; others go to the procedure."""


def short(t: Translator, problem: Problem) -> str:
    """Return a problem in a word or two."""
    data = problem.data
    before = data.get("before")
    if problem.kind in {"wording", "text"}:
        return upper_first(str(data.get("language", "")))
    if problem.kind == "price_changed" and isinstance(before, Money):
        return t("was {amount}", amount=t.formats.money(before, bare=True))
    words = SHORT.get(problem.kind)
    return t(words) if words else t("Look here")


def sentence(t: Translator, problem: Problem) -> str:
    """Return a problem in its whole sentence."""
    return t(problem.message, **problem.data)


def column_of(problem: Problem) -> Column:
    """Return the cell of its line that a problem is about."""
    return COLUMNS.get(problem.kind, Column.PROCEDURE)
