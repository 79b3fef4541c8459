"""Tells whether a folder is synced by another program or lies on a network share: bad homes for a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
    "yandex.disk": "Yandex Disk",
    "mega": "MEGA",
}
NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "webdav", "davfs", "fuse.sshfs", "fuse.rclone"}
)
MOUNTS = Path("/proc/self/mounts")
REMOTE_DRIVE = 4


def synced_by(folder: PurePath) -> str:
    """Return the name of the program that copies ``folder`` behind our back, or an empty text.

    A file that is copied while it is written can arrive broken on the other side (safety rule 7).
    """
    for part in folder.parts:
        bare = part.casefold()
        for name, program in SYNCED.items():
            if bare == name or bare.startswith((f"{name} ", f"{name}-")):
                return program
    return ""


def on_network(folder: Path) -> bool:
    """Say whether ``folder`` lies on another machine, where locks cannot be trusted."""
    whole = folder.absolute()
    if str(whole).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == REMOTE_DRIVE)
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return network_mount(whole, lines)


def network_mount(folder: PurePath, mounts: Iterable[str]) -> bool:
    """Say whether the longest of ``mounts`` (lines of /proc/mounts) above ``folder`` is a network one."""
    best, system = -1, ""
    for line in mounts:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = PurePath(fields[1].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) > best:
            best, system = len(point.parts), fields[2]
    return system in NETWORK_SYSTEMS
