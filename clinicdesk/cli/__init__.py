"""The command line: opens the program, or does one job of it and says what came of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clinicdesk import __version__
from clinicdesk.domain.errors import ClinicError

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after a sentence on standard error.

    Without a command the window opens.
    """
    options = parser().parse_args(arguments)
    try:
        if options.command is None:
            from clinicdesk.app import run

            return run(options.data, demo=options.demo)
        from clinicdesk.cli import commands, importing

        room = importing if options.command == "import" else commands
        code: int = getattr(room, f"{options.command}_command")(options)
    except ClinicError as error:
        print(str(error), file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        return FAILED
    except KeyboardInterrupt:
        print("Stopped. Nothing half done was kept.", file=sys.stderr)
        return FAILED
    return code


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command and option."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="keep everything in this folder")
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="print what a machine can read")
    top = argparse.ArgumentParser(
        prog="clinicdesk",
        description="ClinicDesk: from the inquiry to the treatment and back. Without a command it opens.",
    )
    top.set_defaults(data=None)
    top.add_argument("--data", type=Path, default=None, help="keep everything in this folder")
    top.add_argument("--demo", action="store_true", help="open an invented clinic full of people")
    top.add_argument("--version", action="version", version=f"ClinicDesk {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command")
    _reading(commands, common, json)
    _papers(commands, common)
    _keeping(commands, common, json)
    return top


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (argparse names it nowhere else)


def _reading(commands: Commands, common: argparse.ArgumentParser, json: argparse.ArgumentParser) -> None:
    take = commands.add_parser("import", parents=[common, json], help="take in a spreadsheet of people")
    take.add_argument("kind", choices=("leads", "patients"))
    take.add_argument("file", type=Path)
    take.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    take.add_argument("--dates", choices=("day", "month"), help="which number of 05/03/2026 comes first")
    take.add_argument(
        "--map", action="append", default=[], metavar="HEADER=FIELD", help="take a column as this field"
    )
    due = commands.add_parser("due", parents=[common, json], help="list what is due")
    due.add_argument("--on", metavar="DATE", help="a day as 2026-11-17 instead of today")
    commands.add_parser("plans", parents=[common, json], help="list the treatment plans")
    commands.add_parser("receipts", parents=[common, json], help="list the receipts")


def _papers(commands: Commands, common: argparse.ArgumentParser) -> None:
    plan = commands.add_parser("plan", parents=[common], help="write a treatment plan as PDF")
    plan.add_argument("number")
    plan.add_argument("--language", help="the patient's language, for example vi")
    plan.add_argument("--bilingual", metavar="LANGUAGE", help="a second language, line by line")
    plan.add_argument("--options", action="store_true", help="only the page of its options side by side")
    plan.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    itinerary = commands.add_parser(
        "itinerary",
        parents=[common],
        help="write the itinerary of a trip as PDF, its calendar file beside it",
    )
    itinerary.add_argument("number", help="the number of the plan")
    itinerary.add_argument(
        "--trip", type=int, default=1, metavar="N", help="which trip of the plan (default 1)"
    )
    itinerary.add_argument("--language", help="the patient's language, for example vi")
    itinerary.add_argument("--bilingual", metavar="LANGUAGE", help="a second language, line by line")
    itinerary.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    statement = commands.add_parser(
        "statement", parents=[common], help="write what is agreed, paid and due of a plan as PDF"
    )
    statement.add_argument("number", help="the number of the plan")
    statement.add_argument("--language", help="the patient's language, for example vi")
    statement.add_argument("--bilingual", metavar="LANGUAGE", help="a second language, line by line")
    statement.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    receipt = commands.add_parser("receipt", parents=[common], help="write a receipt as PDF")
    receipt.add_argument("number")
    receipt.add_argument("--copy", action="store_true", help="mark it as a copy; the original stays as it is")
    receipt.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    summary = commands.add_parser("summary", parents=[common], help="write the figures of a quarter or month")
    summary.add_argument("period", help="2026Q3 or 2026-08")
    summary.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")


def _keeping(commands: Commands, common: argparse.ArgumentParser, json: argparse.ArgumentParser) -> None:
    demo = commands.add_parser("demo", parents=[common], help="write the demo clinic into a folder")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--patients", type=int, default=300, help="how many people to invent (default 300)")
    commands.add_parser("backup", parents=[common, json], help="make a backup and read it back")
    restore = commands.add_parser(
        "restore", parents=[common], help="put a backup in place of the clinic's file"
    )
    restore.add_argument("file", type=Path)
    commands.add_parser(
        "verify", parents=[common, json], help="check the clinic's file for every kind of damage"
    )
    tour = commands.add_parser("tour", parents=[common], help="walk through the journey and leave pictures")
    tour.add_argument("folder", type=Path, metavar="DIR")
