"""What opens instead of the window when the clinic's file does not: the sentence, and the ways out."""

from clinicdesk.ui.rescue.window import Rescue, make

__all__ = ["Rescue", "make"]
