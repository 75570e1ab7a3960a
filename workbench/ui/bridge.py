"""Between a document and the window: what is being typed, the figures of it, and signals when either changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from importlib import import_module
from time import thread_time
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.document import Change, Document
from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.base import get, title
from workbench.model.edit import EditRefused, edited
from workbench.model.plan import Plan
from workbench.storage.header import LibraryError
from workbench.storage.records import Index, PlanNotFound
from workbench.ui.tasks import Tasks

if TYPE_CHECKING:  # the engine is loaded with the first figures: a plan can be typed in before
    from workbench.engine.projection import Projection
    from workbench.model.chart import Chart
    from workbench.model.findings import Finding

INSTANT = 0.02
"""Seconds a projection may take to be made between a key and the next picture; slower ones go to a thread."""
PAUSE = 30
"""Milliseconds slow figures wait, so that what was typed is painted before a thread takes half of Python's time."""
TELL = ("workbench.engine.pulse", "workbench.engine.findings", "workbench.storage.index")
"""What tells the figures: loaded in the thread that makes the first."""
PROPOSED = "review/summary"
"""The one field the program proposes a text for."""
SUMMARY = "workbench.report.summary"
"""What proposes it."""
Save = Callable[[Plan, str, Index], "Future[None]"]


@dataclass
class Held:
    """What was typed and could not be kept: how it was shown, what undo would call it, and why not.

    ``read``: ``value`` was understood and only the plan refuses it; it is tried again after the next edit.
    """

    shown: Any
    label: str
    sentence: str = ""
    value: Any = None
    read: bool = False


