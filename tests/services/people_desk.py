"""A desk for tests of people and leads: services over a fresh clinic, and a clock that can be moved."""

from datetime import datetime, timedelta
from typing import Any

from clinicdesk.domain.board import BoardQuery, Card
from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.leads import Lead
from clinicdesk.domain.people import Contact, ContactKind, Role, StaffMember
from clinicdesk.services import Services
from clinicdesk.services.context import Context
from clinicdesk.storage.work import Storage
from tests import make

PHONE = Contact(ContactKind.PHONE, "0901 234 567")
MAIL = Contact(ContactKind.EMAIL, "hung@mail.example")


class Desk(Services):
    """The services with their clock at hand."""

    def __init__(self, storage: Storage, actor: StaffMember | None = None) -> None:
        self.clock: FixedClock = make.clock()
        super().__init__(Context(storage, self.clock, actor))

    def inquiry(self, **facts: Any) -> Lead:
        """Take in an inquiry with good defaults."""
        defaults: dict[str, Any] = {"channel": "whatsapp", "request": "Two implants, lower right."}
        if "patient_id" not in facts:
            defaults |= {"name": "Nguyễn Văn Hùng", "country": "VN", "language": "vi", "contacts": [PHONE]}
        return self.leads.receive(**(defaults | facts)).value

    def card(self, lead: Lead, query: BoardQuery | None = None) -> Card | None:
        """Return the lead's card on the board; None where it is not shown."""
        board = self.leads.board(query or BoardQuery())
        return next((c for column in board.columns for c in column.cards if c.lead_id == lead.id), None)

    def kinds(self) -> list[str]:
        """Return the kinds on today's due list."""
        return [row.kind.value for row in self.followups.due_list().rows]

    def later(self, **by: float) -> datetime:
        """Move the clock and return the new instant."""
        self.clock.move(timedelta(**by))
        return self.clock.now()


def owner() -> StaffMember:
    return StaffMember(1, "Linh Trần", Role.OWNER)
