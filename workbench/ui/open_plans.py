"""What is open in the window, each in a tab: plans, with their session, undo history and place, and screens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast, runtime_checkable
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from forms import GUIDE
from workbench import settings
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.ui.actions import PLACES, bind
from workbench.ui.bridge import Session
from workbench.ui.guide_view import PlanView
from workbench.ui.message import message
from workbench.ui.strip import HOME
from workbench.ui.window import Window

PLACES_KEPT = 100
"""Plans whose place is remembered."""


PORTFOLIO = "portfolio"
"""The tab of all plans together."""


@dataclass(frozen=True)
class Losing:
    """A step that drops plans, or sends one: its name, what becomes of marked texts, and what goes on with it."""

    title: str
    lost: str
    go: str


_CLOSE = N_("Cerrar de todos modos")
_CLOSED = N_("Si cierra, ese texto se pierde; todo lo demás está guardado.")
CLOSE_PLAN = Losing(N_("Cerrar el plan"), _CLOSED, _CLOSE)
CLOSE_PROGRAM = Losing(N_("Cerrar el programa"), _CLOSED, _CLOSE)
DELETE = Losing(
    N_("Eliminar el plan"),
    N_("Si elimina el plan, ese texto se pierde; todo lo demás queda en «Planes eliminados»."),
    N_("Eliminar de todos modos"),
)
RESTORE = Losing(
    N_("Restaurar una copia de seguridad"),
    N_("Si restaura la copia, los planes abiertos se cierran y ese texto se pierde; lo guardado se conserva aparte."),
    N_("Restaurar de todos modos"),
)
EXPORT = Losing(N_("Exportar el plan"), N_("Lo que se exporta no lleva ese texto."), N_("Exportar de todos modos"))


@dataclass
class Opened:
    """A session, and its view where one was made: what is not looked at costs little."""

    session: Session
    view: PlanView | None = None
    page: int = 1
    path: str = ""


class View(Protocol):
    """What a tab shows: a widget that takes the cursor when it is shown."""

    def wake(self) -> None: ...


@runtime_checkable
class Keeping(Protocol):
    """A screen in which one types: ``unkept`` says how many texts were not understood and are in no library."""

    def unkept(self) -> int: ...


@dataclass
class Screen:
    """A tab that is no plan. ``title``: its name in the language of now; ``make``: its ``View``; ``shown``: what is
    done each time it is."""

    title: Callable[[], str]
    make: Callable[[], QWidget]
    shown: Callable[[], object] = lambda: None
    view: QWidget | None = None


class OpenPlans(QObject):
    """``homed``: home is to be shown. Of the plan shown, ``exported``: its PDF is wanted, ``calculated``: its
    workbook; ``compared``: its versions; ``kept``: a name for it as it is now."""

    homed = Signal()
    exported = Signal()
    calculated = Signal()
    compared = Signal()
    kept = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._opened: dict[str, Opened] = {}
        self._screens: dict[str, Screen] = {}
        self._shown = HOME
        window.strip.chosen.connect(self.show)
        window.strip.left.connect(self.close)
        places = {f"plan_{at}": lambda at=at: self._show_at(at - 1) for at in range(1, PLACES + 1)}
        bind(window, {
            "home": lambda: self.show(HOME),
            "next_plan": lambda: self._step(1),
            "previous_plan": lambda: self._step(-1),
            "close": lambda: self.close(self._shown),
            **places,
        })  # fmt: skip

    @property
    def session(self) -> Session | None:
        """That of the plan shown; None at home."""
        opened = self._opened.get(self._shown)
        return opened.session if opened else None

    @property
    def view(self) -> PlanView | None:
        """The view of the plan shown; None at home."""
        opened = self._opened.get(self._shown)
        return opened.view if opened else None

    def find(self, plan: UUID) -> Session | None:
        """The session of a plan that is open."""
        opened = self._opened.get(str(plan))
        return opened.session if opened else None

    def sessions(self) -> list[Session]:
        """Those of all open plans."""
        return [opened.session for opened in self._opened.values()]

    def begin(self, session: Session) -> None:
        """Open a plan in a tab of its own and show it."""
        plan = str(session.plan.id)
        self._opened[plan] = Opened(session, None, *left_at(plan))
        session.changed.connect(self.show_titles)
        self.show_titles()
        self.show(plan)

    def show_screen(self, id: str, screen: Screen) -> None:
        """Show a screen in a tab of its own; ``id`` is that of no plan. One that is open stays as it is."""
        self._screens.setdefault(id, screen)
        self.show_titles()
        self.show(id)

    def screen(self, id: str) -> QWidget | None:
        """A screen's widget where that is the one shown."""
        return self._screens[id].view if id in self._screens and id == self._shown else None

    def show(self, plan: str) -> None:
        """Show an open plan where it was left, a screen, or home."""
        by_tabs = self._window.strip.hasFocus()
        self.leave_field()
        self._shown = plan
        self._window.strip.choose(plan)
        if plan == HOME:
            self.homed.emit()
            if not by_tabs:
                self._window.home.wake()
            return
        view = self._view(plan)
        self._window.show_plan(view, self._titles()[plan])
        if plan in self._screens:
            self._screens[plan].shown()
        if not by_tabs:  # who walks through the tabs goes on walking
            cast(View, view).wake()

    def _view(self, tab: str) -> QWidget:
        """What a tab shows, made with its first look."""
        if tab in self._opened:
            opened = self._opened[tab]
            return opened.view or self._make(opened)
        screen = self._screens[tab]
        screen.view = screen.view or screen.make()
        return screen.view

    def _titles(self) -> dict[str, str]:
        """What each tab is called now."""
        plans = {plan: opened.session.title() for plan, opened in self._opened.items()}
        return plans | {id: screen.title() for id, screen in self._screens.items()}

    def close(self, plan: str) -> None:
        """Close a plan's tab; asked first where something typed was not understood and would be lost."""
        if plan != HOME:
            self.before_loss(CLOSE_PLAN, lambda: self.drop(plan), plan=plan)

    def before_loss(
        self, step: Losing, then: Callable[[], None], stay: Callable[[], None] = lambda: None, plan: str = ""
    ) -> None:
        """Go on with ``then``, which drops or sends a plan, or drops all; asked first where texts that could not
        be kept would be lost or left out: ``stay`` is the other answer, and goes to the first of them."""
        lost = self.unkept(plan)
        if not lost:
            then()
            return
        box = may_lose(self._window, step, lost)
        box.accepted.connect(then)
        box.rejected.connect(stay)
        box.rejected.connect(lambda: self.show_unkept(plan))
        box.open()

    def show_unkept(self, plan: str = "") -> None:
        """Go to the first text that could not be kept: of one plan, or of all that are open."""
        for id_, opened in self._opened.items():
            if plan in ("", id_) and opened.session.held:
                self.show(id_)
                if self.view is not None:
                    self.view.jump(next(iter(opened.session.held)))
                return

    def unkept(self, plan: str = "") -> int:
        """How many texts could not be kept: in one tab, which may be closed, or in all that are open."""
        self.leave_field()
        views: list[object] = [screen.view for id, screen in self._screens.items() if plan in ("", id)]
        texts = [each.unkept() for each in self.sessions() if plan in ("", str(each.plan.id))]
        return sum(texts) + sum(each.unkept() for each in views if isinstance(each, Keeping))

    def end(self) -> None:
        """The window closes: what is being typed is kept, and the plans are let go of."""
        self.leave_field()
        self._remember(*self._opened)
        self._opened.clear()
        self._screens.clear()

    def leave_field(self) -> None:
        """What is being typed in the plan shown is part of it."""
        opened = self._opened.get(self._shown)
        if opened and opened.view:
            opened.view.rest()
            opened.session.settle()
        elif focus := QApplication.focusWidget():
            focus.clearFocus()

    def put_away(self) -> None:
        """Let go of all that stands in the tabs, which stay, with the place and the history of each: see ``remake``."""
        self.leave_field()
        for opened in self._opened.values():
            if opened.view:
                opened.page, opened.path = opened.view.place()
        tabs: list[Opened | Screen] = [*self._opened.values(), *self._screens.values()]
        for tab in tabs:
            view, tab.view = tab.view, None
            if view:
                self._window.drop(view)
                QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)

    def remake(self, formats: Formats) -> None:
        """Draw anew what was put away, in the words, numbers and sizes of now."""
        for opened in self._opened.values():
            opened.session.speak(formats)
        self.show_titles()
        self.show(self._shown)

    def drop(self, plan: str) -> None:
        """Close a plan's tab without asking."""
        tabs = [HOME, *self._window.strip.plans()]
        beside = tabs[tabs.index(plan) - 1] if plan == self._shown else self._shown
        view: QWidget | None
        if plan in self._screens:
            view = self._screens.pop(plan).view
        else:
            self._remember(plan)
            view = self._opened.pop(plan).view
        self._window.strip.drop(plan)
        self.show(beside)
        if view:
            self._window.drop(view)

    def drop_all(self) -> None:
        """Close every tab without asking."""
        for tab in [*self._opened, *self._screens]:
            self.drop(tab)

    def _remember(self, *plans: str) -> None:
        """Keep where plans are left, for the next time they are opened."""
        kept = settings.load()
        places = dict(kept.places)
        for plan in plans:
            opened = self._opened[plan]
            page, path = opened.view.place() if opened.view else (opened.page, opened.path)
            places.pop(plan, None)
            places[plan] = f"{page} {path}".strip()
        if places != kept.places:
            with contextlib.suppress(OSError):  # not worth a word at the end
                settings.save(kept.with_(places=dict(list(places.items())[-PLACES_KEPT:])))

    def _make(self, opened: Opened) -> PlanView:
        opened.view = view = PlanView(opened.session, self._window.stack)
        view.exported.connect(self.exported)
        view.calculated.connect(self.calculated)
        view.compared.connect(self.compared)
        view.kept.connect(self.kept)
        view.open_at(opened.page, opened.path)
        return view

    def show_titles(self) -> None:
        """Say on the tabs and in the window's title what the plans are called now."""
        for tab, name in self._titles().items():
            self._window.strip.put(tab, name)
            if tab == self._shown:
                self._window.name_plan(name)

    def _step(self, by: int) -> None:
        tabs = [HOME, *self._window.strip.plans()]
        self.show(tabs[(tabs.index(self._shown) + by) % len(tabs)])

    def _show_at(self, at: int) -> None:
        plans = self._window.strip.plans()
        if at < len(plans):
            self.show(plans[at])


