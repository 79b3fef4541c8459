"""Loads once, in the fork server, what every working process needs, so that each starts at once."""

from clinicdesk.documents import plan, receipt
from clinicdesk.services.papers import press
from tests.faults import worker

__all__ = ["plan", "receipt", "worker"]

press()
