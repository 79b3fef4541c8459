"""The import page as people use it: a file, corrections, a question, the import, and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import Counts, ImportField, ImportKind
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.page import CHECK, DONE, FILE, ImportPage
from clinicdesk.ui.pages import pages
from clinicdesk.ui.prompts import ScriptedPrompts
from clinicdesk.ui.tasks import Cancelled, Progress, Task

SHEET = (
    "Name;Phone;Birth date;Treatment date;Treatment;Cột P\n"
    "Ann Lee;+64 21 555 017;14/08/1971;05/03/2026;Crown 11;x\n"
    "Bo Li;0905 55;02/10/1979;28/06/2024;;\n"
    ";+64 21 555 019;;;;\n"
    "=1+1;+64 21 555 020;;31/02/2025;;\n"
)


class Screen:
    """The page on stage in a real window with real services."""

    def __init__(self, desk: Desk, services: Services, prompts: ScriptedPrompts, folder: Path) -> None:
        self.desk, self.services, self.prompts, self.folder = desk, services, prompts, folder
        desk.navigator.open_record("import", "patients")
        page = desk.navigator.page("import")  # type: ignore[attr-defined]
        assert isinstance(page, ImportPage)
        self.page = page

    def write(self, text: str = SHEET, name: str = "people.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def choose(self, text: str = SHEET, name: str = "people.csv") -> None:
        self.prompts.expect("open_file", self.write(text, name))
        self.page.file.choose.click()

    def step(self) -> int:
        return self.page.steps.currentIndex()

    def counts(self) -> Counts:
        assert self.page.draft is not None
        assert self.page.draft.plan is not None
        return self.page.draft.plan.counts

    def shown(self) -> dict[str, str]:
        return {key: number.text() for key, number in self.page.check.sums.numbers.items()}


@pytest.fixture
def screen(
    open_window: Callable[..., tuple[object, Desk]], storage: Storage, clock: FixedClock, tmp_path: Path
) -> Screen:
    services = Services(Context(storage, clock))
    prompts = ScriptedPrompts()
    wanted = [entry for entry in pages() if entry.id in {"import", "settings"}]
    window, desk = open_window(wanted, services=services, prompts=prompts)
    window.show()  # type: ignore[attr-defined]
    return Screen(desk, services, prompts, tmp_path)


def test_the_numbers_shown_add_up_and_nothing_is_written(screen: Screen) -> None:
    screen.choose()
    assert screen.step() == CHECK
    assert screen.page.head.take.hasFocus()
    assert screen.shown() == {"read": "4", "created": "1", "updated": "0", "skipped": "0", "rejected": "3"}
    assert screen.services.imports.batches() == ()
    assert screen.page.head.file.text() == "people.csv, UTF-8"


def test_every_column_says_where_it_goes_and_how_it_reads(screen: Screen) -> None:
    screen.choose()
    rows = screen.page.check.columns.rows
    assert [rows[index].field.currentText() for index in range(6)] == [
        "Name", "Phone", "Birth date", "Treatment date", "Treatment, text", "Do not import",
    ]  # fmt: skip
    assert rows[1].state.accessibleName() == "1 unreadable"
    assert rows[3].state.accessibleName() == "1 unreadable"
    assert rows[5].states.currentWidget() is rows[5].left_out
    assert rows[1].field.accessibleName() == "Where “Phone” goes"


def test_a_column_corrected_by_keyboard_is_judged_again(screen: Screen, qtbot: QtBot) -> None:
    screen.choose("who;number;x\nAnn Lee;+64 21 555 017;1\n")
    assert screen.counts().rejected == 1
    assert screen.page.head.take.text() == "Nothing to import"
    for column, letters in ((0, "Name"), (1, "Phone")):
        combo = screen.page.check.columns.rows[column].field
        combo.setFocus()
        qtbot.keyClicks(combo, letters)
        assert combo.hasFocus()
    assert screen.counts() == Counts(read=1, created=1)
    assert screen.page.draft is not None
    assert screen.page.draft.mapping[1] is ImportField.PHONE
    assert screen.page.head.take.text() == "Import 1 row"


QUESTION = (
    "name;phone;treatment;treatment date\n"
    "Ann Lee;+6421555017;Crown;05/03/2026\n"
    "Bo;+6421555018;Crown;04/02/2026\n"
)


def test_a_question_comes_before_the_import_and_the_button_goes_to_it(screen: Screen, qtbot: QtBot) -> None:
    screen.choose(QUESTION)
    assert screen.page.head.take.text() == "Import 2 rows · answer 1 first"
    (card,) = screen.page.check.cards
    assert not card.use.isEnabled()
    screen.page.head.take.click()
    assert screen.step() == CHECK
    choice = card.choices[DateOrder.DAY_FIRST]
    assert choice.hasFocus()
    assert choice.text() == "5 March 2026"
    month = card.choices[DateOrder.MONTH_FIRST]
    month.setFocus()
    qtbot.keyClick(month, Qt.Key.Key_Space)
    assert card.use.text() == "Use month first"
    card.use.click()
    assert screen.page.check.cards == []
    screen.page.head.take.click()
    assert screen.step() == DONE


def test_dates_of_both_kinds_propose_the_more_frequent_and_count_what_each_rejects(screen: Screen) -> None:
    rows = "".join(f"P{n} Lee;+64215550{n:02};{25 if n else 3}/0{n % 8 + 1}/2025\n" for n in range(10))
    screen.choose("name;phone;treatment date\n" + rows + "Us Guy;+6421555099;06/27/2025\n")
    (card,) = screen.page.check.cards
    assert card.choices[DateOrder.DAY_FIRST].isChecked()
    assert "suggested: 9 dates prove it, rejects 1 row" in card.choices[DateOrder.DAY_FIRST].accessibleName()
    assert "1 date proves it, rejects 9 rows" in card.choices[DateOrder.MONTH_FIRST].accessibleName()
    card.use.click()
    assert screen.counts().rejected == 1
    turn = screen.page.check.columns.rows[2].order
    assert turn.isVisible()
    turn.click()
    assert screen.counts().rejected == 9


def test_rejected_rows_are_listed_and_saved_so_that_no_cell_is_a_formula(screen: Screen) -> None:
    screen.choose()
    model = screen.page.check.rejected.table.rows
    assert [[model.index(y, x).data() for x in range(3)] for y in range(3)] == [
        ["3", "Bo Li", "Phone 0905 55 has too few digits"],
        ["4", "(empty)", "Row has no name"],
        ["5", "=1+1", "Date 31/02/2025 does not exist"],
    ]
    target = screen.folder / "bad.csv"
    screen.prompts.expect("save_file", target)
    screen.page.check.rejected.save.click()
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "'=1+1,'+64 21 555 020" in text
    assert "Phone 0905 55 has too few digits" in text
    screen.page.take_file(target)
    assert screen.counts().read == 3
    assert [row.name for row in screen.page.draft.plan.rejected] == ["Bo Li", "", "=1+1"]  # type: ignore[union-attr]


def test_a_file_that_cannot_be_written_gives_a_sentence(screen: Screen) -> None:
    screen.choose()
    screen.prompts.expect("save_file", screen.folder / "nowhere" / "bad.csv")
    screen.page.save_rejected()
    assert "cannot be written" in screen.desk.notices.words.text()


def test_a_file_that_is_no_table_gives_a_sentence_and_keeps_the_step(screen: Screen) -> None:
    path = screen.folder / "paper.pdf"
    path.write_bytes(b"%PDF-1.7")
    screen.page.take_file(path)
    assert screen.step() == FILE
    assert screen.page.file.complaint.text().startswith("paper.pdf is no table.")


def test_a_dropped_file_is_read(screen: Screen) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(screen.write()))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.page.dropEvent(event)
    assert screen.step() == CHECK


def test_the_import_is_written_and_taken_back(screen: Screen) -> None:
    screen.choose()
    screen.page.head.take.click()
    assert screen.step() == DONE
    assert [batch.counts.created for batch in screen.services.imports.batches()] == [1]
    assert "import 1, 17 November 2026" in screen.page.done.tag.text()
    screen.prompts.expect("confirm", False)
    screen.page.done.undo.click()
    assert screen.services.imports.batches()[0].undone_at is None
    screen.prompts.expect("confirm", True)
    screen.page.done.undo.click()
    assert screen.services.imports.batches()[0].undone_at is not None
    assert not screen.page.done.undo.isVisible()
    assert "taken back" in screen.page.done.state.accessibleName()


def test_an_earlier_import_can_be_taken_back_from_the_first_step(screen: Screen) -> None:
    screen.choose()
    screen.page.head.take.click()
    screen.page.done.more.click()
    assert screen.step() == FILE
    (button,) = screen.page.file.past.buttons.values()
    assert button.accessibleName() == "Take back the import of people.csv"
    screen.prompts.expect("confirm", True)
    button.click()
    assert screen.page.file.past.buttons == {}


def test_the_same_file_again_says_that_there_is_nothing_to_import(screen: Screen) -> None:
    screen.choose()
    screen.page.head.take.click()
    screen.page.done.more.click()
    screen.choose()
    assert screen.counts() == Counts(read=4, skipped=1, rejected=3)
    assert not screen.page.head.take.isEnabled()
    model = screen.page.check.matches.table.rows
    assert model.index(0, 3).data() == "nothing new, is skipped; same row as in an earlier import"


def test_leads_say_what_happens_to_old_inquiries(screen: Screen) -> None:
    screen.desk.navigator.open_record("import", "leads")
    assert screen.page.title == "Import leads"
    assert screen.page.file.kind.current() == ImportKind.LEADS.value
    assert "older than 30 days come in as lost" in screen.page.file.note.text()
    screen.choose("name;phone;message;received\nAnn Lee;+6421555017;Implants;2026-11-16\n")
    assert "older than 30 days come in as lost" in screen.page.check.columns.foot.text()
    screen.page.head.take.click()
    assert screen.services.imports.batches()[0].kind is ImportKind.LEADS


class Impatient:
    """A runner whose person cancels every job at its first report after ``patience`` reports."""

    def __init__(self, patience: int) -> None:
        self.patience = patience

    def run(self, job: Callable[..., object], done: Callable[..., None], failed: object = None) -> Task:
        task = Task(done, self._unexpected)
        progress = task.progress
        progress.reported.connect(self._count)
        self.progress: Progress = progress
        try:
            task.finish(job(progress), None)
        except Cancelled as cancelled:
            task.finish(None, cancelled)
        return task

    def _unexpected(self, error: Exception) -> None:
        raise error

    def _count(self, *_: object) -> None:
        self.patience -= 1
        if self.patience == 0:
            self.progress.cancel()


@pytest.mark.parametrize("patience", [1, 2])
def test_a_cancelled_import_stays_at_the_check_and_writes_nothing(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, patience: int
) -> None:
    screen.choose()
    runner = Impatient(patience)
    monkeypatch.setattr(screen.desk.runner, "run", runner.run)
    screen.page.head.take.click()
    assert screen.step() == CHECK
    assert screen.services.imports.batches() == ()
    assert screen.page.steps.isEnabled()
    assert screen.page.head.take.isEnabled()
    monkeypatch.undo()
    screen.page.head.take.click()
    assert screen.step() == DONE


def test_people_changed_meanwhile_are_judged_again(screen: Screen) -> None:
    screen.choose()
    before = screen.counts()
    screen.desk.commands.do(
        screen.services.patients.add,
        name="Ann Lee",
        contacts=screen.page.draft.plan.entries[0].facts.addresses.values(),  # type: ignore[union-attr]
    )
    assert (before.created, screen.counts().created) == (1, 0)


def test_markup_in_names_stays_letters(screen: Screen) -> None:
    screen.choose("name;phone\n<b>Ann</b>;12\n")
    model = screen.page.check.rejected.table.rows
    assert model.index(0, 1).data() == "<b>Ann</b>"
    assert "&lt;b&gt;" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_back_returns_to_the_file_and_then_to_the_page_before(screen: Screen) -> None:
    screen.choose()
    screen.page.head.back.click()
    assert screen.step() == FILE
