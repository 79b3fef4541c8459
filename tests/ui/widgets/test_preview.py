"""The paper beside a form: turned, enlarged and moved, sharp, in its place while it changes, never late."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.tasks import Job, Task, ThreadRunner
from clinicdesk.ui.widgets.page_layout import STEPS, Fit, Zoom, factor_of, lay_out, next_zoom
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.pdf_pages import (
    A4,
    PageSize,
    Part,
    height_of,
    opened,
    page_sizes,
    render,
    second_chapter,
)
from tests.ui.conftest import MakeWindow
from tests.ui.widgets.sample_papers import COLOURS, paper

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(open_window: MakeWindow) -> Desk:
    return open_window([])[1]


@pytest.fixture
def preview(desk: Desk, qtbot: QtBot) -> Preview:
    made = Preview(desk)
    qtbot.addWidget(made)
    made.resize(470, 640)
    made.show()
    return made


def show(preview: Preview, pdf: bytes) -> None:
    preview.show_paper(lambda: pdf, at_once=True)
    QApplication.processEvents()


def wheel(preview: Preview, notches: int, keys: Qt.KeyboardModifier = NONE, at: QPoint | None = None) -> None:
    pages = preview.pages
    place = QPointF(at or pages.viewport().rect().center())
    event = QWheelEvent(
        place,
        QPointF(pages.viewport().mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), event)


def bar_colour(preview: Preview) -> str:
    """Return the colour of the bar at the top of the page that is shown whole."""
    image = preview.pages.viewport().grab().toImage()
    middle = image.width() // 2
    counted: dict[str, int] = {}
    for y in range(image.height() // 4):
        name = image.pixelColor(middle, y).name()
        counted[name] = counted.get(name, 0) + 1
    return next(colour for colour in counted if colour in COLOURS)


def test_pages_turn_by_buttons_keys_and_wheel(preview: Preview, qtbot: QtBot) -> None:
    show(preview, paper(3))
    assert preview.number.text() == "Page 1 of 3"
    assert bar_colour(preview) == COLOURS[0]
    preview.after.click()
    assert (preview.number.text(), bar_colour(preview)) == ("Page 2 of 3", COLOURS[1])
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert bar_colour(preview) == COLOURS[2]
    assert not preview.after.isEnabled()
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageUp)
    assert preview.pages.page == 1
    wheel(preview, 1)
    assert preview.pages.page == 0
    wheel(preview, -2)
    assert preview.pages.page == 2
    qtbot.keyClick(preview.pages, Qt.Key.Key_Home)
    assert preview.pages.page == 0
    said = QAccessible.queryAccessibleInterface(preview.pages).text(QAccessible.Text.Name)
    assert said == "Page 1 of 3"


def test_sizes_go_in_steps_and_back_to_the_whole_page(preview: Preview) -> None:
    show(preview, paper(2))
    seen = [preview.pages.factor]
    for _ in range(10):
        wheel(preview, 1, CONTROL)
        seen.append(preview.pages.factor)
    assert seen == sorted(seen)
    assert seen[-1] == STEPS[-1]
    for _ in range(12):
        wheel(preview, -1, CONTROL)
    assert preview.pages.zoom == Zoom()
    assert preview.pages.factor == seen[0]


def test_what_lies_under_the_pointer_stays_there(preview: Preview) -> None:
    show(preview, paper(2))
    at = QPoint(300, 120)
    preview.pages.zoom_to(Zoom(Fit.FACTOR, 1.0))
    kept = preview.pages._spot(QPointF(at))
    assert kept is not None
    for _ in range(4):
        wheel(preview, 1, CONTROL, at)
        now = preview.pages._spot(QPointF(at))
        assert now is not None
        assert now[0] == kept[0]
        assert now[1] == pytest.approx(kept[1], abs=0.01)
        assert now[2] == pytest.approx(kept[2], abs=0.01)


@pytest.mark.parametrize("zoom", [Zoom(), Zoom(Fit.WIDTH), *(Zoom(Fit.FACTOR, step) for step in STEPS)])
def test_every_size_is_drawn_dot_for_dot(preview: Preview, zoom: Zoom) -> None:
    pdf = paper(1)
    show(preview, pdf)
    pages = preview.pages
    pages.zoom_to(zoom)
    assert pages.missing() == ()
    place, seen = pages._layout.places[0], pages._seen()
    with opened(pdf) as document:
        exact = render(document, Part(0, place.width()))
    assert (exact.width(), exact.height()) == (place.width(), place.height())
    shown = pages.viewport().grab().toImage()
    for x in range(20, shown.width() - 60, 7):
        for y in range(20, shown.height() - 60, 7):
            on_page = QPoint(x, y) + seen.topLeft() - place.topLeft()
            if exact.rect().adjusted(2, 2, -2, -2).contains(on_page):
                assert shown.pixelColor(x, y) == QColor(exact.pixelColor(on_page)), (x, y)


def test_large_pages_are_drawn_in_the_part_that_is_seen(preview: Preview) -> None:
    show(preview, paper(1))
    preview.pages.zoom_to(Zoom(Fit.FACTOR, 3.0))
    parts = [picture.part for picture in preview.pages._pictures.of(0)]
    exact = [part for part in parts if part.width]
    assert len(exact) == 1
    assert exact[0].width < exact[0].whole
    bar = preview.pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert preview.pages.missing() == ()


def test_at_its_width_all_pages_lie_below_each_other(preview: Preview, qtbot: QtBot) -> None:
    show(preview, paper(3))
    preview.pages.zoom_to(Zoom(Fit.WIDTH))
    bar = preview.pages.verticalScrollBar()
    assert bar.maximum() > 1000
    bar.setValue(bar.maximum())
    assert preview.number.text() == "Page 3 of 3"
    preview.before.click()
    assert preview.number.text() == "Page 2 of 3"
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageUp)
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageUp)
    assert preview.pages.page == 0


def test_a_large_page_is_moved_by_hand_and_a_whole_one_is_dragged_out(preview: Preview, qtbot: QtBot) -> None:
    show(preview, paper(2))
    ground = preview.pages.viewport()
    told: list[int] = []
    preview.pages.drag_out.connect(lambda: told.append(1))

    moves(preview, QPoint(200, 300), QPoint(190, 240))
    assert told == [1]
    qtbot.mouseDClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    assert preview.pages.factor == 1.0
    before = preview.pages.verticalScrollBar().value()
    moves(preview, QPoint(200, 300), QPoint(200, 260))
    assert preview.pages.verticalScrollBar().value() == before + 40
    assert told == [1]
    qtbot.mouseDClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    assert preview.pages.zoom == Zoom()


def moves(preview: Preview, start: QPoint, end: QPoint) -> None:
    """Press, move and let go on the page: the platform without a screen moves no pressed button by itself."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    ground, left = preview.pages.viewport(), Qt.MouseButton.LeftButton
    for kind, at, held in (
        (QEvent.Type.MouseButtonPress, start, left),
        (QEvent.Type.MouseMove, end, left),
        (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
    ):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        place = QPointF(at)
        event = QMouseEvent(kind, place, QPointF(ground.mapToGlobal(at)), button, held, NONE)
        QApplication.sendEvent(ground, event)


def test_a_change_keeps_page_size_and_place(preview: Preview) -> None:
    show(preview, paper(3))
    preview.pages.zoom_to(Zoom(Fit.FACTOR, 1.5))
    bars = preview.pages.horizontalScrollBar(), preview.pages.verticalScrollBar()
    bars[0].setValue(130)
    bars[1].setValue(1700)
    before = preview.pages.page
    show(preview, paper(3, words="Changed"))
    assert (bars[0].value(), bars[1].value()) == (130, 1700)
    assert (preview.pages.page, preview.pages.zoom) == (before, Zoom(Fit.FACTOR, 1.5))


def test_a_paper_that_lost_its_last_pages_is_shown_from_its_new_last_one(preview: Preview) -> None:
    show(preview, paper(3))
    preview.turn(2)
    show(preview, paper(2))
    assert preview.number.text() == "Page 2 of 2"
    assert bar_colour(preview) == COLOURS[1]


def test_a_page_of_another_shape_is_whole_too(preview: Preview) -> None:
    show(preview, paper(1))
    show(preview, paper(1, size=(900, 400)))
    place = preview.pages._layout.places[0]
    assert place.width() <= preview.pages.viewport().width() * preview.devicePixelRatioF()
    assert preview.pages.missing() == ()
    assert bar_colour(preview) == COLOURS[0]


class Held:
    """A runner that keeps jobs until they are let go, as a slow worker does."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(self, job: Job[Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Task:
        task = Task(done, failed)
        self.jobs.append(lambda: task.finish(job(task.progress), None))
        return task

    def let_go(self) -> None:
        self.jobs.pop(0)()


def test_nothing_blinks_and_the_newest_change_is_drawn_last(preview: Preview, qtbot: QtBot) -> None:
    show(preview, paper(1))
    shown = preview.pages.viewport().grab().toImage()
    held = Held()
    object.__setattr__(preview._desk, "runner", held)
    asked: list[int] = []

    def make(number: int) -> bytes:
        asked.append(number)
        return paper(1, words=f"Change {number}")

    for number in range(5):
        preview.show_paper(partial(make, number), at_once=number == 0)
        assert preview.pages.viewport().grab().toImage() == shown
    held.let_go()
    assert preview.pages.missing() == ()
    assert preview.pages.viewport().grab().toImage() != shown
    qtbot.waitUntil(lambda: bool(held.jobs))
    held.let_go()
    assert asked == [0, 4]


def test_a_paper_that_was_being_drawn_for_another_patient_is_dropped(preview: Preview) -> None:
    held = Held()
    object.__setattr__(preview._desk, "runner", held)
    preview.show_paper(lambda: paper(2), at_once=True)
    preview.forget()
    preview.show_paper(lambda: paper(1), at_once=True)
    held.let_go()
    assert preview.pages.count == 0
    assert not preview.pdf


def test_why_there_is_no_newer_page_stands_over_the_last_one(preview: Preview) -> None:
    def refuse() -> bytes:
        raise InvalidInput("Type an amount.")

    show(preview, paper(1))
    before, told = preview.pdf, []
    preview.failed.connect(told.append)
    preview.show_paper(refuse, at_once=True)
    assert preview.failure == "Type an amount."
    assert told == ["Type an amount."]
    assert preview.pdf == before
    show(preview, paper(1))
    assert preview.failure == ""


def test_pages_are_drawn_beside_the_window(preview: Preview, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    runner = ThreadRunner(failures.append)
    object.__setattr__(preview._desk, "runner", runner)
    for number in range(20):
        preview.show_paper(partial(paper, 1 + number % 3))
        preview.pages.zoom_by(1 if number % 2 else -1)
        qtbot.wait(7)
    qtbot.waitUntil(lambda: not runner.busy() and preview._next is None and not preview._wait.isActive())
    assert preview.pages.count == 1 + 19 % 3
    assert failures == []
    assert runner.close()


def test_the_switch_jumps_to_the_second_chapter(desk: Desk, qtbot: QtBot) -> None:
    preview = Preview(desk, ("Options", "Full plan"))
    qtbot.addWidget(preview)
    preview.resize(470, 640)
    preview.show()
    assert not preview.parts.isVisible()
    show(preview, paper(3))
    preview.show_parts(True)
    preview.parts.chosen.emit("1")
    assert preview.number.text() == "Page 2 of 3"
    assert preview.parts.current() == "1"
    preview.turn(-1)
    assert preview.parts.current() == "0"


def test_the_bar_of_sizes_comes_with_the_focus(preview: Preview, qtbot: QtBot) -> None:
    show(preview, paper(1))
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    preview.pages.setFocus()
    bar = preview.zoom_bar
    assert bar.isVisible()
    before = preview.pages.factor
    bar.larger.click()
    assert preview.pages.factor > before
    menu = bar.menu()
    assert [action.text() for action in menu.actions()][:3] == [
        "Whole page",
        "Page as wide as its place",
        "100\xa0%",
    ]
    menu.actions()[-1].trigger()
    assert preview.pages.factor == 3.0
    assert bar.size_button.text() == "300\xa0%"


def test_geometry_is_whole_dots_at_every_density() -> None:
    sizes = (A4, PageSize(612, 792))
    for ratio in (1.0, 1.25, 1.5, 2.0):
        room = QSize(round(440 * ratio), round(580 * ratio))
        for zoom in (Zoom(), Zoom(Fit.WIDTH), Zoom(Fit.FACTOR, 1.25)):
            for page, place in lay_out(sizes, 1, zoom, room, ratio).places.items():
                assert place.height() == height_of(sizes[page], place.width())
                if zoom.fit is Fit.PAGE:
                    assert place.height() <= room.height() + 1
                if zoom.fit is Fit.WIDTH:
                    assert abs(place.width() - room.width()) <= 1


@given(
    wide=st.floats(300, 1200),
    high=st.floats(300, 1200),
    across=st.integers(150, 900),
    down=st.integers(150, 900),
    ratio=st.sampled_from([1.0, 1.25, 2.0, 3.0]),
)
def test_larger_is_never_smaller(wide: float, high: float, across: int, down: int, ratio: float) -> None:
    size, room, zoom = PageSize(wide, high), QSize(across, down), Zoom()
    factor = factor_of(zoom, size, room, ratio)
    for _ in range(12):
        zoom = next_zoom(zoom, 1, size, room, ratio)
        assert factor_of(zoom, size, room, ratio) >= factor - 1e-9
        factor = factor_of(zoom, size, room, ratio)
    for _ in range(14):
        zoom = next_zoom(zoom, -1, size, room, ratio)
        assert factor_of(zoom, size, room, ratio) <= factor + 1e-9
        factor = factor_of(zoom, size, room, ratio)


def test_page_sizes_and_the_second_chapter_are_read() -> None:
    with opened(paper(2, size=(300, 200))) as document:
        assert page_sizes(document) == (PageSize(300, 200), PageSize(300, 200))
        assert second_chapter(document) == 1
    with opened(paper(1)) as document:
        assert second_chapter(document) == 0
