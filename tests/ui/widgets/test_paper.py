"""A page of a PDF beside a form: drawn soon, replaced, refused with a sentence, and dropped."""

from pytestqt.qtbot import QtBot

from clinicdesk.documents.qr import modules
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.tasks import InlineRunner, ThreadRunner
from clinicdesk.ui.widgets.paper import PaperView, page_image


def small_pdf() -> bytes:
    """One empty page of 200 by 100 points."""
    from io import BytesIO

    import pikepdf

    made, file = pikepdf.new(), BytesIO()
    made.add_blank_page(page_size=(200, 100))
    made.save(file)
    return file.getvalue()


def refuse() -> bytes:
    raise InvalidInput("Type an amount.")


def test_a_page_is_as_wide_as_asked_and_keeps_its_shape() -> None:
    image = page_image(small_pdf(), 400)
    assert (image.width(), image.height()) == (400, 200)
    assert image.pixelColor(10, 10).name() == "#ffffff"


def test_only_the_last_change_is_drawn(qtbot: QtBot, look: Look, t: Translator) -> None:
    view = PaperView(look, t, InlineRunner(), "Receipt")
    qtbot.addWidget(view)
    asked: list[int] = []
    pdf = small_pdf()
    for number in range(5):
        view.renew(lambda number=number: asked.append(number) or pdf)  # type: ignore[misc]
    with qtbot.waitSignal(view.drawn):
        pass
    assert asked == [4]
    assert view.pdf() == pdf


def test_what_cannot_be_made_is_told_and_the_page_goes(qtbot: QtBot, look: Look, t: Translator) -> None:
    view = PaperView(look, t, InlineRunner(), "Receipt")
    qtbot.addWidget(view)
    view.renew(small_pdf)
    view.draw_now()
    view.renew(refuse)
    with qtbot.waitSignal(view.drawn) as told:
        view.draw_now()
    assert told.args == ["Type an amount."]
    assert not view.pdf()


def test_a_page_is_drawn_beside_the_window(qtbot: QtBot, look: Look, t: Translator) -> None:
    failures: list[Exception] = []
    runner = ThreadRunner(failures.append)
    view = PaperView(look, t, runner, "Receipt")
    qtbot.addWidget(view)
    view.renew(small_pdf)
    with qtbot.waitSignal(view.drawn):
        view.draw_now()
    assert view.pdf()
    view.renew(small_pdf)
    view.draw_now()
    view.clear()
    assert runner.close()
    assert not view.pdf()
    assert not failures


def test_the_modules_of_a_code_are_a_square() -> None:
    rows = modules("https://pay.example/p/1")
    assert {len(row) for row in rows} == {len(rows)}
