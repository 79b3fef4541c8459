"""Opens and makes the clinic's file for the window, on a thread: what is slow to load is loaded here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk.domain.clock import Clock, RunningClock, SystemClock

if TYPE_CHECKING:
    from clinicdesk.domain.people import StaffMember
    from clinicdesk.services import Services
    from clinicdesk.ui.first_run import SetUp
    from clinicdesk.ui.main_window import MainWindow


def opened(file: Path, demo: bool) -> tuple[Services, Clock]:
    """Open the clinic's file; the demo goes on in its own time, where its story ended."""
    from clinicdesk.services import Services
    from clinicdesk.services.context import Context
    from clinicdesk.storage.audit import last_at
    from clinicdesk.storage.engine import open_clinic

    clock: Clock = SystemClock()
    storage = open_clinic(file, at=clock.now())
    if demo:
        from clinicdesk.demo.story import ENDS_AT

        with storage.reading(at=clock.now()) as work:
            ended = last_at(work.connection)
        clock = RunningClock(max(ended or ENDS_AT, ENDS_AT))
    services = Services(Context(storage, clock))
    services.followups.due_list()
    return services, clock


def created(file: Path, clock: Clock, answers: SetUp) -> None:
    """Make the clinic's file from the answers of the first run; it appears only when it is complete."""
    from clinicdesk.services import Services
    from clinicdesk.services.context import Context
    from clinicdesk.storage.engine import create_clinic

    part = file.with_name("new-" + file.name)
    part.unlink(missing_ok=True)
    storage = create_clinic(part, at=clock.now())
    try:
        Services(Context(storage, clock)).clinic.set_up(answers.clinic, answers.hours, answers.staff)
    finally:
        storage.close()
    part.rename(file)


def actor_of(services: Services, staff_id: int) -> StaffMember | None:
    """Return who works at this computer: as set, else the first owner."""
    from clinicdesk.domain.people import Role

    team = services.staff.all()
    chosen = next((member for member in team if member.id == staff_id), None)
    return chosen or next((member for member in team if member.role is Role.OWNER), None)


def offer_coordinators(window: MainWindow, services: Services) -> None:
    """Offer everybody who owns inquiries in the top bar's filter."""
    from clinicdesk.ui.top_bar import Coordinator

    window.top_bar.offer(
        [Coordinator(member.id, member.name) for member in services.staff.all() if not member.dentist]
    )
