"""What the window can do once everything is loaded: open and make plans, search, keep versions.

Imports, PDFs, preferences and the library's troubles have modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from forms import GUIDE
from forms.blank import blank_plan
from forms.completeness import by_page
from workbench.exchange import samples
from workbench.formats import Formats, countries
from workbench.i18n import N_, Phrase, _, language
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.storage.header import LibraryError
from workbench.storage.home import PlanCard
from workbench.storage.library import Library
from workbench.storage.records import Index
from workbench.ui.actions import act, bind
from workbench.ui.bridge import Session
from workbench.ui.importing import Imports
from workbench.ui.library_troubles import READ_ONLY, LibraryTroubles
from workbench.ui.open_plans import CLOSE_PROGRAM, EXPORT, PORTFOLIO, OpenPlans, may_lose
from workbench.ui.pdf_export import PdfExport
from workbench.ui.plan_card import DOORS
from workbench.ui.plan_menu import PlanMenu
from workbench.ui.preferences import Preferences
from workbench.ui.strip import HOME
from workbench.ui.tasks import Tasks
from workbench.ui.window import Window

if TYPE_CHECKING:
    from workbench.engine.doors import Door
    from workbench.ui.portfolio import Portfolio
    from workbench.ui.search_index import Entry
    from workbench.ui.survey.surveys import Surveys
    from workbench.ui.verifying import Proofs

LIGHTS = {"break_even": "break_even.month.held_from", "gap": "funding.gap.committed"}
"""The figures of the pulse that stand on a card."""


class Desk(QObject):
    """Works on one library for one window."""

    def __init__(self, window: Window, library: Library) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.tasks = Tasks(self)
        self.plans = OpenPlans(window)
        self.preferences = Preferences(window, self.plans)
        self.plans.homed.connect(self._show_home)
        self.plans.exported.connect(self.export)
        self.plans.calculated.connect(self.calculate)
        self.plans.compared.connect(self.compare)
        self.plans.kept.connect(self.keep_version)
        self._leaving = False
        self.imports, self.pdf = Imports(self), PdfExport(self)
        self.menu = PlanMenu(library, self.plans, window)
        self.menu.opened.connect(self.open_plan)
        self.menu.asked.connect(self.open_door)
        self.menu.export.connect(self.pdf.show)
        self.menu.calculate.connect(self.ask_workbook)
        self.menu.done.connect(self.say)
        window.closing.connect(self.close)
        bind(window, {
            "search": self.search,
            "new": self.new_plan,
            "import": self.imports.browse,
            "template": lambda: self.imports.workbooks.save_template(),
            "verify": lambda: self.proofs.browse(),
            "portfolio": lambda: self.portfolio.show(),
            "surveys": lambda: self.surveys.show(),
            "settings": self.preferences.ask,
            "help": self.show_help,
            "keys": self._show_keys,
        })  # fmt: skip
        self._home_soon = QTimer(self, singleShot=True)
        self._home_soon.timeout.connect(self._complete_home)
        self._home_soon.start(0)
        self.troubles = LibraryTroubles(self)
        if not self.preferences.kept.country:
            self.preferences.ask_country()
        self.troubles.tell()

    @cached_property
    def proofs(self) -> Proofs:
        """What verifies PDFs."""
        from workbench.ui.verifying import Proofs

        return Proofs(self)

    @cached_property
    def portfolio(self) -> Portfolio:
        """What shows all plans together."""
        from workbench.ui.portfolio import Portfolio

        return Portfolio(self)

    @cached_property
    def surveys(self) -> Surveys:
        """What shows the survey's rounds."""
        from workbench.ui.survey.surveys import Surveys

        return Surveys(self)

    @property
    def formats(self) -> Formats:
        """How this person writes numbers."""
        return self.preferences.formats

    @property
    def session(self) -> Session | None:
        """That of the plan shown; None at home."""
        return self.plans.session

    def may_leave(self) -> bool:
        """Whether the window can close: where texts that could not be kept would be lost, it is asked first."""
        if self._leaving:
            return True
        lost, unsafe = self.plans.unkept(), self.library.unsafe()
        if not (lost or self.library.waits):
            return True
        box = may_lose(self.window, CLOSE_PROGRAM, lost, unsafe)
        box.accepted.connect(self._leave)
        box.rejected.connect(self.plans.show_unkept)
        box.open()
        return False

    def _leave(self) -> None:
        self._leaving = True
        self.window.close()

    def close(self) -> None:
        """Finish what is under way and let go of the library."""
        self._home_soon.stop()
        self.plans.end()
        self.tasks.close()
        self.library.close()

    # ------------------------------------------------------------ plans

    def open_plan(self, plan: str) -> None:
        """Open a plan of the library; go to it where it is open."""
        if self.plans.find(UUID(plan)):
            self.plans.show(plan)
            return
        try:
            self._open(self.library.load(UUID(plan)))
        except (LibraryError, LookupError, PlanRefused) as error:
            self.tell(str(error))

    def open_door(self, plan: str, door: str) -> None:
        """Open a plan by one of the ``DOORS`` of its card: where an answer is missing, or where a figure comes from."""
        self.open_plan(plan)
        from workbench.engine.doors import light_door
        from workbench.engine.pulse import pulse

        session, view = self.session, self.plans.view
        if session is None or view is None or str(session.plan.id) != plan:
            return  # it could not be opened, which was said
        if door == "missing":
            pages = by_page(session.plan, GUIDE, session.refused()).values()
            missing = (path for page in pages for path in page.missing)
            view.jump(next(missing, "review/summary"))
        else:
            wanted = next(each for each in pulse(session.projection, self.formats) if LIGHTS[door] == each.id)
            session.asked.emit(light_door(session.projection, wanted))

    def open_at(self, plan: str, target: str | Door) -> None:
        """Open a plan: at one of the ``DOORS`` of its card, at a field, or where a figure comes from; '' as it was."""
        if target in DOORS:
            self.open_door(plan, str(target))
            return
        self.open_plan(plan)
        session, view = self.session, self.plans.view
        if session is None or view is None or str(session.plan.id) != plan or target == "":
            return
        if isinstance(target, str):
            view.jump(target)
        else:
            session.asked.emit(target)

    def new_plan(self) -> None:
        """Begin an empty plan of this person's country."""
        self._begin(blank_plan(self.preferences.kept.country, date.today()), Phrase(N_("Plan nuevo")))

    def open_sample(self, sample: str) -> None:
        """Open a copy of a sample, which is a plan of its own."""
        plan = samples.load(sample)
        name, taken = plan.project.name, {card.name for card in self._cards()}
        names = (name, *(_("{name} ({n})").format(name=name, n=n) for n in range(2, len(taken) + 3)))
        fresh = next(each for each in names if each not in taken)
        copy = plan.with_(id=uuid4(), project=plan.project.with_(name=fresh))
        self._begin(copy, Phrase(N_("Copia de un ejemplo")))

    def _begin(self, plan: Plan, label: str) -> None:
        if not self.library.writable:
            self.window.home.say(_(READ_ONLY))
            return
        try:
            self.library.begin(plan, label, self.index(plan))
        except LibraryError as error:
            self.window.home.say(str(error))
        else:
            self._open(plan)

    def index(self, plan: Plan) -> Index:
        """What home shows of a plan, in words of this person."""
        from workbench.engine.projection import project
        from workbench.storage.index import index_of

        return index_of(project(plan), self.formats)

    def _open(self, plan: Plan) -> None:
        self.window.home.say("")
        session = Session(plan, self.library.save, self.formats, self.tasks)
        session.document.locked = "" if self.library.writable else _(READ_ONLY)
        self.plans.begin(session)

    def show_home(self) -> None:
        """The plans of the library; those that are open stay open."""
        self.plans.show(HOME)

    def _complete_home(self) -> None:
        """What home shows more than the cards, unless a plan was asked for meanwhile: it is shown with home then."""
        if self.session is None:
            self.show_plans()

    def _show_keys(self) -> None:
        from workbench.ui.keys_page import KeysPage

        KeysPage(self.window).open()

    def _show_home(self) -> None:
        self.show_plans()
        self.window.show_home()

    def show_plans(self) -> None:
        """Read the plans of the library anew."""
        names = {country.code: country.name for country in countries(language())}
        try:
            plans, aside = self.library.plans(), self.library.aside()
        except LibraryError as error:  # its drive is gone: what home has stays
            self.window.home.say(str(error))
            return
        self.window.home.show_plans(plans, names)
        self.window.home.show_deleted(len(aside))

    def tell(self, text: str) -> None:
        """Say what became of plans where somebody looks at them: in the portfolio, else at home."""
        if self.plans.screen(PORTFOLIO) is None:
            self.show_home()
            self.window.home.say(text)
        else:
            self.portfolio.refresh(text)

    def say(self, text: str, undo: str = "") -> None:
        """Show the plans as they are now, and say at home what became of them."""
        self.show_plans()
        self.window.home.say(text, undo)

    # ------------------------------------------------------------ search

    def search(self) -> None:
        """Look for anything: in the plan shown, or in the help; among the plans and the rounds; in what can be done."""
        from workbench.ui.search import Search
        from workbench.ui.search_index import SearchIndex, offered

        here = QApplication.focusWidget()
        self.plans.leave_field()
        projection = self.session.projection if self.session else None
        others = [*offered(self.window), *self._plans_found(), *self._rounds_found()]
        dialog = Search(SearchIndex(projection, self.formats, others), self.window)
        dialog.chosen.connect(self._go_to)
        dialog.rejected.connect(lambda: here.setFocus() if here is not None and isValid(here) else None)
        dialog.open()

    def _plans_found(self) -> list[Entry]:
        from workbench.ui.search_index import Entry, Sort

        cards = self._cards()
        return [Entry(Sort.PLAN, card.name or _("Plan sin nombre"), card.executor, card.id) for card in cards]

    def _rounds_found(self) -> list[Entry]:
        from workbench.ui.search_index import Entry, Sort

        try:
            cards = self.library.rounds.cards()
        except LibraryError:
            return []
        return [Entry(Sort.ROUND, card.title or _("Ronda sin nombre"), card.wave, card.id) for card in cards]

    def _cards(self) -> tuple[PlanCard, ...]:
        """The plans there are; none where the library cannot be read: it is not what was asked for."""
        try:
            return self.library.plans()
        except LibraryError:
            return ()

    def _go_to(self, entry: Entry) -> None:
        from workbench.ui.search_index import Sort

        if entry.sort is Sort.ACTION:
            act(self.window, entry.place)
        elif entry.sort is Sort.PLAN:
            self.open_plan(entry.place)
        elif entry.sort is Sort.ROUND:
            self.surveys.open(entry.place)
        elif self.plans.view:
            self.plans.view.seek(entry)
        else:
            from workbench.ui.help_topics import of_entry

            self.show_help(of_entry(entry), entry.title if entry.sort is Sort.FIELD else "")

    def show_help(self, topic: str = "", word: str = "") -> None:
        """Open the help, at a topic and at a word in it."""
        from workbench.ui.help_page import HelpPage  # brings the words of the report: not before they are wanted

        HelpPage(topic, word, self.window).open()

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
        from workbench.ui.name_version import NameVersion

        self.plans.leave_field()

        def named() -> None:
            if self.plans.view is view:
                view.refresh_versions()

        dialog = NameVersion(session, self.library, self.tasks, named, self.window)
        dialog.finished.connect(view.wake)
        dialog.open()

    # ------------------------------------------------------------ PDF and workbook

    def export(self) -> None:
        """Show the PDF of the open plan and let it be saved."""
        if (session := self.session) is not None:
            self._whole(session.document.plan, lambda: self.pdf.show(session.document.plan))

    def calculate(self) -> None:
        """Have the workbook of the open plan saved."""
        if (session := self.session) is not None:
            self._whole(session.document.plan, lambda: self.ask_workbook(session.document.plan))

    def _whole(self, plan: Plan, send: Callable[[], None]) -> None:
        """Send an open plan; asked first where it lacks what was typed in it."""
        self.plans.before_loss(EXPORT, send, plan=str(plan.id))

    def ask_workbook(self, plan: Plan) -> None:
        """Ask where the workbook of a plan is to be."""
        from workbench.ui.workbook_export import WorkbookExport

        WorkbookExport(plan, self.preferences.kept, self.tasks, self.window).open()
