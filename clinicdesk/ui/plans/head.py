"""The head of the editor: whose plan, how it stands, its language, currency, validity, dentist, and Issue."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from clinicdesk.domain.people import StaffMember
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.look import Look
from clinicdesk.ui.plans.reading import Standing
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.date_field import CalendarPopup
from clinicdesk.ui.widgets.labels import ElidedLabel, NameLabel
from clinicdesk.ui.widgets.painting import (
    draw_chevron,
    draw_icon,
    draw_row_text,
    focus_ring,
    metrics,
    mirrored,
    rounded,
)
from clinicdesk.ui.widgets.planes import Plane, column, row
from clinicdesk.ui.wording import upper_first

HEIGHT = 60


class HeadChoice(QPushButton):
    """A choice with its name above its value; it opens a menu, or a month for a day."""

    chosen = Signal(object)
    second_chosen = Signal(object)

    def __init__(self, look: Look, name: str, *, icon: str = "", second: str = "") -> None:
        """Make it without choices; ``icon`` replaces the chevron, ``second`` names a second choice."""
        super().__init__()
        self._look, self._name, self._icon = look, name, icon
        self._second, self._second_value = second, cast("object", None)
        self._second_choices: list[tuple[object, str]] = []
        self._choices: list[tuple[object, str]] = []
        self._value: object = None
        self._shown = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.updateGeometry)

    def show_value(self, value: object, shown: str, choices: Sequence[tuple[object, str]] = ()) -> None:
        """Show a value in words, and what else can be chosen."""
        self._value, self._shown, self._choices = value, shown, list(choices)
        self.setAccessibleName(f"{self._name}: {shown}")
        self.updateGeometry()
        self.update()

    def offer_second(self, value: object, choices: Sequence[tuple[object, str]]) -> None:
        """Offer a second choice at the end of the menu, ``value`` being the present one."""
        self._second_value, self._second_choices = value, list(choices)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._value

    def menu_of_choices(self) -> QMenu:
        """Return the menu of the choices, the present one ticked."""
        menu = QMenu(self)
        _fill(menu, self._choices, self._value, self.chosen.emit)
        if self._second_choices:
            menu.addSeparator()
            inner = menu.addMenu(self._second.replace("&", "&&"))
            _fill(inner, self._second_choices, self._second_value, self.second_chosen.emit)
        return menu

    def sizeHint(self) -> QSize:
        """38 high, as wide as its words."""
        theme = self._look.theme
        wide = max(
            metrics(theme, Role.LABEL).horizontalAdvance(self._name),
            metrics(theme, Role.MEDIUM).horizontalAdvance(self._shown),
        )
        return QSize(min(wide, theme.px(150)) + theme.px(44), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        """May be squeezed to a few letters."""
        return QSize(self._look.theme.px(72), self._look.theme.px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the name, the value and the chevron."""
        theme = self._look.theme
        px = theme.px
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        ground = "hover" if self.underMouse() and self.isEnabled() else "surface"
        rounded(painter, theme, QRectF(self.rect()), ground, "line2", 6)
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), 6)
        room = self.width() - px(36)
        name = mirrored(self.layoutDirection(), self.rect(), QRect(px(10), px(4), room, px(14)))
        value = mirrored(self.layoutDirection(), self.rect(), QRect(px(10), px(18), room, px(17)))
        draw_row_text(painter, theme, name, self._name, Role.LABEL, "t3")
        ink = "t1" if self.isEnabled() else "t3"
        draw_row_text(painter, theme, value, self._shown, Role.MEDIUM, ink)
        end = QRect(self.width() - px(26), 0, px(16), self.height())
        end = mirrored(self.layoutDirection(), self.rect(), end)
        if self._icon:
            draw_icon(painter, self._look, end, self._icon, 15, "t3")
        elif self.isEnabled():
            draw_chevron(painter, theme, QRectF(end).center())


