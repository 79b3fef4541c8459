"""The clinic's name and letterhead as a form; the country proposes zone, currency and hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinicdesk.domain.clinic import Clinic
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.countries import all_countries
from clinicdesk.i18n.sorting import sort_key
from clinicdesk.ui.look import Look
from clinicdesk.ui.widgets.field import Field, FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField

COLUMNS = 2


def country_choices(t: Translator) -> list[tuple[str, str]]:
    """Return every country as (code, name) in the order of the names."""
    names = [(code, t.formats.country(code)) for code in all_countries()]
    return sorted(names, key=lambda choice: sort_key(choice[1], t.language))


def zone_choices() -> list[tuple[str, str]]:
    """Return the time zones as (zone, words): "Asia/Ho_Chi_Minh" reads "Ho Chi Minh, Asia"."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [(zone, _zone_words(zone)) for zone in zones]


def _zone_words(zone: str) -> str:
    area, _, place = zone.partition("/")
    return f"{place.replace('_', ' ')}, {area}"


class ClinicForm(QWidget):
    """Name, country, zone and what the letterhead prints; pass ``group`` as the form of a command."""

    edited = Signal()
    country_chosen = Signal(str)

    def __init__(self, look: Look, t: Translator, clinic: Clinic) -> None:
        """Show ``clinic``."""
        super().__init__()
        self._clinic = clinic

        def line(name: str, text: str, hint: str = "") -> LineField:
            return LineField(look, t, name, text=text, hint=hint, limit=200)

        self.name = line(t("Name of the clinic"), clinic.name)
        self.country = ChoiceField(
            look, t, t("Country"), country_choices(t), chosen=clinic.country or None, typed=True
        )
        self.zone = ChoiceField(
            look, t, t("Time zone"), zone_choices(), chosen=clinic.zone or None, typed=True
        )
        self._lines = {
            "second_name": line(t("Name in another language, optional"), clinic.second_name),
            "address": line(t("Address, as on the letterhead"), clinic.address),
            "city": line(t("City"), clinic.city),
            "phone": line(t("Telephone"), clinic.phone),
            "email": line(t("E-mail"), clinic.email),
            "website": line(t("Website"), clinic.website),
            "licence": line(t("Licence number"), clinic.licence),
            "legal_name": line(t("Company name, for receipts"), clinic.legal_name),
            "tax_number": line(t("Tax number"), clinic.tax_number),
        }
        fields: dict[str, Field] = {
            "name": self.name, "country": self.country, "zone": self.zone, **self._lines
        }  # fmt: skip
        self.group = FieldGroup(t, **fields)
        self.group.on_edited(self.edited.emit)
        self.country.edited.connect(lambda: self.country_chosen.emit(self.country.value()))
        self._lay_out(list(fields.values()))

    def show_clinic(self, clinic: Clinic) -> None:
        """Show another clinic's facts without emitting ``edited``."""
        self._clinic = clinic
        self.name.set_text(clinic.name)
        self.country.set_value(clinic.country)
        self.zone.set_value(clinic.zone)
        for name, field in self._lines.items():
            field.set_text(getattr(clinic, name))

    def clinic(self) -> Clinic:
        """Return the clinic as typed; raises InvalidInput where a choice is missing."""
        lines: dict[str, Any] = {name: field.value() for name, field in self._lines.items()}
        return replace(
            self._clinic,
            name=self.name.value(),
            country=self.country.value(),
            zone=self.zone.value(),
            **lines,
        )

    def check(self) -> bool:
        """Show what is missing beside its field; return whether the form can be read."""
        return self.group.check()

    def _lay_out(self, fields: list[Field]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        for place, field in enumerate(fields):
            grid.addWidget(field, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
