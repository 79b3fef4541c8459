"""A day that may stay empty, as a birth date or a landing that nobody knows yet."""

from clinicdesk.ui.widgets.date_field import DateField


class OptionalDay(DateField):
    """Read it with ``day_or_none``; an empty field is nothing wrong."""

    def check(self) -> bool:
        """Show what is wrong with a typed day; an empty field is fine."""
        if not self.text().strip():
            self.show_error("")
            return True
        return super().check()
