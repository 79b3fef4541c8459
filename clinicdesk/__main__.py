"""Starts ClinicDesk as ``python -m clinicdesk``."""

import sys

from clinicdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
