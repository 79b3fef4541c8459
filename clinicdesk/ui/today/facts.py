"""The upper part of the pane: six facts of the patient, what they allow, their own words, last contacts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinicdesk.domain.board import LookState
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.due import PaneContact, PaneView
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatment_words import work_words
from clinicdesk.ui.widgets.chips import StateLabel
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, clear_layout, row, rule
from clinicdesk.ui.wording import channel_name, left_to_right, near_time, sky_icon, time_there, upper_first

SHOWN_CONTACTS = 3
SHOWN_WORDS = 700


class Fact(Plane):
    """One fact: its name over its value, an icon before the value where it has one."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Make an empty fact."""
        super().__init__("surface", (10, 7, 10, 7), 1)
        self._name = name
        self._icon = IconLabel(desk.look, "sun", size=15)
        self._icon.hide()
        self._value = ElidedLabel(desk.look, "", Role.MEDIUM)
        self.add(label(name, Role.LABEL, tone="t3"))
        self.column.addLayout(row(self._icon, self._value, spacing=5))

    def show_value(self, value: str, nothing: str, icon: str = "") -> None:
        """Show a value; where there is none ``nothing`` says so in grey."""
        self._value.set_text(value or nothing, "t1" if value else "t3")
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon)
        self.setAccessibleName(f"{self._name}: {value or nothing}")