class Session(QObject):
    """One open plan. ``plan`` has what is being typed; the document has it when the field is left.

    ``held`` is what could not be kept, by path; ``drafts`` what stands in the empty line of a table, by its path and
    column.
    """

    changed = Signal()
    """The document has another plan: an edit, undo or redo."""
    projected = Signal()
    """There are new figures."""
    noticed = Signal(str)
    """Something must be said that belongs to no field; empty: nothing any more."""
    asked = Signal(object)
    """Somebody wants to know where a value on screen comes from: its door."""
    pointed = Signal()
    """The cursor is in another cell of a table."""
    loaded = Signal()
    """What ``load`` was asked for is ``there``."""
    there: ClassVar[set[str]] = set()
    """The heavy modules that need not be waited for."""
    judged = Signal(object)
    """The states of the steps, worked out in a thread where figures are slow; views may have gone by then."""
    _saved = Signal(object)

    def __init__(self, plan: Plan, save: Save, formats: Formats, tasks: Tasks) -> None:
        super().__init__()
        self.document = Document(plan, self._keep)
        self.formats = formats
        self._save, self._tasks = save, tasks
        self._typing: tuple[str, Any, Plan] | None = None
        self._slow = True  # as long as nobody knows
        self._unsettled = ""
        self._charts: tuple[Projection, dict[str, Chart]] | None = None
        self.held: dict[str, Held] = {}
        self._last: tuple[str, ...] = ()
        self._alone = True
        self.drafts: dict[str, dict[int, Held]] = {}
        self._projection: Projection | None = None
        self._index: Index | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._project_aside)
        self._saved.connect(self._tell_saved)

    @property
    def plan(self) -> Plan:
        """The plan with what is being typed in it."""
        return self._typing[2] if self._typing else self.document.plan

    @property
    def projection(self) -> Projection:
        """The figures. The first are made aside, by ``project``; who cannot wait for them has them made here."""
        if self._projection is None:
            self._projection, seconds = _timed(self.plan, None)
            self._slow = seconds > INSTANT
        return self._projection

    @property
    def figured(self) -> bool:
        """Whether there are figures already."""
        return self._projection is not None

    def title(self) -> str:
        """What the plan is called."""
        return title(self.plan.project) or _("Plan sin nombre")

    # ------------------------------------------------------------ editing

    def type(self, path: str, value: Any) -> None:
        """Show the figures of a value that is still being typed. Raises EditRefused; the figures stay."""
        self._typing = (path, value, edited(self.document.plan, [(path, value)]))
        self.project()

    def forget(self) -> None:
        """What is being typed is not a value: the figures are the document's again."""
        if self._typing:
            self._typing = None
            self.project()

    def edit(self, path: str, value: Any, label: str) -> None:
        """Make a value part of the plan, durably and undoably. Raises EditRefused; the plan then stays as it was."""
        if get(self.document.plan, path) == value:
            self.forget()
            if self.held.pop(path, None):
                self.changed.emit()
            return
        self.edit_many([(path, value)], label)

    def edit_many(self, edits: Sequence[tuple[str, Any]], label: str) -> None:
        """Make several values part of the plan as one step; all of them or none. Raises EditRefused."""
        typed, self._typing = self._typing, None
        try:
            self.document.edit_many(edits, label)
        except EditRefused:
            if typed:
                self.project()
            raise
        for path, _value in edits:
            self.held.pop(path, None)
        self._last = ()
        self._try_held()
        self._after()

    def keep(self, path: str, label: str, draft: Any, read: Callable[[], Any]) -> str:
        """Make what was typed part of the plan, or hold it as it was typed; why not, empty where it was kept."""
        held = Held(draft, label)
        try:
            held.value, held.read = read(), True
            self.edit(path, held.value, label)
        except ValueError as refused:
            held.sentence = self.why(refused, path)
            self.hold({path: held})
        return held.sentence

    def why(self, refused: ValueError, path: str) -> str:
        """The sentence of a refusal at ``path``; one about another line names it."""
        if not isinstance(refused, EditRefused):
            return str(refused)
        return refused.sentence if refused.path == path else said(refused, self.document.plan)

    def put(self, path: str, value: Any, label: str) -> bool:
        """``edit`` for buttons: whether it was done; a refusal is said by ``noticed``."""
        try:
            self.edit(path, value, label)
        except EditRefused as refused:
            self.noticed.emit(_("No se hizo: {why}").format(why=said(refused, self.document.plan)))
            return False
        self.noticed.emit("")
        return True

    def hold(self, held: Mapping[str, Held], alone: bool = True) -> None:
        """Remember what was typed in fields, by path, that could not be kept; not ``alone``: of the step just done."""
        self.forget()
        self.held.update(held)
        self._last, self._alone = tuple(held), alone
        self.changed.emit()

    def follow(self, plan: Plan, label: str) -> None:
        """Go on with another content of the plan, which the library has already; undo brings this one back."""
        self._typing = None
        self.document.take(plan, label)
        self._release()
        self._unsettled = ""
        self._refigure(plan)
        self._after()

    def restore(self, plan: Plan, label: str) -> None:
        """Go on with an earlier content of the plan: one step, saved; undo brings this one back."""
        self._typing = None
        self.document.restore(plan, label)
        self._release()
        self._after()

    def speak(self, formats: Formats) -> None:
        """Write numbers as another country and language do."""
        self.formats, self._charts = formats, None

    def refused(self) -> frozenset[str]:
        """The places of texts that are not in the plan; of what stands in the empty line of a table, the table."""
        return frozenset((*self.held, *(path for path, drafts in self.drafts.items() if drafts)))

    def unkept(self) -> int:
        """How many fields and cells have a text that is not in the plan."""
        return len(self.held) + sum(map(len, self.drafts.values()))

    def undo(self) -> None:
        """Take back the last edit with what could not be kept of it; where nothing of it was kept, only that."""
        last, self._last = [path for path in self._last if path in self.held], ()
        for path in last:
            del self.held[path]
        if last and self._alone:
            self.changed.emit()
        else:
            self._step(self.document.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.document.redo)

    # ------------------------------------------------------------ figures

    def charts(self) -> dict[str, Chart]:
        """The charts of the figures as they are now, described once for all views."""
        from workbench.engine.charts import charts

        if self._charts is None or self._charts[0] is not self.projection:
            self._charts = (self.projection, charts(self.projection, self.formats))
        return self._charts[1]

    def findings(self) -> tuple[Finding, ...]:
        """What stands out in the figures as they are now."""
        from workbench.engine.findings import findings

        return findings(self.projection, self.formats)

    def soon(self, work: Callable[[], Any], then: Callable[[Any], None], kind: str) -> None:
        """Do what takes as long as the figures, then ``then``: at once, or in a thread where they are slow."""
        if self._slow:
            self._tasks.run(work, then, kind=self._own(kind))
        else:
            then(work())

    def load(self, module: str) -> None:
        """Load a heavy module in a thread; ``loaded`` says when it is there."""

        def arrived(_module: object) -> None:
            Session.there.add(module)
            self.loaded.emit()

        self._tasks.run(lambda: import_module(module), arrived, kind=self._own(module))

    def proposal(self, path: str) -> str:
        """What is printed where nothing is typed in the field at ``path``; empty for most.

        Empty also before what says it, and the figures, are there: ``loaded`` and ``projected`` say when they are.
        """
        if path != PROPOSED or not self.figured:
            return ""
        if SUMMARY not in Session.there:
            self.load(SUMMARY)
            return ""
        from workbench.report.material import Material
        from workbench.report.summary import proposal

        return "\n\n".join(proposal(Material(self.projection)))

    def project(self) -> None:
        """Make the figures of the plan as it is now; ``projected`` says when they are there."""
        if self._slow:
            self._pause.start()
        else:
            self._arrived(_timed(self.plan, self._projection))

    def _project_aside(self) -> None:
        plan, before = self.plan, self._projection

        def work() -> tuple[Projection, float]:
            for module in TELL:
                import_module(module)
            return _timed(plan, before)

        self._tasks.run(work, self._arrived, kind=self._own("projection"))

    def _own(self, kind: str) -> str:
        """A kind of work of this plan: that of another open plan does not take its place."""
        return f"{kind} {self.plan.id}"

    def _arrived(self, found: tuple[Projection, float]) -> None:
        projection, seconds = found
        self._slow = seconds > INSTANT
        if projection.plan is self.plan:  # from a thread it may come after the plan has changed again
            self._projection = projection
            self.projected.emit()
            if projection.plan is self.document.plan:
                self.settle()

    def _after(self) -> None:
        if not self._slow:
            self.projected.emit()
        self.changed.emit()

    def _step(self, step: Callable[[], Change | None]) -> None:
        self._typing = None
        self.noticed.emit("")
        change = step()
        if change is not None:
            self._release(change.paths)
            self._after()

    def _release(self, paths: Sequence[str] = ()) -> None:
        """Texts that were not understood stay where they stand, but for these places and those that are gone."""
        for path in list(self.held):
            try:
                get(self.document.plan, path)
            except KeyError:
                del self.held[path]
            else:
                if path in paths:
                    del self.held[path]

    def _keep(self, plan: Plan, label: str) -> None:
        """Save a finished step with what the cards show of it; where figures are slow, these follow: ``settle``."""
        self._unsettled = label if self._slow else ""
        self._refigure(plan)
        self._send(plan, label)

    def _refigure(self, plan: Plan) -> None:
        """The figures of a finished step: at once, or soon."""
        if self._slow:
            self.project()
        else:
            self._projection, _seconds = _timed(plan, self._projection)

    def settle(self) -> None:
        """Save what the cards show of the last step, where it was saved before its figures were there."""
        if self._unsettled:
            if self.projection.plan is not self.document.plan:
                self._projection, _seconds = _timed(self.document.plan, self._projection)
            label, self._unsettled = self._unsettled, ""
            self._send(self.document.plan, label)

    def _send(self, plan: Plan, label: str) -> None:
        if self._index is None or not self._unsettled:
            from workbench.storage.index import index_of

            self._index = index_of(self.projection, self.formats)
        self._save(plan, label, self._index).add_done_callback(self._kept)

    def _kept(self, future: Future[None]) -> None:
        """Called in the library's thread."""
        self._saved.emit(future.exception())

    def _tell_saved(self, error: BaseException | None) -> None:
        """Say that the plan of a step is gone. What the library cannot do stands over the window: library_troubles."""
        if isinstance(error, PlanNotFound):
            self.noticed.emit(str(error))
        elif error and not isinstance(error, LibraryError):
            raise error

    def _try_held(self) -> None:
        """What only the plan refused may fit now."""
        for path, held in list(self.held.items()):
            try:
                there = get(self.document.plan, path)
                if held.read and there != held.value:
                    self.document.edit(path, held.value, held.label)
            except EditRefused as refused:
                held.sentence = refused.sentence
            except KeyError:
                del self.held[path]
            else:
                if held.read:
                    del self.held[path]


def said(refused: EditRefused, plan: Plan) -> str:
    """Why an edit was refused, with the line it clashes with."""
    parts = refused.path.split("/")
    try:
        name = title(get(plan, "/".join(parts[:2])))
    except (KeyError, AttributeError):
        name = ""
    return _("{why} (en «{line}»)").format(why=refused.sentence, line=name) if name else refused.sentence


def _timed(plan: Plan, before: Projection | None) -> tuple[Projection, float]:
    """The figures, and the seconds of work they took, whatever else the machine had to do."""
    from workbench.engine.projection import project

    started = thread_time()
    return project(plan, before), thread_time() - started
