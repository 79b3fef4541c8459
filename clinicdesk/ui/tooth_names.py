"""What a tooth is called in words, alone and with what is on it: "Tooth 36, lower left first molar"."""

from collections.abc import Iterable, Mapping

from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator

_MARKS: Mapping[Mark, str] = {
    Mark.IMPLANT: marked("implant"),
    Mark.CROWN: marked("crown"),
    Mark.BRIDGE: marked("bridge"),
    Mark.VENEER: marked("veneer"),
    Mark.ROOT_CANAL: marked("root canal"),
    Mark.FILLING: marked("filling"),
    Mark.REMOVAL: marked("removal"),
    Mark.MISSING: marked("not present"),
    Mark.EXISTING: marked("existing work"),
}

_KINDS = (
    marked("central incisor"),
    marked("lateral incisor"),
    marked("canine"),
    marked("first premolar"),
    marked("second premolar"),
    marked("first molar"),
    marked("second molar"),
    marked("third molar"),
)
_MILK_KINDS = (*_KINDS[:3], marked("first molar"), marked("second molar"))
_PLACES = (marked("upper right"), marked("upper left"), marked("lower left"), marked("lower right"))


def tooth_name(t: Translator, tooth: int) -> str:
    """Return an FDI tooth in words; quadrants count from the upper right, clockwise for who looks at them."""
    quadrant, position = divmod(tooth, 10)
    milk = quadrant > len(_PLACES)
    kind = (_MILK_KINDS if milk else _KINDS)[position - 1]
    place = t(_PLACES[(quadrant - 1) % len(_PLACES)])
    if milk:
        return t("Milk tooth {tooth}, {place} {kind}", tooth=tooth, place=place, kind=t(kind))
    return t("Tooth {tooth}, {place} {kind}", tooth=tooth, place=place, kind=t(kind))


def tooth_words(t: Translator, tooth: int, marks: Iterable[Mark], *, absent: bool) -> str:
    """Return a tooth with what the chart shows on it, as a screen reader says it."""
    shown = [*marks, *((Mark.MISSING,) if absent else ())]
    return ", ".join((tooth_name(t, tooth), *(t(_MARKS[mark]) for mark in dict.fromkeys(shown))))
