"""The bar at the foot while patients are ticked: who they are, and what can be done with all of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, column, row

HEIGHT = 62


class BulkBar(Plane):
    """Count, what is known of them, and the buttons."""

    owner_chosen = Signal(int)
    exported = Signal()
    cleared = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the bar, hidden."""
        super().__init__("tint", (16, 0, 16, 0))
        self._desk = desk
        t, look = desk.t, desk.look
        self.setFixedHeight(look.theme.px(HEIGHT))
        self._count = label("", Role.NAME)
        self._says = ElidedLabel(look, "", Role.CAPTION, "t2")
        self.owner = Button(look, t("Choose owner"), icon="users")
        self.export = Button(look, "", icon="table-export")
        self.clear = Button(look, t("Clear"), keys=("Esc",))
        self.export.clicked.connect(self.exported)
        self.clear.clicked.connect(self.cleared)
        line = row(
            column(None, self._count, self._says, None), self.owner, self.export, self.clear, spacing=10
        )
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.hide()

    def offer_staff(self) -> None:
        """Offer everybody who works here as the new owner."""
        menu = QMenu(self)
        for member in self._desk.services.staff.all():
            if member.active and not member.dentist:
                action = menu.addAction(member.name.replace("&", "&&"))
                action.triggered.connect(lambda _=False, who=member.id: self.owner_chosen.emit(who))
        self.owner.set_menu(menu)

    def show_ticked(self, count: int, total: int) -> None:
        """Show how many are ticked; the bar goes where none are."""
        t = self._desk.t
        self.setVisible(bool(count))
        self._count.setText(t.n("{count} selected", "{count} selected", count))
        every = count == total
        said = t("Everybody that was found.") if every else t("Ctrl+A selects everybody that was found.")
        self._says.set_text(said)
        self.export.set_look(text=t.n("Export {count}", "Export {count}", count))