def left_at(plan: str) -> tuple[int, str]:
    """The step and the field where a plan was left last time; the first step for one that never was open."""
    page, _space, path = settings.load().places.get(plan, "").partition(" ")
    return (int(page), path) if page.isdecimal() and any(each.number == int(page) for each in GUIDE.pages) else (1, "")


def may_lose(window: QWidget, step: Losing, lost: int, unsafe: int = 0) -> QMessageBox:
    """The question before texts that could not be kept are lost or left out; ``accepted``: they may be.

    ``unsafe``: how many plans have an edit that is not on any disk, which weighs more. Where there are neither, the
    last edit is on another disk than the library's.
    """
    fields = _("Campos con un texto que no se pudo guardar: {n}; están marcados.")
    plans = _(
        "Planes cuyo último cambio no se pudo guardar en ningún disco: {n}. Si cierra, ese cambio se pierde: "
        "libere espacio y pulse «Volver a guardar»."
    )
    aside = _(
        "Lo último que escribió no está en la biblioteca: se guardó aparte en este equipo y entrará en ella la próxima "
        "vez que la abra aquí. Si se la lleva ahora, irá sin ese cambio."
    )
    text = plans.format(n=unsafe) if unsafe else f"{fields.format(n=lost)} {_(step.lost)}" if lost else aside
    box = message(QMessageBox.Icon.Question, _(step.title), text, window)
    box.addButton(_(step.go), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_("Seguir en el plan"), QMessageBox.ButtonRole.RejectRole))
    return box
