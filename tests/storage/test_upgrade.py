"""Migrations: they build the same file as the tables, and an older one comes up to date or stays."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.exc import IntegrityError

import clinicdesk.storage.engine
from clinicdesk.domain.errors import FileProblem
from clinicdesk.storage import tables
from clinicdesk.storage.backup import backups
from clinicdesk.storage.connect import connect
from clinicdesk.storage.engine import engine_of, open_clinic, version
from clinicdesk.storage.schema import HEAD, triggers
from clinicdesk.storage.tables import metadata
from clinicdesk.storage.upgrade import MIGRATIONS, upgrade
from tests import make
from tests.make import AT

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("patient", sa.Column("shoe_size", sa.Integer()))
    with op.batch_alter_table("patient", recreate="always") as batch:
        batch.alter_column("shoe_size", server_default="42")
    {more}
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    opened = make.storage(tmp_path)
    with opened.writing(at=AT) as work:
        work.execute(insert(tables.patient).values(id=1, name="A", search="a", sort_name="a", created_at=AT))
        work.execute(insert(tables.contact).values(patient_id=1, kind="phone", value="+84", folded="84"))
    opened.close()
    return opened.path


def steps(folder: Path, more: str = "pass") -> Path:
    """Return a migrations folder that knows one step more than the program."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy)
    (copy / "versions" / "9999_next.py").write_text(NEXT.format(head=HEAD, more=more))
    return copy


def test_the_constant_is_the_newest_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def schema(path: Path) -> dict[str, object]:
    """Return everything SQLite knows of the file's tables and indexes, and the statements of its triggers."""
    raw = connect(path)
    found: dict[str, object] = {}
    for name, kind, sql in raw.execute("SELECT name, type, sql FROM sqlite_master").fetchall():
        if kind == "table":
            found[name] = (
                raw.execute(f"PRAGMA table_xinfo({name})").fetchall(),
                sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()),
                sorted(line.strip(" \t,") for line in sql.splitlines() if "CONSTRAINT" in line),
            )
        else:
            found[name] = sql
    raw.close()
    return found


def migrated(path: Path) -> Path:
    """Make a file by running every step from nothing."""
    path.touch()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    return path


def test_the_steps_and_the_tables_make_the_same_file(older: Path, tmp_path: Path) -> None:
    by_tables = schema(older)
    by_steps = schema(migrated(tmp_path / "steps.sqlite"))
    assert set(by_tables) - set(by_steps) == set(triggers())
    assert by_steps == {name: by_tables.get(name) for name in by_steps}


def test_an_older_file_is_backed_up_and_brought_up_to_date(older: Path, tmp_path: Path) -> None:
    upgrade(older, HEAD, at=AT, migrations=steps(tmp_path))
    raw = connect(older)
    assert version(raw) == "next"
    assert raw.execute("SELECT name, shoe_size FROM patient").fetchall() == [("A", None)]
    loose = raw.execute("SELECT name FROM pragma_table_list WHERE NOT strict AND schema = 'main'").fetchall()
    assert {name for (name,) in loose} == {"alembic_version", "sqlite_schema"}
    assert raw.execute("SELECT COUNT(*) FROM contact").fetchone()[0] == 1, (
        "rebuilding a table kept its children"
    )
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert names == set(triggers())
    raw.close()
    (backup,) = backups(older)
    assert backup.reason == "migrate"
    copy = connect(backup.path, read_only=True)
    assert version(copy) == HEAD
    copy.close()


@pytest.mark.parametrize(
    "more",
    [
        'raise RuntimeError("power cut")',
        'op.execute("DELETE FROM patient")',
    ],
)
def test_a_failing_step_leaves_the_file_as_it_was(older: Path, tmp_path: Path, more: str) -> None:
    before = schema(older)
    with pytest.raises((RuntimeError, FileProblem)):
        upgrade(older, HEAD, at=AT, migrations=steps(tmp_path, more))
    assert schema(older) == before
    opened = open_clinic(older, at=AT)
    with opened.reading(at=AT) as work:
        assert work.execute(select(tables.patient.c.name)).scalar_one() == "A"
    opened.close()


def test_a_step_that_orphans_rows_is_named(older: Path, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="rows of contact"):
        upgrade(older, HEAD, at=AT, migrations=steps(tmp_path, 'op.execute("DELETE FROM patient")'))


def test_opening_an_older_file_brings_it_up_to_date(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clinicdesk.storage.engine, "HEAD", "next")
    monkeypatch.setattr(upgrade, "__kwdefaults__", upgrade.__kwdefaults__ | {"migrations": steps(tmp_path)})
    opened = open_clinic(older, at=AT)
    with opened.reading(at=AT) as work:
        assert work.execute(text("SELECT COUNT(shoe_size) FROM patient")).scalar_one() == 0
    opened.close()


def test_triggers_freeze_what_was_issued(older: Path) -> None:
    engine = engine_of(older)
    with engine.connect() as connection:
        connection.execute(
            insert(tables.plan).values(
                id=1, patient_id=1, number="P-1", language="en", currency="EUR", created_at=AT, changed_at=AT
            )
        )
        connection.execute(text("UPDATE plan SET title = 'x', number = 'P-1'"))
        for statement in ("UPDATE plan SET number = 'P-2'", "DELETE FROM plan"):
            with pytest.raises(IntegrityError):
                connection.execute(text(statement))
    engine.dispose()
