"""The example under the opening hours: when a message of Monday afternoon must be answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.hours import Interval, OpeningHours, first_reply_due
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane

MONDAY_AFTERNOON = datetime(2024, 1, 8, 16, 0)  # noqa: DTZ001 (any Monday; the clinic's zone is added)


class ReplyExample(Plane):
    """Says in words what the hours and the promise mean for one message."""

    def __init__(self, look: Look, t: Translator) -> None:
        """Make it empty; ``look`` gives the ground."""
        super().__init__("box", (20, 16, 20, 16), 4)
        self._t = t
        self._title = label(t("So a message on Monday at 16:00"), Role.SECTION)
        self._text = label("", Role.BODY, tone="t2", wrap=True)
        self.add(self._title, self._text)

    def show_hours(self, week: Mapping[int, tuple[Interval, ...]], zone: str, minutes: int) -> None:
        """Show when the message is due with these hours and ``minutes`` of promise."""
        tz = ZoneInfo(zone or "UTC")
        open_days = {day: spans for day, spans in week.items() if spans}
        try:
            due = first_reply_due(MONDAY_AFTERNOON.replace(tzinfo=tz), OpeningHours(tz, open_days), minutes)
        except ClinicError as error:
            self._text.setText(self._t.error(error))
            return
        local = due.astimezone(tz)
        self._text.setText(
            self._t(
                "must be answered by {day} {time}. It is running out in the last hour and overdue then.",
                day=self._t.formats.weekday(local.date()),
                time=self._t.formats.time(local),
            )
        )
