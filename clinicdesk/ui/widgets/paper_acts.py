"""What is done with a finished paper everywhere: open, save, print, send as a draft, copy, drag out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from clinicdesk.domain.errors import ClinicError, Conflict
from clinicdesk.domain.messages import MailFile, PaperMail
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.opener import opener_of
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.tasks import Progress, Task

ILLEGAL = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))
GNOME_COPIED = "x-special/gnome-copied-files"
DRAGGED_ICON = 32

MakePdf = Callable[[], bytes]
Follow = Callable[[Task, str], None]


@dataclass(frozen=True)
class PaperFile:
    """A paper as it leaves the program: ``name`` is its file's, without suffix; ``make`` runs on a worker.

    ``mail`` says whom a draft goes to, None where none is offered; ``beside`` are files that go with the
    mail, by their names with suffix.
    """

    name: str
    make: MakePdf
    mail: PaperMail | None = None
    beside: Mapping[str, MakePdf] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """The name of the PDF file, which every system takes."""
        bare = "".join(c for c in self.name.translate(ILLEGAL) if c.isprintable()).strip(" .")
        return f"{bare[:120] or 'document'}.pdf"


class PaperActs:
    """The acts of one place where a paper is shown; ``paper`` says which, None while there is none."""

    def __init__(self, desk: Desk, window: QWidget, paper: Callable[[], PaperFile | None]) -> None:
        """Act on what ``paper`` returns; dialogs stand over the window of ``window``."""
        self._desk, self._window, self._paper = desk, window, paper
        self._follow: Follow = lambda _task, _words: None

    def follow_with(self, follow: Follow) -> None:
        """Show how far printing is by ``follow``, which takes the task and what is being done."""
        self._follow = follow

    def menu(self, parent: QWidget) -> QMenu:
        """Return everything beside opening the PDF."""
        t, actions, menu = self._desk.t, self._desk.actions, QMenu(parent)
        paper = self._paper()
        menu.addAction(t("Save PDF"), self.save)
        # The tab puts the keys at the end of the line; the preview binds them.
        menu.addAction(f"{t('Print')}\t{'+'.join(actions.caps('paper-print'))}", self.print_)
        if paper is not None and paper.mail is not None:
            menu.addAction(t("E-mail draft"), self.mail)
        menu.addAction(f"{t('Copy file')}\t{'+'.join(actions.caps('paper-copy'))}", self.copy)
        return menu

    def open(self) -> None:
        """Open the PDF in the program that belongs to it, from a folder that nobody else can read."""

        def opened(file: Path) -> None:
            if not opener_of(self._desk).open_file(file):
                words = self._desk.t("No program took the PDF. It is at {file}.", file=str(file))
                self._desk.notices.fail(words)

        self._with_file(opened)

    def save(self) -> None:
        """Ask where to and write the PDF there."""
        paper, t = self._paper(), self._desk.t
        if paper is None:
            return
        kinds = [FileKind(t("PDF documents"), ("*.pdf",))]
        file = self._desk.prompts.save_file(t("Save {name}", name=paper.name), paper.file_name, kinds)
        if file is None:
            return

        def write(_: Progress) -> Path:
            return _written(file, paper.make())

        self._run(write, lambda saved: self._desk.notices.say(t("Saved as {file}.", file=saved.name)))

    def print_(self) -> None:
        """Ask for printer, pages and copies, and print beside the window's own work."""
        from clinicdesk.ui.printing import printers_of

        paper, t = self._paper(), self._desk.t
        if paper is None:
            return
        if not printers_of(self._desk).any():
            words = t("No printer is set up on this computer. Save the PDF and print it elsewhere.")
            self._desk.notices.fail(words)
            return
        self._run(lambda _: paper.make(), partial(self._ask_and_print, paper.name))

    def _ask_and_print(self, name: str, pdf: bytes) -> None:
        from clinicdesk.ui.printing import print_pdf, printers_of
        from clinicdesk.ui.widgets.pdf_pages import opened

        t = self._desk.t
        with opened(pdf) as document:
            pages = len(document)
        title = t("Print {name}", name=name)
        printer = printers_of(self._desk).choose(self._window.window(), title, pages)
        if printer is None:
            return

        def said(count: int) -> None:
            self._desk.notices.say(t.n("{count} page was printed.", "{count} pages were printed.", count))

        task = self._desk.runner.run(
            lambda progress: print_pdf(pdf, printer, progress), said, self._desk.commands.tell
        )
        self._follow(task, t("Printing {name}", name=name))

    def mail(self) -> None:
        """Prepare an e-mail with the PDF in it and open it in the mail program; a person sends it."""
        paper = self._paper()
        if paper is None or paper.mail is None:
            return

        def make(_: Progress) -> list[MailFile]:
            files = [MailFile(paper.file_name, paper.make())]
            return files + [MailFile(name, content()) for name, content in paper.beside.items()]

        self._run(make, partial(self._open_draft, paper.mail))

    def _open_draft(self, mail: PaperMail, files: list[MailFile]) -> None:
        desk, t = self._desk, self._desk.t
        done = desk.commands.do(desk.services.mail_drafts.prepare, mail, files)
        if done is None:
            return
        try:
            file = _written(self._place() / f"{mail.number.translate(ILLEGAL)}.eml", done.value)
        except ClinicError as error:
            desk.commands.tell(error)
            return
        if not opener_of(desk).open_file(file):
            desk.notices.fail(t("No mail program took the draft. It is at {file}.", file=str(file)))

    def copy(self) -> None:
        """Put the PDF on the clipboard as a file, to be pasted into a chat or a folder."""
        t = self._desk.t

        def copied(file: Path) -> None:
            QGuiApplication.clipboard().setMimeData(file_data(file))
            self._desk.notices.say(t("{file} is copied: paste it in a chat or a folder.", file=file.name))

        self._with_file(copied)

    def drag(self, source: QWidget) -> None:
        """Drag the PDF as a file out of ``source``, to a chat window or a folder; it is copied there."""
        paper = self._paper()
        if paper is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            # At once: the hand that drags does not wait for a worker.
            file = _written(self._place() / paper.file_name, paper.make())
        except ClinicError as error:
            self._desk.commands.tell(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        drag = QDrag(source)
        drag.setMimeData(file_data(file))
        side = self._desk.look.theme.px(DRAGGED_ICON)
        icon = self._desk.icons.pixmap("file-type-pdf", side, "accent", source.devicePixelRatioF())
        drag.setPixmap(icon)
        drag.setHotSpot(QPoint(side // 2, side // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def _with_file(self, done: Callable[[Path], None]) -> None:
        """Write the PDF where programs can read it, then call ``done`` with its file."""
        paper = self._paper()
        if paper is None:
            return
        folder = self._place()
        self._run(lambda _: _written(folder / paper.file_name, paper.make()), done)

    def _place(self) -> Path:
        """Return a new folder inside of one that nobody else can read and that goes with the program.

        Each file has its own: what was copied before stays as it was for whoever reads it later.
        """
        place = Path(_folder().name) / str(next(_numbers))
        place.mkdir(parents=True)
        return place

    def _run(self, job: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self._desk.runner.run(job, done, self._desk.commands.tell)


_numbers = count(1)


@cache
def _folder() -> TemporaryDirectory[str]:
    """Return the folder of this run; it outlives the sheet that a paper was opened from."""
    return TemporaryDirectory(prefix="clinicdesk-paper-", ignore_cleanup_errors=True)


def file_data(file: Path) -> QMimeData:
    """Return a file as clipboards and drags carry it: its address, to be copied and not moved."""
    data = QMimeData()
    url = QUrl.fromLocalFile(str(file))
    data.setUrls([url])
    data.setData(GNOME_COPIED, b"copy\n" + url.toEncoded().data())
    return data


def _written(file: Path, content: bytes) -> Path:
    try:
        file.write_bytes(content)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise Conflict(marked("The file cannot be written: {problem}."), problem=problem) from error
    return file
