"""Every command does its job on a real file, prints what it promises, and fails with a sentence and 2."""

import json
import shutil
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest

from clinicdesk.cli import main
from clinicdesk.cli.commands import opened
from clinicdesk.demo.story import build
from tests.documents.reading import text


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("told") / "clinic.clinicdesk", patients=10)


@pytest.fixture
def data(told: Path, tmp_path: Path) -> str:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(told, folder / "clinic.clinicdesk")
    return str(folder)


def run(*arguments: str) -> int:
    return main(arguments)


def test_the_checks_of_a_sound_file_end_with_zero(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--data", data) == 0
    assert "0 problems" in capsys.readouterr().out


def test_options_may_stand_before_the_command(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", data, "plans", "--json") == 0
    plans = json.loads(capsys.readouterr().out)
    assert plans
    assert all(plan["number"].startswith("P-") for plan in plans)


def test_plans_and_receipts_are_written_as_they_were_issued(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("plans", "--data", data, "--json")
    number = next(plan["number"] for plan in json.loads(capsys.readouterr().out) if plan["revision"])
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert run("plan", number, "--data", data, "-o", str(first)) == 0
    assert run("plan", number, "--data", data, "-o", str(second)) == 0
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"%PDF")
    assert (
        run("plan", number, "--data", data, "--language", "vi", "--bilingual", "en", "-o", str(second)) == 0
    )
    assert first.read_bytes() != second.read_bytes()
    run("receipts", "--data", data, "--json")
    printed = capsys.readouterr().out
    receipt = json.loads(printed[printed.index("[") :])[0]["number"]
    assert run("receipt", receipt, "--data", data, "-o", str(first)) == 0
    assert first.read_bytes().startswith(b"%PDF")


def test_an_itinerary_is_written_with_its_calendar_file_beside_it(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("plans", "--data", data, "--json")
    numbers = [plan["number"] for plan in json.loads(capsys.readouterr().out) if plan["revision"]]
    with opened(Namespace(data=Path(data))) as services:
        row = next(
            row for n in numbers for row in services.itineraries.of_trip(services.plans.by_number(n), 1)
        )
        pdf = services.itineraries.issued_pdf(row.id)
        calendar = services.itineraries.issued_calendar(row.id)
    file = tmp_path / "trip.pdf"
    assert run("itinerary", row.number, "--data", data, "-o", str(file)) == 0
    assert (file.read_bytes(), file.with_suffix(".ics").read_bytes()) == (pdf, calendar)
    more = ("--trip", "1", "--language", "vi", "--bilingual", "en")
    assert run("itinerary", row.number, "--data", data, *more, "-o", str(file)) == 0
    assert file.read_bytes() != pdf
    assert run("itinerary", row.number, "--data", data, "--trip", "9", "-o", str(file)) == 2
    assert "has no trip 9" in capsys.readouterr().err


def test_what_is_due_is_listed_for_any_day(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", "--data", data, "--on", "2026-11-17", "--json") == 0
    due = json.loads(capsys.readouterr().out)
    assert due["on"] == "2026-11-17"
    assert due["rows"]


def test_a_dry_run_counts_every_row_and_changes_nothing(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(
        "name,phone,treatment date\nAnn Lee,+64215550171,05/03/2026\n,,\nBo,,01/02/2026\n", "utf-8"
    )
    before = Path(data, "clinic.clinicdesk").read_bytes()
    assert run("import", "patients", str(sheet), "--data", data, "--dry-run", "--json") == 0
    counts = json.loads(capsys.readouterr().out)
    assert (
        counts["read"] == counts["created"] + counts["updated"] + counts["skipped"] + counts["rejected"] == 2
    )
    assert [question["column"] for question in counts["questions"]] == ["treatment date"]
    assert Path(data, "clinic.clinicdesk").read_bytes() == before
    assert run("import", "patients", str(sheet), "--data", data) == 2
    assert run("import", "patients", str(sheet), "--data", data, "--dates", "day") == 0
    assert run("verify", "--data", data) == 0


def test_the_figures_of_a_quarter_are_three_files(data: str, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    assert run("summary", "2026Q3", "--data", data, "-o", str(folder)) == 0
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".xlsx", ".csv"}


def test_a_backup_can_be_put_back(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", "--data", data, "--json") == 0
    backup = json.loads(capsys.readouterr().out)["path"]
    Path(data, "clinic.clinicdesk").write_bytes(b"")
    assert run("verify", "--data", data) == 2
    assert run("restore", backup, "--data", data) == 0
    assert run("verify", "--data", data) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "P-0000-0000", "-o", "x.pdf"),
        ("receipt", "none", "-o", "x.pdf"),
        ("due", "--on", "yesterday"),
        ("summary", "2026Q9", "-o", "x"),
        ("import", "patients", "gone.csv"),
        ("restore", "gone.clinicdesk"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    data: str,
    arguments: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, "--data", data) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "Traceback" not in said
    assert "{" not in said


def test_a_folder_without_a_clinic_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", "--data", str(tmp_path)) == 2
    assert "no clinic" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_options_statements_and_copies_are_written(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(Namespace(data=Path(data))) as services:
        paid = next(row for row in services.payments.receipts() if row.plan_id is not None)
        plan = services.plans.get(paid.plan_id or 0)
        option = plan.options[0]
        services.plans.save(replace(plan, options=(option, replace(option, title="Another way"))))
        original = services.payments.receipt_pdf(paid.number)
    file = tmp_path / "paper.pdf"
    assert run("plan", plan.number, "--options", "--data", data, "-o", str(file)) == 2
    assert "options to put side by side" in capsys.readouterr().err
    assert run("plan", plan.number, "--options", "--language", "vi", "--data", data, "-o", str(file)) == 0
    assert "Another way" in text(file.read_bytes())
    more = ("--language", "vi", "--bilingual", "en")
    assert run("statement", plan.number, *more, "--data", data, "-o", str(file)) == 0
    assert paid.number in text(file.read_bytes())
    with opened(Namespace(data=Path(data))) as services:
        (given,) = services.statements.given(plan.patient_id)
        assert services.statements.given_pdf(given.id) == file.read_bytes()
    assert run("statement", "P-1999-0001", "--data", data, "-o", str(file)) == 2
    assert run("receipt", paid.number, "--copy", "--data", data, "-o", str(file)) == 0
    assert file.read_bytes() != original
    assert run("receipt", paid.number, "--data", data, "-o", str(file)) == 0
    assert file.read_bytes() == original
