"""What a plan without a trip shows: the templates to start from, or an empty trip."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.plans.reading import catalogue_language
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button, small
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row

ACROSS = 3
TEMPLATES = marked("Take a template with its visits and lines, or begin with an empty trip.")


class StartBox(Plane):
    """Buttons of the templates; ``chosen`` carries a template's key, empty for an empty trip."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Offer the templates of the catalogue."""
        super().__init__("card", (20, 18, 20, 18), 10)
        t = desk.t
        self.add(
            label(t("How does the treatment go?"), Role.SECTION),
            label(
                t(TEMPLATES),
                Role.BODY,
                tone="t2",
                wrap=True,
            ),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        self.buttons: dict[str, Button] = {}
        for place, template in enumerate(desk.services.catalogue.plan_templates(catalogue_language(desk))):
            button = Button(desk.look, template.name, icon="file-text")
            button.clicked.connect(partial(self.chosen.emit, template.key))
            self.buttons[template.key] = button
            grid.addWidget(button, place // ACROSS, place % ACROSS)
        self.column.addLayout(grid)
        self.empty = small(desk.look, t("An empty trip"), icon="plus")
        self.empty.clicked.connect(partial(self.chosen.emit, ""))
        self.column.addLayout(row(self.empty, None))
