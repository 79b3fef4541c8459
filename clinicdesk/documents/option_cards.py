"""The cards that open the page of options, and the box in which the patient chooses one."""

from collections.abc import Sequence

from clinicdesk.documents.blocks import ENDLESS, Column, Columns, Drawing, Gap, Panel, Rule, Stack, Stretchy
from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.letterhead import patient_name
from clinicdesk.documents.marks import Disc
from clinicdesk.documents.odontogram import jaw_charts
from clinicdesk.documents.speech import Speech
from clinicdesk.documents.theme import BODY, HEADING, PX, SMALL, Align, TextStyle, Theme
from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.papers import Said
from clinicdesk.domain.plan_papers import PlanDocument, PlanPaperOption
from clinicdesk.domain.shapes import Shape, rounded_box

TITLE = TextStyle(14 * PX, 19 * PX, bold=True, colour="onacc")
NOTE = TextStyle(10.5 * PX, 14.5 * PX, colour="railt")
LETTER = TextStyle(15 * PX, 22 * PX, bold=True, colour="rail")
DISC = 23.0
BESIDE = 2
"""As many options leave room for the signature beside their boxes."""

RADIUS = 4.5
PADDING = 11.0
ROOM = 6.5
"""Points above and below what stands in a card's head and in its body."""

BOX = (Shape(rounded_box(1, 3, 13, 13, 3), stroke="field", width=1.2),)
"""A box to tick, in a square of 16."""


class Card(Stretchy):
    """A block under a dark head with the upper corners round, in one frame."""

    def __init__(self, top: Flowable, body: Sequence[Flowable], theme: Theme) -> None:
        super().__init__()
        self.top = top
        self.body = Stack(body)
        self.theme = theme
        self.least_top = 0.0
        self._top = self._body = self._words = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and both parts with room around them, at least ``least_height``."""
        inside = width - 2 * PADDING
        self._words = self.top.wrap(inside, ENDLESS)[1]
        self._top = max(self._words + 2 * ROOM, self.least_top)
        self._body = self.body.wrap(inside, ENDLESS)[1] + (2 * ROOM if self.body.blocks else 0)
        self.width, self.height = width, max(self._top + self._body, self.least_height)
        return self.width, self.height

    @property
    def top_height(self) -> float:
        """The height of the head, in points."""
        return self._top

    def draw(self) -> None:
        """Draw the ground of both parts, the frame, then what stands in them."""
        sheet, colours = self.sheet, self.theme.colours
        low = self.height - self._top
        sheet.draw_path(rounded_box(0, 0, self.width, self.height, RADIUS), fill=colours["rail"])
        if low > RADIUS:
            sheet.draw_path(rounded_box(0, 0, self.width, low, RADIUS), fill=colours["surface"])
            sheet.draw_box(0, low - RADIUS, self.width, RADIUS, colour=colours["surface"])
        frame = rounded_box(0, 0, self.width, self.height, RADIUS)
        sheet.draw_path(frame, stroke=colours["line2"], width=0.75)
        self.top.drawOn(sheet, PADDING, self.height - ROOM - self._words)
        self.body.drawOn(sheet, PADDING, low - ROOM - self.body.height)


def option_name(option: PlanPaperOption, speech: Speech) -> Said:
    """What an option is called on the paper: "Option A"."""
    return speech.t("Option {letter}", letter=option.letter)


def card(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> Card:
    """One option: its letter, title and note, the teeth it touches, and what it means for the patient."""
    theme = speech.press.theme
    disc = Disc(speech.text(option.letter, LETTER, Align.CENTER), theme.colours["onacc"], DISC)
    words: list[Flowable] = (
        [speech.text(option.title, TITLE)]
        if option.title
        else [speech.line(option_name(option, speech), TITLE)]
    )
    if option.note:
        words.append(speech.text(option.note, NOTE))
    top = Columns([Column(disc, DISC), Column(words)], gap=9, right_to_left=speech.right_to_left)
    body: list[Flowable] = list(_charts(plan, option, speech))
    if option.summary:
        body += [Gap(4), speech.text(option.summary, BODY)] if body else [speech.text(option.summary, BODY)]
    return Card(top, body, theme)


def _charts(plan: PlanDocument, option: PlanPaperOption, speech: Speech) -> list[Flowable]:
    marks = {
        tooth: tuple(Mark(name) for name in names if name in set(Mark))
        for tooth, names in option.marks.items()
    }
    return list(jaw_charts(speech.typesetter, marks, plan.absent_teeth))


def cards(plan: PlanDocument, speech: Speech) -> Flowable:
    """All options beside one another."""
    columns = [Column(card(plan, option, speech)) for option in plan.options]
    return _Cards(columns, gap=14, right_to_left=speech.right_to_left, stretch=True)


class _Cards(Columns):
    """Cards whose heads end on one line."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The width and the height of the highest card."""
        super().wrap(width, height)
        own = [block for block in self.blocks if isinstance(block, Card)]
        for block in own:
            block.least_height = 0.0
            block.least_top = max(other.top_height for other in own)
        return super().wrap(width, height)


def choice_box(plan: PlanDocument, speech: Speech) -> Panel:
    """Boxes to tick for each option and for a question, with the patient's signature."""
    t, colours = speech.t, speech.press.theme.colours
    ticks = [_tick(option_name(option, speech), speech) for option in plan.options]
    ticks.append(_tick(t("I have a question"), speech))
    signed = Columns(
        [
            Column(_line(patient_name(plan.patient), speech)),
            Column(_line(speech.joined(t("Date")), speech), share=0.8),
        ],
        gap=14,
        right_to_left=speech.right_to_left,
    )
    boxes = Columns(ticks, gap=8, right_to_left=speech.right_to_left)
    ticked: list[Flowable] = [speech.beside(t("My choice"), HEADING), Gap(4), boxes]
    if len(plan.options) > BESIDE or speech.second_language:
        return Panel([*ticked, Gap(20), signed], padding=(PADDING, 6), stroke=colours["line2"])
    halves = [Column(ticked), Column([Gap(20), signed], share=1.1)]
    across = Columns(halves, gap=14, right_to_left=speech.right_to_left)
    return Panel(across, padding=(PADDING, 6), stroke=colours["line2"])


def _tick(words: Said, speech: Speech) -> Column:
    """A box with its words, as wide among the others as the words are long."""
    box = Drawing(BOX, (16, 18), speech.press.theme, PX)
    beside = [Column(box, 13), Column(speech.under(words, BODY))]
    share = 18 + speech.text(words.text, BODY).natural_width
    return Column(Columns(beside, gap=4, right_to_left=speech.right_to_left), share=share)


def _line(name: str, speech: Speech) -> list[Flowable]:
    return [Rule(speech.press.theme.colours["t1"], 0.9), Gap(2), speech.text(name, SMALL)]