class Head(Plane):
    """The head; what is chosen in it is told by signals, the page does it."""

    valid_until = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Make the head."""
        super().__init__("head", (16, 0, 16, 0))
        self._desk, self._t = desk, desk.t
        look, t = desk.look, desk.t
        self.setFixedHeight(look.theme.px(HEIGHT))
        self.back = IconButton(look, "arrow-left", t("Back"))
        self.name = NameLabel(look, "", "", Role.PANE_TITLE)
        self.chip = Chip(look, t("Draft"))
        self.caption = ElidedLabel(look, "", Role.CAPTION, "t3")
        second = t("Second language on the paper")
        self.language = HeadChoice(look, t("Document language"), second=second)
        self.currency = HeadChoice(look, t("Currency"))
        self.valid = HeadChoice(look, t("Prices valid until"), icon="calendar")
        self.dentist = HeadChoice(look, t("Dentist"))
        self.undo = Button(look, t("Undo"), icon="arrow-back-up")
        self.more = IconButton(look, "dots", t("More for this plan"), kind="plain")
        self.issue = Button(look, t("Issue plan"), kind="soft", icon="send")
        self._popup: CalendarPopup | None = None
        named = row(self.name, self.chip, None, spacing=8)
        words = column(None, named, self.caption, None)
        line = row(self.back, words, self.language, self.currency, self.valid, self.dentist, spacing=8)
        line.setStretch(1, 1)
        for part in (self.undo, self.more, self.issue):
            line.addWidget(part)
        self.column.addLayout(line)
        for choice in (self.language, self.currency, self.dentist):
            choice.clicked.connect(lambda _=False, choice=choice: self._open_menu(choice))
        self.valid.clicked.connect(self._open_month)

    def show_plan(self, now: Standing, saved: str) -> None:
        """Show a plan as it stands; ``saved`` says when it was saved."""
        reading, plan, t = now.reading, now.plan, self._t
        self.name.set_names(reading.patient.name, reading.patient.native_name)
        self._show_chip(now)
        dentist = next((d for d in reading.dentists if d.id == plan.dentist_id), None)
        called = _called(dentist) if dentist else ""
        revision = plan.revision if now.as_issued else plan.revision + 1
        number = t("Plan {number}, revision {revision}", number=plan.number, revision=revision)
        self.caption.set_text(" · ".join(part for part in (number, called, saved) if part))
        languages = [(code, self._language(code)) for code in reading.languages]
        spoken = " + ".join(self._language(code) for code in plan.languages)
        self.language.show_value(plan.language, spoken, languages)
        others = [pair for pair in languages if pair[0] != plan.language]
        self.language.offer_second(plan.second_language, [("", t("none")), *others])
        self.currency.show_value(plan.currency, plan.currency, [(c, c) for c in reading.currencies])
        day = plan.valid_until
        self.valid.show_value(day, t.formats.date(day, "medium") if day else t("not set"))
        dentists: list[tuple[object, str]] = [(d.id, _called(d)) for d in reading.dentists]
        dentists.append((None, t("not named")))
        self.dentist.show_value(plan.dentist_id, called or t("not named"), dentists)
        for choice in (self.language, self.currency, self.valid, self.dentist):
            choice.setEnabled(now.writable)
        self.show_issue(now.to_fix, possible=now.writable, again=now.as_issued)

    def _show_chip(self, now: Standing) -> None:
        t = self._t
        if now.reading.closed:
            self.chip.show_as(t("Closed"))
        elif now.as_issued:
            self.chip.show_as(
                t("Revision {revision} issued", revision=now.plan.revision), "green", icon="check"
            )
        else:
            self.chip.show_as(t("Draft"))

    def _language(self, code: str) -> str:
        return upper_first(self._t.formats.language_name(code))

    def show_issue(self, to_fix: int, *, possible: bool, again: bool) -> None:
        """Show whether the plan can be issued: primary at zero, else it says how many are to fix first.

        With ``again`` the draft says what was issued already, so that nothing waits for it.
        """
        t = self._t
        self.issue.setVisible(possible)
        if to_fix:
            words = t.n("Issue plan · fix {count} first", "Issue plan · fix {count} first", to_fix)
            self.issue.set_look(text=words, kind="soft")
        elif again:
            self.issue.set_look(text=t("Issue again"), kind="plain")
        else:
            self.issue.set_look(text=t("Issue plan"), kind="primary")

    def _open_menu(self, choice: HeadChoice) -> None:
        choice.menu_of_choices().popup(choice.mapToGlobal(QPoint(0, choice.height() + 2)))

    def _open_month(self) -> None:
        today = self._desk.today()
        day = self.valid.value if isinstance(self.valid.value, date) else today
        self._popup = CalendarPopup(self._desk.look, self._t, max(day, today), today, self.valid)
        self._popup.set_limits(today, None)
        self._popup.picked.connect(self.valid_until.emit)
        self._popup.move(self.valid.mapToGlobal(QPoint(0, self.valid.height() + 2)))
        self._popup.show()


def _fill(
    menu: QMenu, choices: Sequence[tuple[object, str]], chosen: object, choose: Callable[[object], None]
) -> None:
    """Put exclusive choices into a menu, the present one ticked."""
    group = QActionGroup(menu)
    for value, words in choices:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _=False, value=value: choose(value))
        group.addAction(action)


def _called(dentist: StaffMember) -> str:
    """Return a dentist as papers call them: "Dr. Phạm Gia Minh"."""
    title, name = dentist.title, dentist.name
    return name if not title or name.startswith(title) else f"{title} {name}"
