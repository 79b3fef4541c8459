import pytest

from clinicdesk.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.storage.work import Storage
from tests.services.people_desk import Desk


@pytest.fixture
def desk(storage: Storage) -> Desk:
    return Desk(storage)


def test_people_join_change_leave_and_come_back(desk: Desk) -> None:
    linh = desk.staff.add(name="Linh Trần", role=Role.OWNER).value
    done = desk.staff.add(name="Hoàng Đức", role=Role.COORDINATOR, colour="violet", languages=["en", "ja"])
    duc = done.value
    assert desk.staff.all() == (linh, duc)
    edited = desk.staff.edit(StaffMember(**{**duc.__dict__, "title": "Dr.", "dentist": True}))
    assert desk.staff.get(duc.id).dentist
    assert edited.undo is not None
    edited.undo()
    assert desk.staff.get(duc.id) == duc
    assert done.undo is not None
    back = done.undo().undo
    assert desk.staff.all() == (linh,)
    assert len(desk.staff.all(active=False)) == 2
    assert back is not None
    back()
    assert desk.staff.all() == (linh, duc)


def test_somebody_stays_the_owner(desk: Desk) -> None:
    linh = desk.staff.add(name="Linh", role=Role.OWNER).value
    with pytest.raises(Conflict):
        desk.staff.retire(linh.id)
    with pytest.raises(Conflict):
        desk.staff.edit(StaffMember(linh.id, "Linh", Role.FRONT_DESK))
    assert desk.staff.get(linh.id) == linh


def test_only_owners_change_the_team(storage: Storage) -> None:
    desk = Desk(storage, StaffMember(1, "Quỳnh Anh", Role.FRONT_DESK))
    with pytest.raises(NotAllowed):
        desk.staff.add(name="Somebody", role=Role.OWNER)
    assert desk.staff.all() == ()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"name": " "}, "name"), ({"name": "x" * 201}, "name"), ({"colour": "pink"}, "colour")],
)
def test_what_cannot_be_used_names_its_field(desk: Desk, facts: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.staff.add(**{"name": "Linh", "role": Role.OWNER, **facts})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nobody_of_that_id(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.staff.get(7)
