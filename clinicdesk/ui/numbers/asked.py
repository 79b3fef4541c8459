"""What a figure asks for when it is opened: who is behind it, and who is missing from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from clinicdesk.domain.numbers import Figure
from clinicdesk.domain.returning import ReturningFigure
from clinicdesk.domain.text import marked

AnyFigure = Figure | ReturningFigure

FAMILIES: tuple[Mapping[AnyFigure, str], ...] = (
    {Figure.INQUIRIES: marked("All inquiries")},
    {
        Figure.REPLIED_IN_TIME: marked("Replied in time"),
        Figure.REPLIED_LATE: marked("Late, or not at all"),
    },
    {Figure.PLAN_SENT: marked("Plan sent"), Figure.PLAN_MISSING: marked("No plan")},
    {
        Figure.DEPOSIT_PAID: marked("Deposit paid"),
        Figure.DEPOSIT_MISSING: marked("Plan, but no deposit"),
        Figure.CANCELLED: marked("Paid back in full"),
    },
    {Figure.ARRIVED: marked("Arrived"), Figure.NOT_ARRIVED: marked("Did not come")},
    {Figure.LEAK: marked("Went no further")},
    {
        ReturningFigure.CONTACTED: marked("Contacted on schedule"),
        ReturningFigure.NOT_CONTACTED: marked("Due, not contacted"),
        ReturningFigure.NOT_CONTACTABLE: marked("May not be contacted"),
    },
    {
        ReturningFigure.RECALL_BOOKED: marked("Booked after the recall"),
        ReturningFigure.RECALL_NOT_BOOKED: marked("Recalled, not booked"),
    },
    {ReturningFigure.RETURNING: marked("Returning patients who paid")},
    {ReturningFigure.REACTIVATED: marked("Past patients who booked again")},
    {ReturningFigure.NEW_PATIENTS: marked("New patients who booked")},
)
"""Figures that are shown side by side in one list of names, each with its words."""


@dataclass(frozen=True)
class Asked:
    """A figure that was opened, of one channel, market or coordinator; None for all."""

    figure: AnyFigure
    group: str | None = None

    @property
    def family(self) -> Mapping[AnyFigure, str]:
        """Return the figures that are offered beside this one, with their words, marked."""
        return next(family for family in FAMILIES if self.figure in family)
