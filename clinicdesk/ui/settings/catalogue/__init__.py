"""Prices and wording in Settings: a matrix of procedures and languages with a pane for one cell."""

from clinicdesk.ui.settings.catalogue.section import CatalogueSection

__all__ = ["CatalogueSection"]
