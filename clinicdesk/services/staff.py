"""The people who work at the clinic: who they are, what they may do, and that they left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.people import PHONE_CHANNELS, Role, StaffMember
from clinicdesk.domain.text import marked, within_line
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.storage import staff as repository
from clinicdesk.storage.work import Work

COLOURS = ("petrol", "violet", "green", "brown")
EARLIEST_PRACTICE, LATEST_PRACTICE = 1940, 2200


def checked_member(member: StaffMember) -> StaffMember:
    """Return ``member`` with clean texts; raise InvalidInput for the field that cannot be used."""
    name = within_line(member.name, "name")
    if not name:
        raise InvalidInput(marked("Write the name of the person."), field="name")
    if member.colour not in COLOURS:
        raise InvalidInput(marked("Choose one of the four colours."), field="colour")
    if member.since and not EARLIEST_PRACTICE <= member.since <= LATEST_PRACTICE:
        raise InvalidInput(marked("Write the year as four digits, such as 2012."), field="since")
    if member.channel and member.channel not in PHONE_CHANNELS:
        raise InvalidInput(marked("Choose what the phone serves beside calls."), field="channel")
    for language in member.languages:
        check_document_language(language, "languages")
    return replace(
        member,
        name=name,
        title=within_line(member.title, "title"),
        phone=within_line(member.phone, "phone"),
    )


class Staff:
    """Who works here; only the owner changes it, and nobody is ever deleted."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def all(self, *, active: bool = True) -> tuple[StaffMember, ...]:
        """Return the active members in the order they came; with ``active`` False those who left too."""
        with self.context.reading() as work:
            return tuple(m for m in repository.all_members(work) if m.active or not active)

    @permitted(EVERYBODY)
    def get(self, staff_id: int) -> StaffMember:
        """Return one member; raises NotFound."""
        with self.context.reading() as work:
            return _found(work, staff_id)

    @permitted(OWNERS)
    def add(
        self,
        *,
        name: str,
        role: Role,
        dentist: bool = False,
        title: str = "",
        phone: str = "",
        languages: Iterable[str] = (),
        colour: str = "petrol",
        channel: str = "",
        since: int = 0,
    ) -> Done[StaffMember]:
        """Add a member of staff; the undo retires them. Raises InvalidInput with the field."""
        member = checked_member(
            StaffMember(
                0,
                name,
                Role(role),
                dentist,
                title,
                phone,
                tuple(languages),
                colour,
                channel=channel,
                since=since,
            )
        )
        with self.context.writing() as work:
            member = replace(member, id=repository.add(work, member))
            work.audit("staff.add", "staff", member.id, {"role": member.role.value})
        return Done(
            member,
            Changes.STAFF,
            marked("{name} was added to the team."),
            {"name": member.name},
            partial(self.retire, member.id),
        )

    @permitted(OWNERS)
    def edit(self, member: StaffMember) -> Done[StaffMember]:
        """Store ``member`` as changed; raises NotFound, InvalidInput, or Conflict without any owner left."""
        member = checked_member(member)
        with self.context.writing() as work:
            before = _found(work, member.id)
            repository.write(work, member)
            _keep_an_owner(work, before)
            work.audit("staff.edit", "staff", member.id, {"role": member.role.value, "active": member.active})
        return Done(
            member,
            Changes.STAFF,
            marked("{name} was changed."),
            {"name": member.name},
            partial(self.edit, before),
        )

    @permitted(OWNERS)
    def retire(self, staff_id: int) -> Done[StaffMember]:
        """Mark a member as gone: named on what they did, offered for nothing new."""
        return self._set_active(staff_id, False)

    @permitted(OWNERS)
    def bring_back(self, staff_id: int) -> Done[StaffMember]:
        """Mark a member who left as working here again."""
        return self._set_active(staff_id, True)

    def _set_active(self, staff_id: int, active: bool) -> Done[StaffMember]:
        with self.context.writing() as work:
            before = _found(work, staff_id)
            member = replace(before, active=active)
            repository.write(work, member)
            _keep_an_owner(work, before)
            work.audit("staff.edit", "staff", staff_id, {"active": active})
        return Done(
            member,
            Changes.STAFF,
            marked("{name} works here again.") if active else marked("{name} no longer works here."),
            {"name": member.name},
            partial(self.retire if active else self.bring_back, staff_id),
        )


def _found(work: Work, staff_id: int) -> StaffMember:
    member = repository.get(work, staff_id)
    if member is None:
        raise NotFound(marked("This person is not on the clinic's team."))
    return member


def _keep_an_owner(work: Work, before: StaffMember) -> None:
    if before.role is Role.OWNER and before.active and repository.active_owners(work) == 0:
        raise Conflict(marked("Somebody has to be the owner. Give the role to another person first."))
