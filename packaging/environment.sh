# What run, test and bench share: a Python, an environment made from the locks, and Qt's system libraries.
# shellcheck shell=sh
# Reads $root, the checkout. Sets $python, the environment's interpreter.

# Nothing outside the environment has a say in what the program imports.
unset PYTHONPATH PYTHONHOME
export PYTHONNOUSERSITE=1

venv=${CLINICDESK_VENV:-$root/.venv}
python=$venv/bin/python

say() {
    printf '%s\n' "$*" >&2
}

give_up() {
    say "$@"
    exit 1
}

# Install Debian packages, or say which command does.
system_packages() { # why package...
    why=$1
    shift
    if ! command -v apt-get >/dev/null 2>&1; then
        give_up "$why Install what your system calls these Debian packages, then run this again: $*"
    fi
    if [ "$(id -u)" != 0 ]; then
        say "$why This command installs what is missing; then run this again:"
        give_up "    sudo apt-get install --no-install-recommends $*"
    fi
    say "$why Installing: $*"
    export DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes
    apt-get update -qq >/dev/null || say "The list of packages could not be brought up to date; trying all the same."
    apt-get install -qq -y --no-install-recommends "$@" >/dev/null ||
        give_up "The packages could not be installed. This is the command to look into:" \
            "apt-get install --no-install-recommends $*"
}

new_enough() { # interpreter
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_environments() { # interpreter
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# Set $base to a Python 3.11 or newer, at best one that can make an environment as it stands.
find_python() {
    base=
    for candidate in python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3 python; do
        new_enough "$candidate" || continue
        [ -n "$base" ] || base=$candidate
        if can_make_environments "$candidate"; then
            base=$candidate
            return
        fi
    done
    [ -n "$base" ] || system_packages "ClinicDesk needs Python 3.11 or newer." python3 python3-venv
    if [ -z "$base" ] && new_enough python3; then
        base=python3
    fi
    [ -n "$base" ] || give_up "ClinicDesk needs Python 3.11 or newer, and this system's packages hold an older one."
    can_make_environments "$base" ||
        system_packages "Python's venv module is missing." "$("$base" -c '
import sys
print("python%d.%d-venv" % sys.version_info[:2])')"
    can_make_environments "$base" || give_up "$base still cannot make an environment (python -m venv)."
}

# Tell this interpreter, in this checkout, from any other. Fails if the environment cannot be used.
identity() {
    "$python" -c 'import sys; print(sys.version, sys.prefix)' 2>/dev/null && printf '%s\n' "$root"
}

# Make or mend the environment from the locks; at once if nothing changed since the last time.
environment() { # lock...
    changed=
    this=$(identity) || this=
    for lock in "$@"; do
        stamp=$venv/installed-$(basename "$lock")
        [ -n "$this" ] && [ -f "$stamp" ] && [ "$this $(cksum <"$lock")" = "$(cat "$stamp")" ] || changed=yes
    done
    [ -n "$changed" ] || return 0
    if [ -n "$this" ] && "$python" -m pip --version >/dev/null 2>&1; then
        say "Bringing ClinicDesk's environment in $venv up to date."
    else
        find_python
        say "Making ClinicDesk's environment in $venv. This happens once and takes a minute or two."
        "$base" -m venv --clear "$venv" || give_up "The environment could not be made in $venv."
        this=$(identity)
    fi
    for lock in "$@"; do
        stamp=$venv/installed-$(basename "$lock")
        rm -f "$stamp"
        # Wheels only: nothing is built, so nothing that is not in the lock is ever run.
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps \
            --only-binary :all: -r "$lock" || give_up "The libraries could not be installed; pip says why above."
        printf '%s\n' "$this $(cksum <"$lock")" >"$stamp"
    done
    # The checkout itself is on the environment's path, whatever folder is the current one.
    printf '%s\n' "$root" >"$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/clinicdesk.pth"
}

has_screen() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

# Print the Debian packages of those libraries that cannot be loaded.
missing_libraries() { # library=package...
    "$python" - "$@" <<'PROBE'
import ctypes
import sys

missing = []
for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        missing.append(package)
print(*missing)
PROBE
}

# See to it that Qt finds the system libraries it needs, with or without a screen.
qt_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    set -- libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libglib-2.0.so.0=libglib2.0-0 \
        libfontconfig.so.1=libfontconfig1 libdbus-1.so.3=libdbus-1-3
    if [ -n "${DISPLAY:-}" ]; then
        set -- "$@" libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 \
            libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 \
            libxkbcommon-x11.so.0=libxkbcommon-x11-0
    fi
    if [ -n "${WAYLAND_DISPLAY:-}" ]; then
        set -- "$@" libwayland-client.so.0=libwayland-client0 libwayland-cursor.so.0=libwayland-cursor0 \
            libwayland-egl.so.1=libwayland-egl1
    fi
    missing=$(missing_libraries "$@")
    # shellcheck disable=SC2086 # one word for each package
    [ -z "$missing" ] || system_packages "Qt needs system libraries that are not here yet." $missing
}
