"""Backups as the program makes them: when something changed, and back again through a restore."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from clinicdesk.domain.clock import FixedClock
from clinicdesk.domain.errors import FileProblem, NotAllowed
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.services.backups import Backups
from clinicdesk.services.clinic import ClinicSettings
from clinicdesk.services.context import Context
from clinicdesk.services.rescue import good_backups, restore_file
from clinicdesk.storage.location import network_mount, synced_by
from clinicdesk.storage.work import Storage
from tests import make
from tests.make import AT


@pytest.fixture
def context(storage: Storage) -> Context:
    return Context(storage, make.clock())


def act(context: Context, number: int) -> None:
    with context.writing() as work:
        work.audit("patient.edit", "patient", number)


def acts(context: Context) -> list[int]:
    with context.reading() as work:
        rows = work.connection.exec_driver_sql("SELECT subject_id FROM audit WHERE action = 'patient.edit'")
        return [row[0] for row in rows]


def test_a_backup_is_due_half_an_hour_after_the_last_if_something_changed(context: Context) -> None:
    rooms, clock = Backups(context), context.clock
    assert isinstance(clock, FixedClock)
    assert not rooms.is_due()
    act(context, 1)
    assert rooms.is_due()
    rooms.make(reason="interval")
    clock.move(timedelta(hours=2))
    assert not rooms.is_due()
    act(context, 2)
    assert rooms.is_due()


def test_closing_backs_up_only_what_changed(context: Context) -> None:
    rooms = Backups(context)
    assert rooms.when_closing() is None
    act(context, 1)
    assert rooms.when_closing() is not None
    assert rooms.when_closing() is None


def test_a_restore_goes_back_in_the_running_program_and_can_be_undone(context: Context) -> None:
    rooms = Backups(context)
    act(context, 1)
    yesterday = rooms.make().value
    act(context, 2)
    done = rooms.restore(yesterday)
    assert acts(context) == [1]
    assert done.value.kept is not None
    assert done.undo is not None
    done.undo()
    assert acts(context) == [1, 2]
    assert rooms.verify().good


def test_a_restore_forgets_what_was_read_of_the_file_before(context: Context) -> None:
    rooms, clinic = Backups(context), ClinicSettings(context)
    act(context, 1)
    before = rooms.make().value
    clinic.edit(replace(clinic.get(), name="Another name"))
    assert clinic.get().name == "Another name"
    rooms.restore(before)
    assert clinic.get().name == "Sông Hàn Dental"


def test_a_rotten_backup_is_refused_and_today_stays_open(context: Context) -> None:
    rooms = Backups(context)
    act(context, 1)
    made = rooms.make().value
    made.path.write_bytes(b"rotten")
    act(context, 2)
    with pytest.raises(FileProblem, match="has changed since"):
        rooms.restore(made)
    assert acts(context) == [1, 2]


def test_only_the_owner_restores(storage: Storage) -> None:
    desk = StaffMember(1, "Mai", Role.FRONT_DESK)
    rooms = Backups(Context(storage, make.clock(), desk))
    made = rooms.make().value
    with pytest.raises(NotAllowed):
        rooms.restore(made)


def test_a_file_that_does_not_open_is_rescued(context: Context) -> None:
    act(context, 1)
    Backups(context).make()
    path = context.storage.path
    context.storage.close()
    path.write_bytes(b"")
    (found,) = good_backups(path)
    done, report = restore_file(path, found.path, at=AT + timedelta(hours=1))
    assert report.good
    assert done.path == path


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        (PureWindowsPath(r"C:\Users\Mai\OneDrive - Clinic\data"), "OneDrive"),
        (PurePosixPath("/home/mai/Dropbox/clinic"), "Dropbox"),
        (PurePosixPath("/Users/mai/Library/Mobile Documents/clinic"), "iCloud Drive"),
        (PurePosixPath("/home/mai/omega/clinic"), ""),
        (PurePosixPath("/srv/clinic"), ""),
    ],
)
def test_synced_folders_are_known(folder: PurePosixPath, program: str) -> None:
    assert synced_by(folder) == program


def test_network_mounts_are_known() -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", "nas:/vol /mnt/nas\\040one nfs4 rw 0 0", "x"]
    assert network_mount(PurePosixPath("/mnt/nas one/clinic"), mounts)
    assert not network_mount(PurePosixPath("/mnt/other"), mounts)


def test_a_synced_folder_is_warned_about(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    opened = make.storage(tmp_path / "Dropbox")
    sentences = Backups(Context(opened, make.clock())).warnings()
    assert [data["program"] for _, data in sentences] == ["Dropbox"]
    opened.close()
