"""What is done with a paper: opened, saved, printed, sent as a draft, copied and dragged out."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDrag, QGuiApplication, QMouseEvent, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import NotFound
from clinicdesk.domain.messages import MailFile, PaperMail
from clinicdesk.messaging.email import Attachment, Mailbox, draft
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.opener import RecordingOpener
from clinicdesk.ui.printing import DesktopPrinters, chosen_pages, print_pdf
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.tasks import Cancelled, Progress, ThreadRunner
from clinicdesk.ui.widgets.paper_acts import GNOME_COPIED, PaperActs, PaperFile
from clinicdesk.ui.widgets.paper_preview import Preview
from clinicdesk.ui.widgets.pdf_pages import draw, opened
from tests.ui.conftest import MakeWindow
from tests.ui.printers import RecordingPrinters
from tests.ui.widgets.sample_papers import A4, COLOURS, paper

PDF = paper(3)
MAIL = PaperMail(7, "P-2026-0412", "en", kind="plan_sent")


@dataclass
class Drafts:
    """Writes drafts as the service does, for a patient with or without an address."""

    address: str = "noura@mailbox.example"
    asked: list[PaperMail] = field(default_factory=list)

    def prepare(self, mail: PaperMail, files: list[MailFile]) -> Done[bytes]:
        self.asked.append(mail)
        if not self.address:
            raise NotFound("No mail address is on the record yet.")
        attachments = [Attachment(file.name, file.content) for file in files]
        sender = Mailbox("care@songhan.example", "Sông Hàn")
        content = draft(sender, Mailbox(self.address), "Your plan", "Hello", attachments)
        return Done(content, Changes.MESSAGES, "An e-mail draft is prepared; it is not sent.")


@dataclass
class Bench:
    """A preview with its acts, and the doubles behind it."""

    desk: Desk
    preview: Preview
    acts: PaperActs
    opener: RecordingOpener
    printers: RecordingPrinters
    prompts: ScriptedPrompts
    drafts: Drafts


@pytest.fixture
def bench(open_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bench:
    prompts, drafts = ScriptedPrompts(), Drafts()
    services = SimpleNamespace(mail_drafts=drafts)
    _, desk = open_window([], services=services, prompts=prompts)
    opener, printers = RecordingOpener(), RecordingPrinters()
    monkeypatch.setitem(desk.facts, "opener", opener)  # type: ignore[misc]
    monkeypatch.setitem(desk.facts, "printers", printers)  # type: ignore[misc]
    preview = Preview(desk)
    qtbot.addWidget(preview)
    acts = PaperActs(desk, preview, lambda: PaperFile("P-2026-0412: revision 1", lambda: PDF, MAIL))
    preview.use(acts, preview)
    preview.resize(470, 640)
    preview.show()
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    preview.show_paper(lambda: PDF, at_once=True)
    return Bench(desk, preview, acts, opener, printers, prompts, drafts)


def to_file(file: Path, **facts: Any) -> QPrinter:
    """Return a printer that writes a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(facts.get("resolution", 150))
    printer.setPageSize(QPageSize(facts.get("size", QPageSize.PageSizeId.A4)))
    return printer


def act(bench: Bench, words: str) -> QAction:
    return next(a for a in bench.acts.menu(bench.preview).actions() if a.text().startswith(words))


