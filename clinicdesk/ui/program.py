"""One run of the program: window first, then the clinic's file beside it, and both closed in order."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from clinicdesk.bundle import files
from clinicdesk.domain.clock import Clock, SystemClock
from clinicdesk.domain.errors import FileProblem
from clinicdesk.i18n.catalog import Translator
from clinicdesk.paths import Folders, folders
from clinicdesk.settings import ComputerSettings, read_settings, write_settings
from clinicdesk.ui.application import dress, load_script_fonts, make_application, make_window
from clinicdesk.ui.main_window import MainWindow
from clinicdesk.ui.opening import actor_of, created, offer_coordinators, opened
from clinicdesk.ui.tasks import Progress, ThreadRunner
from clinicdesk.ui.window_state import apply_state, read_state, state_of, write_state

if TYPE_CHECKING:
    from clinicdesk.services import Services
    from clinicdesk.ui.desk import Desk
    from clinicdesk.ui.first_run import SetUp

BACKUP_CHECK_MS = 5 * 60_000
REFRESH_AFTER_MS = 4_000
FONTS_AFTER_MS = 250
"""When fonts are loaded even if no window was painted yet, as where it starts minimised."""
WINDOW_FILE = "window.json"


class Program(QObject):
    """One run of the program: what is open, and what happens between opening and closing it."""

    def __init__(self, places: Folders, *, demo: bool = False) -> None:
        super().__init__()
        self._places = places
        self._demo = demo
        self._settings = read_settings(places.config)
        self._app = make_application(sys.argv[:1])
        self._t = Translator("ui", self._settings.language)
        self._look = dress(
            self._app,
            files("resources"),
            self._settings.language,
            dark=_dark(self._settings),
            percent=self._settings.percent,
        )
        self._runner = ThreadRunner(self._failed)
        self._services: Services | None = None
        self._clock: Clock = SystemClock()
        self._has_fonts = False
        self._window: Any = None
        self._desk: Desk | None = None
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_CHECK_MS)
        self._backups.timeout.connect(self._back_up_if_due)

    def start(self) -> None:
        """Show a window at once and open the clinic's file beside it, or ask the first-run questions."""
        QTimer.singleShot(FONTS_AFTER_MS, self._load_fonts)
        if self._demo:
            self._open_demo()
        elif self._places.file.exists():
            self._open(self._places.file)
        else:
            self._first_run()

    def finish(self) -> None:
        """Back up what changed and close the file; called after the last window closed."""
        self._backups.stop()
        services, self._services = self._services, None
        if services is None:
            return
        if isinstance(self._window, MainWindow):
            self._window.reports.uninstall()
        try:
            services.backups.when_closing()
        except FileProblem as problem:
            print(str(problem), file=sys.stderr)  # noqa: T201 (the window is gone)
        finally:
            services.context.storage.close()

    def _open(self, file: Path) -> None:
        """Show the empty window and open ``file`` on a thread, so that nothing waits for the disk."""
        window = MainWindow(self._look, self._t)
        window.painted.connect(self._load_fonts)
        self._show(window)
        self._runner.run(
            lambda _: opened(file, self._demo),
            lambda found: self._furnish(window, *found),
            lambda error: self._not_opened(file, error),
        )

    def _load_fonts(self) -> None:
        if not self._has_fonts:
            self._has_fonts = True
            load_script_fonts(files("resources"))

    def _show(self, window: Any) -> None:
        before, self._window = self._window, window
        if isinstance(before, MainWindow):
            before.reports.uninstall()
        apply_state(window, read_state(self._places.config / WINDOW_FILE))
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    def _furnish(self, window: MainWindow, services: Services, clock: Clock) -> None:
        # The empty window does not wait for the modules of the pages.
        from clinicdesk.domain.text import initials
        from clinicdesk.ui.pages import pages, sheets

        self._services, self._clock = services, clock
        actor = actor_of(services, self._settings.staff_id)
        acting = services.acting_as(actor) if actor else services
        _, self._desk = make_window(
            self._look,
            self._t,
            services=acting,
            clock=clock,
            zone=services.clinic.get().tz,
            pages=pages(),
            sheets=sheets(),
            runner=self._runner,
            facts={
                "resources": files("resources"),
                "places": self._places,
                "demo": self._demo,
                "actor": actor,
                "settings": self._settings,
                "change_settings": self._change_settings,
            },
            window=window,
        )
        window.closing.connect(partial(self._keep_state, window))
        window.reports.install()
        if actor is not None:
            window.rail.set_person(initials(actor.name), actor.colour, actor.name)
        offer_coordinators(window, services)
        self._desk.navigator.show_page(self._settings.start_page)
        self._desk.ticker.start()
        self._backups.start()
        self._show_backup()
        QTimer.singleShot(REFRESH_AFTER_MS, self._refresh)

    def _refresh(self) -> None:
        """Compare every open follow-up with its facts, in the background (safety rule 9)."""
        services, desk = self._services, self._desk
        if services is None or desk is None:
            return

        def compare(progress: Progress) -> int:
            return services.followups.refresh_all(progress.report)

        def tell(changed: int) -> None:
            if changed:
                from clinicdesk.domain.changes import Changes

                desk.bus.publish(Changes.FOLLOWUPS)

        self._runner.run(compare, tell)

    def _change_settings(self, settings: ComputerSettings) -> None:
        """Keep changed settings of this computer and open the window anew with them."""
        write_settings(self._places.config, settings)
        moved = settings.language != self._settings.language
        self._settings = settings
        if moved:
            self._t = Translator("ui", settings.language)
        self._look = dress(
            self._app, files("resources"), settings.language, dark=_dark(settings), percent=settings.percent
        )
        services = self._services
        if services is not None:
            window = MainWindow(self._look, self._t)
            self._show(window)
            self._furnish(window, services, self._clock)

    def _keep_state(self, window: MainWindow) -> None:
        page = window.current_page
        write_state(self._places.config / WINDOW_FILE, state_of(window, page))

    def _back_up_if_due(self) -> None:
        services = self._services
        if services is None or not services.backups.is_due():
            return
        self._runner.run(
            lambda _: services.backups.make(reason="interval"), lambda _: self._show_backup(), self._failed
        )

    def _show_backup(self) -> None:
        services, desk = self._services, self._desk
        if services is None or desk is None or not isinstance(self._window, MainWindow):
            return
        newest = next(iter(services.backups.all()), None)
        if newest is not None:
            time = desk.t.formats.time(desk.local(newest.made_at))
            self._window.rail.set_backup(desk.t("Backup"), time, good=True)

    def _first_run(self) -> None:
        from clinicdesk.ui.first_run import make

        wizard = make(self._look, self._t, self._clock)
        wizard.finished.connect(self._set_up)
        wizard.demo_requested.connect(self._try_demo)
        self._show(wizard)

    def _set_up(self, answers: SetUp) -> None:
        """Make the clinic's file from the answers; a failure leaves the wizard with everything typed."""
        self._runner.run(
            lambda _: created(self._places.file, self._clock, answers),
            lambda _: self._open(self._places.file),
            self._window.show_error,
        )

    def _try_demo(self) -> None:
        self._demo = True
        self._open_demo()

    def _open_demo(self) -> None:
        file = folders(self._places.demo).file
        if file.exists():
            self._open(file)
            return
        from clinicdesk.demo.story import build
        from clinicdesk.ui.waiting import Waiting

        waiting = Waiting(
            self._look,
            self._t("Inventing a clinic with 300 patients"),
            self._t("Two years of work, day by day"),
        )
        self._show(waiting)
        task = self._runner.run(
            lambda progress: build(file, progress=progress.report),
            lambda _: self._open(file),
            lambda error: self._not_opened(file, error),
        )
        task.progressed.connect(waiting.show_progress)

    def _not_opened(self, file: Path, error: Exception) -> None:
        """Show the rescue instead of an empty clinic (safety rule 5); a bug goes to the report."""
        if not isinstance(error, FileProblem):
            self._failed(error)
            return
        from clinicdesk.services.rescue import good_backups
        from clinicdesk.ui.rescue import make

        rescue = make(self._look, self._t, error, file, good_backups(file))
        rescue.restore_requested.connect(partial(self._restore, file))
        rescue.again_requested.connect(partial(self._open, file))
        self._show(rescue)

    def _restore(self, file: Path, chosen: Path) -> None:
        from clinicdesk.services.rescue import restore_file

        self._runner.run(
            lambda _: restore_file(file, chosen, at=self._clock.now()),
            lambda _: self._open(file),
            lambda error: self._not_opened(file, error),
        )

    def _failed(self, error: Exception) -> None:
        from clinicdesk import log

        log.write_uncaught(type(error), error, error.__traceback__)
        reports = getattr(self._window, "reports", None)
        if reports is not None:
            reports.take(error)
        else:
            from clinicdesk.ui.errors import ErrorDialog, report_of

            ErrorDialog(self._look, self._t, report_of(error), self._window).exec()


def _dark(settings: ComputerSettings) -> bool:
    if settings.scheme == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return settings.scheme == "dark"