class FactsGrid(Plane):
    """Local time, language, phone; can travel, treatment, likely value."""

    def __init__(self, desk: Desk) -> None:
        """Make the grid."""
        super().__init__("card", (1, 1, 1, 1))
        self._desk = desk
        self._view: PaneView | None = None
        t = desk.t
        self.time = Fact(desk, t("Local time now"))
        self.language = Fact(desk, t("Language"))
        self.phone = Fact(desk, t("Phone"))
        self.travel = Fact(desk, t("Can travel"))
        self.treatment = Fact(desk, t("Treatment"))
        self.value = Fact(desk, t("Likely value"))
        grid = QGridLayout()
        grid.setSpacing(0)
        facts = (self.time, self.language, self.phone, self.travel, self.treatment, self.value)
        for place, fact in enumerate(facts):
            grid.addWidget(fact, 2 * (place // 3), 2 * (place % 3))
        for line in (0, 2):
            for across in (1, 3):
                grid.addWidget(rule(vertical=True), line, across)
        grid.addWidget(rule(), 1, 0, 1, 5)
        for across in (0, 2, 4):
            grid.setColumnStretch(across, 1)
            grid.setColumnMinimumWidth(across, 60)
        self.column.addLayout(grid)

    def show_view(self, view: PaneView) -> None:
        """Show the facts of a patient."""
        self._view = view
        t = self._desk.t
        self.language.show_value(language_words(self._desk, view.language), t("not known"))
        self.phone.show_value(_phone(view) or view.email, t("none"))
        self.travel.show_value(self._travel(view), t("not said"))
        self.treatment.show_value(work_words(t, view.treatment), t("not said"))
        value = view.plan_total or view.likely_value
        self.value.show_value(t.formats.money(value) if value else "", t("not known"))
        self.show_time()

    def show_time(self) -> None:
        """Show what time it is where the patient lives."""
        if self._view is None:
            return
        there = time_there(self._desk, self._view.zone)
        if there is None:
            self.time.show_value("", self._desk.t("not known"))
            return
        place = self._view.zone.rpartition("/")[2].replace("_", " ")
        self.time.show_value(f"{self._desk.t.formats.time(there)} {place}", "", sky_icon(there))

    def _travel(self, view: PaneView) -> str:
        t, formats = self._desk.t, self._desk.t.formats
        first, last = view.travel_from, view.travel_to
        if first and last and first <= last:
            days = (last - first).days + 1
            if first.day == 1 and (last - first).days >= 27:
                return formats.month(first)
            return t.n("{dates}, {count} day", "{dates}, {count} days", days, dates=_dates(self._desk, view))
        if first:
            return t("from {on}", on=formats.date(first, "medium"))
        return t("until {on}", on=formats.date(last, "medium")) if last else view.travel_note


def _phone(view: PaneView) -> str:
    from clinicdesk.services.phones import pretty

    return left_to_right(pretty(view.phone)) if view.phone else ""


def _dates(desk: Desk, view: PaneView) -> str:
    first, last, formats = view.travel_from, view.travel_to, desk.t.formats
    if first is None or last is None:
        return ""
    end = formats.date(last, "day")
    start = str(first.day) if first.month == last.month and end.startswith(str(last.day)) else ""
    return f"{start or formats.date(first, 'day')}\u2013{end}"


def language_words(desk: Desk, language: str) -> str:
    """Return a language's name, and after it what its speakers call it."""
    if not language:
        return ""
    from clinicdesk.i18n.formats import formats

    here = desk.t.formats.language_name(language)
    own = formats(language).own_language_name()
    return upper_first(here) if own.casefold() == here.casefold() else f"{upper_first(here)} · {own}"


class ConsentLine(QWidget):
    """Whether care and marketing messages are allowed, and when that was asked."""

    def __init__(self, desk: Desk) -> None:
        """Make the line."""
        super().__init__()
        self._desk = desk
        look = desk.look
        self._care_icon, self._care = IconLabel(look, "shield-check", size=16), ElidedLabel(look, tone="t2")
        self._marketing_icon = IconLabel(look, "shield-x", size=16)
        self._marketing = ElidedLabel(look, tone="t2")
        self._asked = label("", Role.CAPTION, tone="t3")
        line = row(
            self._care_icon,
            self._care,
            8,
            self._marketing_icon,
            self._marketing,
            None,
            self._asked,
            spacing=6,
        )
        self.setLayout(line)

    def show_view(self, view: PaneView) -> None:
        """Show the answers of a patient."""
        t = self._desk.t
        care = {
            True: t("Care messages allowed"),
            False: t("Care messages refused"),
            None: t("Care messages not asked"),
        }
        marketing = {
            True: t("Marketing allowed"),
            False: t("Marketing refused"),
            None: t("Marketing not given"),
        }
        self._put(self._care_icon, self._care, view.care_given, care[view.care_given])
        self._put(
            self._marketing_icon, self._marketing, view.marketing_given, marketing[view.marketing_given]
        )
        asked = view.marketing_at or view.care_at
        when = self._desk.t.formats.date(self._desk.local(asked).date(), "day") if asked else ""
        self._asked.setText(t("asked {on}", on=when) if asked else "")

    def _put(self, icon: IconLabel, text: ElidedLabel, given: bool | None, words: str) -> None:
        name, token = ("shield-check", "green") if given else ("shield-x", "red" if given is False else "t3")
        icon.show_icon(name, words, token)
        text.set_text(words)


class QuoteBar(QWidget):
    """The bar before words that somebody else wrote."""

    def __init__(self, desk: Desk) -> None:
        """Make a bar, 3 wide."""
        super().__init__()
        self._desk = desk
        self.setFixedWidth(3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        QPainter(self).fillRect(self.rect(), self._desk.look.theme.brush("line2"))


class Words(Plane):
    """What the patient wrote, with a bar before it, and what the reply must answer."""

    def __init__(self, desk: Desk) -> None:
        """Make the quotation."""
        super().__init__("none", (0, 0, 0, 0), 8)
        self._desk = desk
        self._bar = QuoteBar(desk)
        self._said = label("", tone="t2", wrap=True, selectable=True)
        self._said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._quote = QWidget()
        quote = QHBoxLayout(self._quote)
        quote.setContentsMargins(0, 0, 0, 0)
        quote.setSpacing(10)
        quote.addWidget(self._bar)
        quote.addWidget(self._said, 1)
        self._must = QWidget()
        self._questions = QVBoxLayout(self._must)
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._questions.setSpacing(4)
        self.add(self._quote, self._must)

    def show_view(self, view: PaneView) -> None:
        """Show the words of a lead."""
        said = view.words.strip()
        short = said if len(said) <= SHOWN_WORDS else said[:SHOWN_WORDS].rstrip() + "…"
        when = f" ({near_time(self._desk, view.words_at)})" if view.words_at else ""
        self._said.setText(f"“{short}”{when}")
        self._quote.setVisible(bool(said))
        clear_layout(self._questions)
        asked = view.questions if view.row.kind.value == "first_reply" else ()
        if asked:
            self._questions.addWidget(label(self._desk.t("The reply must answer"), Role.LABEL, tone="t3"))
        for question in asked:
            self._questions.addWidget(
                StateLabel(self._desk.look, LookState.LATER.value, question, Role.BODY, token="t1")
            )
        self._must.setVisible(bool(asked))
        self.setVisible(bool(said or asked))


class Contacts(Plane):
    """The last contacts, newest first, one line each."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__("none", (0, 0, 0, 0), 3)
        self._desk = desk

    def show_contacts(self, contacts: Sequence[PaneContact]) -> None:
        """Show some of them."""
        clear_layout(self.column)
        if contacts:
            self.column.addWidget(label(self._desk.t("Last contacts"), Role.LABEL, tone="t3"))
        for contact in contacts[:SHOWN_CONTACTS]:
            self.column.addLayout(self._line(contact))
        self.setVisible(bool(contacts))

    def _line(self, contact: PaneContact) -> QHBoxLayout:
        t, look = self._desk.t, self._desk.look
        channel = channel_name(t, contact.channel)
        who = (
            t("They wrote by {channel}", channel=channel)
            if contact.inbound
            else t("We wrote by {channel}", channel=channel)
        )
        if contact.kind == "call":
            who = t("Call")
        icon = IconLabel(look, "arrow-down-right" if contact.inbound else "arrow-up-right", who, size=14)
        text = ElidedLabel(look, f"{who} · {contact.text}" if contact.text else who, Role.CAPTION, "t2")
        at = label(near_time(self._desk, contact.at), Role.CAPTION, tone="t3")
        line = row(icon, text, at, spacing=6)
        line.setStretch(1, 1)
        return line


def purpose_words(desk: Desk, purpose: Purpose) -> str:
    """Return what a purpose is called in a sentence."""
    t = desk.t
    return {Purpose.CARE: t("care"), Purpose.MARKETING: t("marketing")}.get(purpose, t("photos"))
