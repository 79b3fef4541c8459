"""Tells a long write's progress phase by phase, from a count that begins again with each phase."""

from collections.abc import Sequence

from clinicdesk.ui.tasks import Progress


class Phases:
    """Handed to a service as its progress: each time the count falls, the next phase has begun."""

    def __init__(self, progress: Progress, words: Sequence[str]) -> None:
        """Report to ``progress`` with the ``words`` of each phase in turn."""
        self._progress = progress
        self._words = list(words)
        self._last = (0, -1)
        self._phase = 0

    def __call__(self, done: int, total: int) -> None:
        """Report; raises Cancelled where the person cancelled."""
        if done <= self._last[0] and self._last[1] >= 0:
            self._phase = min(self._phase + 1, len(self._words) - 1)
        self._last = (done, total)
        self._progress.report(done, total, self._words[self._phase])
