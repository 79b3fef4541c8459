"""ClinicDesk, a desktop program for dental clinics with international patients."""

__version__ = "0.1.0"
