"""Proposes a country's time zone, so that the patient's local time is shown from the first inquiry on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Where most people of a country with several zones live; the others come from the zone table of tzdata.
_MOST_PEOPLE = {
    "AQ": "", "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid", "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti", "PG": "Pacific/Port_Moresby", "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip


def zone_of(country: str) -> str:
    """Return the IANA zone most people of ``country`` (ISO 3166) live in; empty for an unknown one."""
    return _MOST_PEOPLE.get(country, _first_zones().get(country, ""))


@cache
def _first_zones() -> dict[str, str]:
    zones: dict[str, str] = {}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            zones.setdefault(country, zone)
    return zones
