"""What kinds of treatment are called on screens, by the keys that the catalogue and the record use."""

from collections.abc import Mapping

from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.wording import upper_first

KINDS: Mapping[str, str] = {
    "implant": marked("implant"),
    "implants": marked("implants"),
    "crown": marked("crown"),
    "crowns": marked("crowns"),
    "bridge": marked("bridge"),
    "bridges": marked("bridges"),
    "veneer": marked("veneer"),
    "veneers": marked("veneers"),
    "root_canal": marked("root canal"),
    "filling": marked("filling"),
    "fillings": marked("fillings"),
    "removal": marked("removal"),
    "full_arch": marked("full arch"),
    "bone_gum": marked("bone and gum"),
    "dentures": marked("denture"),
    "orthodontics": marked("orthodontics"),
    "whitening": marked("whitening"),
    "hygiene": marked("cleaning"),
    "surgery": marked("surgery"),
    "sedation": marked("sedation"),
    "temporaries": marked("temporary teeth"),
    "children": marked("children’s care"),
    "diagnostics": marked("examination"),
    "aftercare": marked("aftercare"),
}
FILTERED = (
    "implant",
    "crown",
    "bridge",
    "veneer",
    "root_canal",
    "filling",
    "removal",
    "full_arch",
    "bone_gum",
    "dentures",
    "orthodontics",
    "whitening",
    "hygiene",
)
"""The kinds that the list of patients can be filtered by."""
MINOR = frozenset({"diagnostics", "aftercare", "sedation", "temporaries"})
"""Kinds that go along with a treatment and do not name a visit by themselves."""


def kind_words(t: Translator, kind: str) -> str:
    """Return what a kind is called; words that somebody typed stay themselves."""
    return t(KINDS[kind]) if kind in KINDS else kind


def work_words(t: Translator, kinds: str) -> str:
    """Return kinds or titles, joined by ", ", as one line; what goes along with the work is left out."""
    found = [kind for kind in kinds.split(", ") if kind]
    told = [kind for kind in found if kind not in MINOR] or found
    return upper_first(", ".join(kind_words(t, kind) for kind in told))