def test_the_button_and_its_key_open_a_well_named_file(bench: Bench, qtbot: QtBot) -> None:
    bench.preview.open.click()
    qtbot.keyClick(bench.preview.pages, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert [file.name for file in bench.opener.files] == ["P-2026-0412- revision 1.pdf"] * 2
    assert bench.opener.files[0] != bench.opener.files[1]
    assert all(file.read_bytes() == PDF for file in bench.opener.files)
    assert bench.opener.files[0].parent.parent.stat().st_mode & 0o077 == 0


def test_the_menu_beside_it_says_what_else_can_be_done(bench: Bench) -> None:
    texts = [action.text() for action in bench.acts.menu(bench.preview).actions()]
    assert texts == ["Save PDF", "Print\tCtrl+P", "E-mail draft", "Copy file\tCtrl+C"]
    assert bench.preview.more.accessibleName() == "More for this PDF"
    for button in (bench.preview.open, bench.preview.more):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_it_is_saved_where_a_person_says(bench: Bench, tmp_path: Path) -> None:
    bench.prompts.expect("save_file", tmp_path / "plan.pdf")
    act(bench, "Save PDF").trigger()
    assert (tmp_path / "plan.pdf").read_bytes() == PDF
    assert bench.desk.notices.text() == "Saved as plan.pdf."
    bench.prompts.expect("save_file", tmp_path / "nowhere" / "plan.pdf")
    act(bench, "Save PDF").trigger()
    assert "cannot be written" in bench.desk.notices.text()


def test_it_is_printed_page_by_page_as_it_is_shown(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    bench.printers.printer = to_file(tmp_path / "out.pdf")
    qtbot.keyClick(bench.preview.pages, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert bench.printers.asked == [("Print P-2026-0412: revision 1", 3)]
    assert bench.desk.notices.text() == "3 pages were printed."
    printed = (tmp_path / "out.pdf").read_bytes()
    with opened(printed) as document:
        assert len(document) == 3
    for page in range(3):
        assert unlike(draw(printed, page, 600), draw(PDF, page, 600)) < 0.03


def unlike(one: Any, other: Any) -> float:
    """Return the share of the points of two pictures that are clearly of another lightness."""
    width, height = one.picture.width(), min(one.picture.height(), other.picture.height())
    points = [(x, y) for x in range(0, width, 5) for y in range(0, height, 5)]
    far = sum(
        abs(one.picture.pixelColor(x, y).lightness() - other.picture.pixelColor(x, y).lightness()) > 60
        for x, y in points
    )
    return far / len(points)


def test_a_page_is_made_to_fit_another_paper(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", size=QPageSize.PageSizeId.Letter)
    assert print_pdf(PDF, printer, Progress()) == 3
    with opened((tmp_path / "out.pdf").read_bytes()) as document:
        wide, high = document.get_page_size(0)
    assert (round(wide), round(high)) == (612, 792)
    picture = draw((tmp_path / "out.pdf").read_bytes(), 0, 612).picture
    bar = [x for x in range(612) if picture.pixelColor(x, 62).name() != "#ffffff"]
    scale = 792 / A4[1]
    assert abs((bar[-1] - bar[0]) - (A4[0] - 80) * scale) < 6
    assert abs((bar[0] + bar[-1]) / 2 - 306) < 4


def test_pages_copies_and_order_are_honoured(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    assert chosen_pages(printer, 3) == [0, 1, 2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert chosen_pages(printer, 3) == [1, 2]
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    assert chosen_pages(printer, 3) == [0, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 3) == [2, 0]
    printer.setCopyCount(2)
    if not printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
        assert chosen_pages(printer, 3) == [2, 0, 2, 0]
        printer.setCollateCopies(False)
        assert chosen_pages(printer, 3) == [2, 2, 0, 0]
    count = print_pdf(PDF, printer, Progress())
    printed = (tmp_path / "out.pdf").read_bytes()
    with opened(printed) as document:
        assert len(document) == count
    assert first_colour(printed) == COLOURS[2]


def first_colour(pdf: bytes) -> str:
    picture = draw(pdf, 0, 600).picture
    red, green, blue, _ = picture.pixelColor(300, 65).getRgb()
    return min(
        COLOURS,
        key=lambda name: sum(abs(a - b) for a, b in zip((red, green, blue), parts(name), strict=True)),
    )


def parts(name: str) -> tuple[int, int, int]:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def test_printing_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    progress, told = Progress(), []

    def stop(done: int, total: int, words: str) -> None:
        told.append((done, total))
        if done == 1:
            progress.cancel()

    progress.reported.connect(stop)
    with pytest.raises(Cancelled):
        print_pdf(PDF, to_file(tmp_path / "out.pdf"), progress)
    assert told == [(0, 3), (1, 3)]


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf")
def test_a_printer_that_takes_nothing_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.printers.printer = to_file(tmp_path / "nowhere" / "out.pdf")
    act(bench, "Print").trigger()
    assert bench.desk.notices.text().startswith("The printer did not take the pages.")


def test_without_a_printer_a_sentence_says_so(bench: Bench) -> None:
    bench.printers.installed = False
    act(bench, "Print").trigger()
    assert bench.printers.asked == []
    assert bench.desk.notices.text().startswith("No printer is set up on this computer.")


def test_leaving_the_print_dialog_prints_nothing(bench: Bench) -> None:
    act(bench, "Print").trigger()
    assert len(bench.printers.asked) == 1
    assert bench.desk.notices.text() == ""


def test_a_draft_opens_in_the_mail_program(bench: Bench) -> None:
    act(bench, "E-mail draft").trigger()
    (file,) = bench.opener.files
    assert file.name == "P-2026-0412.eml"
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", "noura@mailbox.example")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "p-2026-0412-revision-1.pdf"
    assert sha256(attached.get_content()).digest() == sha256(PDF).digest()
    bench.drafts.address = ""
    act(bench, "E-mail draft").trigger()
    assert bench.desk.notices.text() == "No mail address is on the record yet."


def test_the_file_is_copied_for_a_chat_window(bench: Bench, qtbot: QtBot) -> None:
    bench.preview.pages.setFocus()
    qtbot.keyClick(bench.preview.pages, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    (url,) = data.urls()
    assert Path(url.toLocalFile()).read_bytes() == PDF
    assert bytes(data.data(GNOME_COPIED).data()).startswith(b"copy\nfile:///")
    assert "is copied" in bench.desk.notices.text()


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, Qt.DropAction]]:
    """What was dragged: the bytes of the file, and what may be done with it."""
    seen: list[tuple[bytes, Qt.DropAction]] = []

    def run(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        (url,) = drag.mimeData().urls()
        seen.append((Path(url.toLocalFile()).read_bytes(), action))
        return action

    monkeypatch.setattr(QDrag, "exec", run)
    return seen


@pytest.mark.parametrize("part", ["page", "button"])
def test_page_and_button_are_dragged_out_as_a_file(
    bench: Bench, drags: list[tuple[bytes, Qt.DropAction]], part: str
) -> None:
    from_widget = bench.preview.pages.viewport() if part == "page" else bench.preview.open
    pull(from_widget, QPoint(20, 12), QPoint(60, 30))
    assert drags == [(PDF, Qt.DropAction.CopyAction)]
    assert bench.opener.files == []


def pull(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press on a widget, move and let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        event = QMouseEvent(
            kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)


def test_nothing_happens_while_there_is_no_paper(open_window: MakeWindow, qtbot: QtBot) -> None:
    _, desk = open_window([])
    holder = QWidget()
    qtbot.addWidget(holder)
    acts = PaperActs(desk, holder, lambda: None)
    for call in (acts.open, acts.save, acts.print_, acts.mail, acts.copy):
        call()
    acts.drag(holder)
    assert desk.notices.text() == ""


@pytest.mark.parametrize(
    ("name", "file"),
    [("../etc/passwd", "-etc-passwd.pdf"), ("a\nb", "ab.pdf"), ("", "document.pdf"), ("..", "document.pdf")],
)
def test_a_file_name_never_leaves_its_folder(name: str, file: str) -> None:
    assert PaperFile(name, lambda: PDF).file_name == file


def test_the_paper_layout_of_the_printer_is_used_whole(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    layout: QPageLayout = printer.pageLayout()
    assert layout.pageSize().id() == QPageSize.PageSizeId.A4
    print_pdf(paper(1), printer, Progress())
    picture = draw((tmp_path / "out.pdf").read_bytes(), 0, 595).picture
    assert picture.pixelColor(300, 65).name() != "#ffffff"
    assert picture.pixelColor(300, 30).name() == "#ffffff"


def test_pages_are_printed_beside_the_window(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    failures: list[Exception] = []
    runner = ThreadRunner(failures.append)
    object.__setattr__(bench.desk, "runner", runner)
    bench.printers.printer = to_file(tmp_path / "out.pdf", resolution=300)
    act(bench, "Print").trigger()
    qtbot.waitUntil(bench.preview.strip.isVisible)
    assert bench.preview.strip.bar.accessibleName() == "Printing P-2026-0412: revision 1"
    qtbot.waitUntil(lambda: bench.desk.notices.text() == "3 pages were printed.")
    qtbot.waitUntil(bench.preview.strip.isHidden)
    with opened((tmp_path / "out.pdf").read_bytes()) as document:
        assert len(document) == 3
    assert failures == []
    assert runner.close()


@pytest.mark.parametrize("taken", [True, False])
def test_the_systems_own_dialog_asks_for_the_printer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    seen: list[tuple[str, int, int]] = []

    def run(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        seen.append((dialog.windowTitle(), dialog.minPage(), dialog.maxPage()))
        code = QPrintDialog.DialogCode
        return code.Accepted if taken else code.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", run)
    printer = DesktopPrinters().choose(bench.preview, "Print P-2026-0412", 3)
    assert seen == [("Print P-2026-0412", 1, 3)]
    assert (printer is not None) == taken
    if printer is not None:
        assert printer.docName() == "Print P-2026-0412"
