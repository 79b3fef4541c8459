"""The head of the import page: the way back, the file, the three steps, and the import button."""

from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.draft import Draft
from clinicdesk.ui.imports.step_marks import StepMarks
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, IconButton
from clinicdesk.ui.widgets.labels import ElidedLabel, IconLabel, label
from clinicdesk.ui.widgets.planes import Plane, row

CHECK = 1
STEPS = (marked("File"), marked("Check"), marked("Done"))


class Head(Plane):
    """Title, file name, steps; the button says how many rows it takes, or how many answers come first."""

    def __init__(self, desk: Desk) -> None:
        """Make the head."""
        super().__init__("head", (16, 10, 16, 10))
        self._desk = desk
        t, look = desk.t, desk.look
        self.back = IconButton(look, "arrow-left", t("Back"))
        self.title = label("", Role.PAGE_TITLE)
        self.file_icon = IconLabel(look, "file-text", size=16)
        self.file = ElidedLabel(look, "", Role.BODY, "t2")
        self.steps = StepMarks(look, [t(words) for words in STEPS])
        self.take = Button(look, "", kind="primary")
        line = row(self.back, self.title, self.file_icon, self.file, self.steps, 6, self.take, spacing=10)
        line.setStretch(3, 1)
        self.column.addLayout(line)
        self.setFixedHeight(desk.theme.px(58))

    def show_step(self, step: int, title: str, draft: Draft | None) -> None:
        """Show where the import is."""
        self.title.setText(title)
        self.steps.go_to(step)
        for part in (self.file_icon, self.file):
            part.setVisible(draft is not None)
        if draft is not None:
            self.file.set_text(self._source(draft))
        self.take.setVisible(step == CHECK)
        if draft is not None and draft.plan is not None:
            self._say(draft)

    def lock(self, locked: bool) -> None:
        """Take no click while a job runs."""
        self.back.setEnabled(not locked)
        self.take.setEnabled(not locked and self._ready)

    _ready = True

    def _say(self, draft: Draft) -> None:
        t = self._desk.t
        plan = draft.plan
        questions = len(plan.questions) if plan else 0
        words = t.n("Import {count} row", "Import {count} rows", draft.rows)
        if questions:
            answers = t.n("answer {count} first", "answer {count} first", questions)
            words = t("{act} · {first}", act=words, first=answers)
        self._ready = bool(questions or draft.rows)
        if not self._ready:
            words = t("Nothing to import")
        self.take.set_look(text=words, kind="soft" if questions else "primary")
        self.take.setEnabled(self._ready)

    def _source(self, draft: Draft) -> str:
        """Return the file's name, with its sheet or its encoding where that helps to know it again."""
        sheet = draft.sheet
        if sheet is None:
            return draft.path.name
        named = sheet.name if sheet.name != draft.path.name else sheet.encoding.upper().removesuffix("-SIG")
        return ", ".join(part for part in (draft.path.name, named) if part)
