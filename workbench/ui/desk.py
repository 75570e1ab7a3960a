"""What the window can do once everything is loaded: open, make, import and export plans, and keep preferences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from forms.blank import blank_plan
from workbench import settings
from workbench.engine.projection import project
from workbench.exchange import samples
from workbench.formats import Formats, countries
from workbench.i18n import N_, NoCatalogue, _, language
from workbench.model.base import title
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.settings import Settings
from workbench.storage.backup import Backup
from workbench.storage.header import LibraryError
from workbench.storage.index import index_of
from workbench.storage.library import Library
from workbench.storage.records import Index
from workbench.ui import speech, theme
from workbench.ui.actions import act, bind
from workbench.ui.bridge import Session
from workbench.ui.first_start import FirstStart
from workbench.ui.importing import Importing, Outcome, take_in
from workbench.ui.keys_page import KeysPage
from workbench.ui.name_version import NameVersion
from workbench.ui.open_plans import OpenPlans, may_lose
from workbench.ui.parts import documents, file_name
from workbench.ui.plan_menu import PlanMenu
from workbench.ui.restoring import Restoring
from workbench.ui.search import Search
from workbench.ui.search_index import Entry, SearchIndex, Sort, offered
from workbench.ui.settings_dialog import SettingsDialog
from workbench.ui.strip import HOME
from workbench.ui.tasks import Tasks
from workbench.ui.window import Window

READ_ONLY = N_("La biblioteca está abierta solo para leer: nada se puede cambiar.")


class Desk(QObject):
    """Works on one library for one window."""

    _told = Signal(str)

    def __init__(self, window: Window, library: Library) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.tasks = Tasks(self)
        self.plans = OpenPlans(window)
        self.plans.homed.connect(self._show_home)
        self.plans.exported.connect(self.export)
        self.plans.compared.connect(self.compare)
        self.plans.kept.connect(self.keep_version)
        self._settings = settings.load()
        self._leaving = False
        self.menu = PlanMenu(library, window)
        self.menu.opened.connect(self.open_plan)
        self.menu.removed.connect(self._close_plan)
        self.menu.export.connect(self._preview)
        self.menu.done.connect(self._say)
        window.closing.connect(self.close)
        bind(window, {
            "search": self.search,
            "new": self.new_plan,
            "import": self.browse,
            "settings": self.ask_settings,
            "keys": lambda: KeysPage(window).open(),
        })  # fmt: skip
        self._told.connect(self._stand)
        library.noticed = self._told.emit
        self._show_plans()
        self._stand(library.backup_trouble)  # said before anybody listened
        if not self._settings.country:
            self._ask_country()
        if library.recovered:
            window.home.say(_("Se recuperó lo que la vez anterior no se pudo guardar."))

    @property
    def formats(self) -> Formats:
        """How this person writes numbers."""
        return Formats(self._settings.country, language(), self._settings.amounts)

    @property
    def session(self) -> Session | None:
        """That of the plan shown; None at home."""
        return self.plans.session

    def may_leave(self) -> bool:
        """Whether the window can close: where texts that could not be kept would be lost, it is asked first."""
        lost = self.plans.unkept()
        if self._leaving or not (lost or self.library.unsafe()):
            return True
        box = may_lose(self.window, _("Cerrar el programa"), lost, self.library.unsafe())
        box.accepted.connect(self._leave)
        box.open()
        return False

    def _leave(self) -> None:
        self._leaving = True
        self.window.close()

    def close(self) -> None:
        """Finish what is under way and let go of the library."""
        self.plans.end()
        self.tasks.close()
        self.library.close()

    # ------------------------------------------------------------ the library's own troubles

    def take(self, library: Library) -> None:
        """Work on the same library, which can be written now. The plans that were read are opened anew from home."""
        for session in self.plans.sessions():
            self.plans.drop(str(session.plan.id))
        self.library.close()
        self.library = self.menu.library = library
        library.noticed = self._told.emit
        self.show_home()
        self.window.home.say(_("La biblioteca ya se puede cambiar."))

    def _stand(self, sentence: str) -> None:
        """Say what the library cannot do for as long as it cannot: nothing is lost meanwhile."""
        if self.library.unsaved():
            self.window.banner.say(sentence, _("Volver a guardar"), self.library.retry)
        elif sentence:
            self.window.banner.say(sentence, _("Entendido"), self.window.banner.hide)
        else:
            self.window.banner.hide()

    def ask_restore(self) -> None:
        """Let a backup be put in the library's place."""
        dialog = Restoring(self.library.path, self.window)
        dialog.wanted.connect(self._restore)
        dialog.open()

    def _restore(self, backup: Backup) -> None:
        if not self.library.writable:
            self.window.home.say(_(READ_ONLY))
            return
        for session in self.plans.sessions():
            self.plans.drop(str(session.plan.id))
        try:
            done = self.library.restore(backup)
        except LibraryError as error:
            self._say(str(error), "")
        else:
            self._say(" ".join((_("La copia está en el lugar de la biblioteca."), *done.difference.sentences())), "")

    # ------------------------------------------------------------ plans

    def open_plan(self, plan: str) -> None:
        """Open a plan of the library; go to it where it is open."""
        if self.plans.find(UUID(plan)):
            self.plans.show(plan)
            return
        try:
            self._open(self.library.load(UUID(plan)))
        except (LibraryError, LookupError, PlanRefused) as error:
            self.window.home.say(str(error))

    def new_plan(self) -> None:
        """Begin an empty plan of this person's country."""
        self._begin(blank_plan(self._settings.country, date.today()), _("Plan nuevo"))

    def open_sample(self, sample: str) -> None:
        """Open a copy of a sample, which is a plan of its own."""
        self._begin(samples.load(sample).with_(id=uuid4()), _("Copia de un ejemplo"))

    def browse(self) -> None:
        """Ask for files to import."""
        kinds = _("Planes (*.pdf *.json)")
        paths, _kind = QFileDialog.getOpenFileNames(self.window, _("Importar planes"), documents(), kinds)
        if paths:
            self.import_files(paths)

    def import_files(self, paths: Sequence[str]) -> None:
        """Take in the plans of PDF or JSON files, and say at home what became of each."""
        if not self.library.writable:
            self.window.home.say(_(READ_ONLY))
            return
        self.plans.leave_field()
        files = [Path(path) for path in paths]
        if len(files) > 1:
            dialog = Importing(files, self._take_in, self.tasks, self.window)
            dialog.outcome.connect(self._follow)
            dialog.finished.connect(self._imported)
            dialog.open()
            return
        said = [self._follow(self._take_in(file)) for file in files]
        self.show_home()
        self.window.home.say("\n".join(said))

    def _take_in(self, file: Path) -> Outcome:
        return take_in(file, self.library, self._index)

    def _follow(self, outcome: Outcome) -> str:
        """An open plan shows what was imported of it; what to say of the file."""
        session = self.plans.find(outcome.plan.id) if outcome.plan else None
        if session is None or outcome.plan is None:
            return outcome.sentence
        session.follow(outcome.plan, outcome.label)
        about = _("Está abierto y ahora muestra lo importado; «Deshacer» vuelve a lo que había.")
        return f"{outcome.sentence} {about}"

    def _imported(self) -> None:
        if self.window.on_home():
            self._show_plans()

    def _begin(self, plan: Plan, label: str) -> None:
        if not self.library.writable:
            self.window.home.say(_(READ_ONLY))
            return
        try:
            self.library.add(plan, label, self._index(plan))
        except LibraryError as error:
            self.window.home.say(str(error))
        else:
            self._open(plan)

    def _index(self, plan: Plan) -> Index:
        return index_of(project(plan), self.formats)

    def _open(self, plan: Plan) -> None:
        self.window.home.say("")
        session = Session(plan, self.library.save, self.formats, self.tasks)
        session.document.locked = "" if self.library.writable else _(READ_ONLY)
        self.plans.begin(session)

    def show_home(self) -> None:
        """The plans of the library; those that are open stay open."""
        self.plans.show(HOME)

    def _show_home(self) -> None:
        self._show_plans()
        self.window.show_home()

    def _show_plans(self) -> None:
        names = {country.code: country.name for country in countries(language())}
        try:
            plans, aside = self.library.plans(), self.library.aside()
        except LibraryError as error:  # its drive is gone: what home has stays
            self.window.home.say(str(error))
            return
        self.window.home.show_plans(plans, names)
        self.window.home.show_deleted(len(aside))

    def _close_plan(self, plan: str) -> None:
        if self.plans.find(UUID(plan)):
            self.plans.drop(plan)

    def _say(self, text: str, undo: str) -> None:
        self._show_plans()
        self.window.home.say(text, undo)

    # ------------------------------------------------------------ search

    def search(self) -> None:
        """Look for anything: in the plan shown, among the plans, and in what can be done."""
        self.plans.leave_field()
        projection = self.session.projection if self.session else None
        others = [*offered(self.window), *self._plans_found()]
        dialog = Search(SearchIndex(projection, self.formats, others), self.window)
        dialog.chosen.connect(self._go_to)
        dialog.open()

    def _plans_found(self) -> list[Entry]:
        try:
            cards = self.library.plans()
        except LibraryError:  # what was written in the open plans is found without it
            return []
        return [Entry(Sort.PLAN, card.name or _("Plan sin nombre"), card.executor, card.id) for card in cards]

    def _go_to(self, entry: Entry) -> None:
        if entry.sort is Sort.ACTION:
            act(self.window, entry.place)
        elif entry.sort is Sort.PLAN:
            self.open_plan(entry.place)
        elif self.plans.view:
            self.plans.view.seek(entry)

    # ------------------------------------------------------------ versions

    def compare(self) -> None:
        """Show what is kept of the open plan, and compare it."""
        session, view = self.session, self.plans.view
        if session is None or view is None:
            return
        from workbench.ui.versions import Versions  # brings the words of the report: not before they are wanted

        self.plans.leave_field()
        view.compare(lambda: Versions(session, self.library, self.tasks))

    def keep_version(self) -> None:
        """Ask for a name for the open plan as it is now, and keep it."""
        session, view = self.session, self.plans.view
        if session is None or view is None:
            return
        if not self.library.writable:
            session.noticed.emit(_(READ_ONLY))
            return
        self.plans.leave_field()

        def named() -> None:
            if self.plans.view is view:
                view.refresh_versions()

        dialog = NameVersion(session, self.library, self.tasks, named, self.window)
        dialog.finished.connect(view.wake)
        dialog.open()

    # ------------------------------------------------------------ PDF

    def export(self) -> None:
        """Show the PDF of the open plan and let it be saved."""
        if self.session is not None:
            self.plans.leave_field()
            self._preview(self.session.document.plan)

    def _preview(self, plan: Plan, spoken: str = "") -> None:
        """``spoken``: the language of this PDF, where it is not the one of the preferences."""
        from workbench.ui.preview import Preview  # brings what draws pages: not before there is one to draw

        kept = self._settings.with_(report_language=spoken or self._settings.report_language)
        library, name = self.library, file_name(title(plan.project) or _("Plan sin nombre"), ".pdf")
        wanted = settings.report_language(kept)
        preview = Preview(lambda: make_pdf(plan, library, kept), name, wanted, self.tasks, self.window)

        def again(code: str) -> None:
            preview.reject()
            self._preview(plan, code)

        preview.spoke.connect(again)
        preview.open()

    # ------------------------------------------------------------ preferences

    def ask_settings(self) -> None:
        """Let the preferences be changed."""
        dialog = SettingsDialog(settings.load(), self.window)
        dialog.accepted.connect(lambda: self._keep(dialog.settings()))
        dialog.open()

    def _ask_country(self, country: str = "") -> None:
        """The first start. Another language draws everything anew, the question too."""
        dialog = FirstStart(country, self.window)

        def answered() -> None:
            self._keep(settings.load().with_(country=dialog.chooser.country(), language=language()))

        def spoken(code: str) -> None:
            dialog.finished.disconnect(answered)
            dialog.reject()
            self._speak(code)
            self._ask_country(dialog.chooser.country())

        dialog.finished.connect(answered)
        dialog.spoke.connect(spoken)
        dialog.open()

    def _keep(self, kept: Settings) -> None:
        """Apply other preferences at once, and remember them."""
        before, self._settings = self._settings, kept
        app = _app()
        theme.apply(app, kept.theme, kept.text)
        spoken = settings.screen_language(kept)
        self._speak(spoken if spoken != settings.screen_language(before) else language())
        try:
            settings.save(kept)
        except OSError as error:
            text = _("Las preferencias valen ahora, pero no se pudieron guardar ({why}).")
            self.window.home.say(text.format(why=error.strerror or error))

    def _speak(self, code: str) -> None:
        """Draw everything anew: in a language, and as large as text is now. The open plans stay as they are."""
        try:
            speech.speak(_app(), code)
        except NoCatalogue as error:
            self.window.home.say(str(error))
            return
        self.window.speak()
        self.window.home.show_samples(samples.samples())
        self.plans.remake(self.formats)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def make_pdf(plan: Plan, library: Library, kept: Settings) -> bytes:
    """The PDF of a plan as it is in the library, dated by its last edit, in the language chosen for PDFs."""
    from workbench.report.plan_report import plan_pdf

    return plan_pdf(project(plan), settings.report_language(kept), library.edited(plan.id), kept.amounts)
