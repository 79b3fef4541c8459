"""The first five minutes: a few questions, and the clinic's file is ready; or a look at the demo clinic."""

from clinicdesk.ui.first_run.answers import SetUp
from clinicdesk.ui.first_run.wizard import FirstRun, make

__all__ = ["FirstRun", "SetUp", "make"]
