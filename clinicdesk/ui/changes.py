"""The one signal that says which parts of the clinic changed, so that pages read again."""

from PySide6.QtCore import QObject, Signal

from clinicdesk.domain.changes import Changes


class ChangeBus(QObject):
    """Carries every write's ``Changes`` to the pages, with the object that made it (or None)."""

    changed = Signal(object, object)

    def publish(self, changes: Changes, origin: object = None) -> None:
        """Tell everybody what changed; nothing is sent for ``Changes.NONE``."""
        if changes:
            self.changed.emit(changes, origin)
