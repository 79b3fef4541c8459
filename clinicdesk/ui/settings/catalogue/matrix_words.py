"""How the matrix says its states, its columns and the parts of the catalogue."""

from clinicdesk.domain.completeness import Words
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.formats import formats
from clinicdesk.ui.wording import upper_first

STATES = {
    Words.CHECKED: marked("checked"),
    Words.UNREAD: marked("draft"),
    Words.STALE: marked("English changed"),
    Words.MISSING: marked("missing"),
}
PARTS = {
    "included": marked("Included"),
    "not_included": marked("Not included"),
    "assumptions": marked("Assumptions"),
    "visits": marked("Visits"),
    "materials": marked("Materials"),
    "guarantees": marked("Conditions of guarantees"),
    "areas": marked("Areas of the mouth"),
    "units": marked("Units of prices"),
    "templates": marked("Titles of plans"),
    "summaries": marked("Plans in short"),
    "titles": marked("What staff do"),
}
_SHORT = {"zh-Hans": "zh", "zh-Hant": "tw"}


def column_name(language: str) -> str:
    """Return the two letters over a language's column."""
    return _SHORT.get(language, language)


def spoken(t: Translator, language: str) -> str:
    """Return what the screen calls a language, with a capital."""
    return upper_first(t.formats.language_name(language))


def own_name(language: str) -> str:
    """Return what a language calls itself; in Chinese the script tells which."""
    return formats(language).own_language_name()
