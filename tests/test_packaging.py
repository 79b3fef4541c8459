"""The scripts of packaging/ and the wheel: what a newcomer meets before the program itself."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from itertools import combinations
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("run", "test", "bench", "lock", "environment.sh")
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
SHELLS = [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)]

posix = pytest.mark.skipif(os.name != "posix", reason="the scripts are for POSIX shells; Windows has run.cmd")

# Stands in for the environment's Python: keeps a record of pip and of the program instead of running them.
RECORDING_PYTHON = """#!/bin/sh
case "$1 ${{2:-}}" in
"-m pip") [ "$3" = --version ] || echo "pip $*" >>"{record}" ;;
"-m clinicdesk") shift 2; echo "clinicdesk platform=${{QT_QPA_PLATFORM:-}} $*" >>"{record}" ;;
"- "*) ;; # every system library is there
*) exec "{python}" "$@" ;;
esac
"""


class Checkout:
    """A checkout with an environment whose Python only records what it is asked to do."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        self.record = folder / "record"
        (self.root / "packaging").mkdir(parents=True)
        for name in (*SCRIPTS, *LOCKS):
            shutil.copy(ROOT / "packaging" / name, self.root / "packaging" / name)
        self.venv = folder / "an environment"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.venv], check=True)
        python = self.venv / "bin" / "python"
        real = self.venv / "bin" / "real-python"
        python.rename(real)
        python.write_text(RECORDING_PYTHON.format(record=self.record, python=real))
        python.chmod(0o755)

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.root), "CLINICDESK_VENV": str(self.venv)}
        return subprocess.run(
            ["sh", self.root / "packaging" / script, *arguments],
            env=environment | variables,
            cwd=self.record.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def recorded(self) -> list[str]:
        lines = self.record.read_text().splitlines() if self.record.exists() else []
        self.record.unlink(missing_ok=True)
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@posix
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_understood_by_every_shell(shell: str, script: str):
    subprocess.run([shell, "-n", ROOT / "packaging" / script], check=True)


@posix
def test_the_second_start_installs_nothing(checkout: Checkout):
    first = checkout.run("run", "verify")
    assert first.returncode == 0, first.stderr
    assert [line.split()[0] for line in checkout.recorded()] == ["pip", "clinicdesk"]
    assert checkout.run("run", "verify").stderr == ""
    assert checkout.recorded() == ["clinicdesk platform=offscreen verify"]


@posix
def test_a_changed_lock_is_installed_with_hashes_and_without_building_anything(checkout: Checkout):
    checkout.run("run", "verify")
    checkout.recorded()
    lock = checkout.root / "packaging" / "requirements.lock"
    lock.write_text(lock.read_text() + "# changed\n")
    checkout.run("run", "verify")
    installed, _ = checkout.recorded()
    assert "--require-hashes --no-deps --only-binary :all:" in installed
    assert installed.endswith(f"-r {lock}")


@posix
def test_arguments_reach_the_program_as_they_were_given(checkout: Checkout):
    checkout.run("run", "--data", "a folder", "due", "--on", "2026-05-01")
    assert checkout.recorded()[-1] == "clinicdesk platform=offscreen --data a folder due --on 2026-05-01"


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("arguments", [(), ("--demo",), ("--data", "folder")])
def test_without_a_screen_the_tour_is_made_and_said_so(checkout: Checkout, arguments: tuple[str, ...]):
    done = checkout.run("run", *arguments)
    assert "There is no screen here" in done.stderr
    assert checkout.recorded()[-1] == "clinicdesk platform=offscreen tour ./tour"


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("screen", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_with_a_screen_the_window_is_opened(checkout: Checkout, screen: dict[str, str]):
    done = checkout.run("run", "--demo", **screen)
    assert (done.returncode, checkout.recorded()[-1]) == (0, "clinicdesk platform= --demo")


@posix
def test_a_person_who_may_not_install_is_told_the_command(tmp_path: Path):
    for name in ("apt-get", "id"):
        (tmp_path / name).write_text("#!/bin/sh\necho 1000\n")
        (tmp_path / name).chmod(0o755)
    script = (
        f'root=/; . "{ROOT}/packaging/environment.sh"; system_packages "Something is missing." libone libtwo'
    )
    done = subprocess.run(
        ["sh", "-c", script],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends libone libtwo" in done.stderr


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="the libraries are Linux's")
def test_libraries_that_cannot_be_loaded_are_named_by_their_package(tmp_path: Path):
    script = (
        f'root=/; . "{ROOT}/packaging/environment.sh"; python="{sys.executable}"; '
        "missing_libraries libc.so.6=libc6 libnowhere.so.1=nowhere1 libnever.so.2=never2"
    )
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["nowhere1", "never2"]


def locked(name: str) -> dict[str, str]:
    """The versions of a lock by library."""
    text = (ROOT / "packaging" / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_library_has_hashes_and_no_address(name: str):
    text = (ROOT / "packaging" / name).read_text("utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(locked(name))
    assert "://" not in text


def test_the_locks_hold_what_the_project_asks_for():
    versions = locked("requirements.lock")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    unmet = [
        line
        for line in asked
        if not Requirement(line).specifier.contains(versions[canonicalize_name(Requirement(line).name)])
    ]
    assert unmet == []
    for_tests = (ROOT / "packaging" / "requirements-test.in").read_text("utf-8")
    names = {canonicalize_name(name) for name in re.findall(r"^([A-Za-z][\w-]*)", for_tests, re.MULTILINE)}
    assert names <= set(locked("requirements-test.lock"))


@pytest.mark.parametrize(("one", "other"), tuple(combinations(LOCKS, 2)))
def test_the_locks_agree(one: str, other: str):
    first, second = locked(one), locked(other)
    assert {name for name in first.keys() & second.keys() if first[name] != second[name]} == set()


def test_the_wheel_carries_the_shipped_files_and_finds_them(tmp_path: Path):
    build = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stderr
    (wheel,) = tmp_path.glob("clinicdesk-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    for kind in ("resources", "translations"):
        shipped = {file.relative_to(ROOT).as_posix() for file in (ROOT / kind).rglob("*") if file.is_file()}
        assert {name for name in shipped if f"clinicdesk/{name}" not in names} == set()
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]
    found = subprocess.run(
        [sys.executable, "-c", "from clinicdesk.bundle import files; print(files('resources'))"],
        cwd=tmp_path / "installed",
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == tmp_path / "installed" / "clinicdesk" / "resources"
