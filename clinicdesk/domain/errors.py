"""Failures that people can act on: a sentence, its data, and the field it belongs to."""


class ClinicError(Exception):
    """An expected failure: nothing was changed, and the sentence says what to do next.

    ``message`` is an English sentence marked for translation with ``{named}`` places, ``data`` fills
    them, ``field`` names the form field it belongs to ("" where it belongs to no field).
    """

    def __init__(self, message: str, /, *, field: str = "", **data: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.data = data

    def __str__(self) -> str:
        """Return the English sentence with its data, for logs of tests and for standard error."""
        text = self.message
        for name, value in self.data.items():
            text = text.replace("{" + name + "}", str(value))
        return text


class InvalidInput(ClinicError):
    """Something typed cannot be used as it is."""


class NotFound(ClinicError):
    """The record that was asked for is not in the clinic's file."""


class Conflict(ClinicError):
    """The step does not fit the facts as they stand now."""


class NotAllowed(ClinicError):
    """The person's role does not include this action (safety rule 22)."""


class FileProblem(ClinicError):
    """The clinic's file cannot be opened, read or written as it is."""
