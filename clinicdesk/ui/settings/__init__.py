"""Settings: the clinic, its hours, money, team and prices, its backups, and this computer."""

from clinicdesk.ui.settings.page import SettingsPage, make

__all__ = ["SettingsPage", "make"]
