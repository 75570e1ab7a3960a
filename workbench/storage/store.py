"""Plans and their revisions in the library's tables. Used by one thread: the library's own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, bindparam, desc, func, insert, select, update

from workbench import __version__
from workbench.i18n import _
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.model.upgrade import CURRENT
from workbench.storage.tables import FigureIndex, Revision
from workbench.storage.tables import Plan as PlanRow

_REWRITE = update(Revision).where(Revision.id == bindparam("which"))
_REINDEX = update(FigureIndex).where(FigureIndex.plan_id == bindparam("which"))


class PlanNotFound(LookupError):
    """No plan, or more than one, answers to a name; the message is a sentence for the user."""


@dataclass(frozen=True)
class Index:
    """What the cards show of a plan's figures; ``home.PlanCard`` says what each field means."""

    completeness: float = 0.0
    break_even: str | None = None
    break_even_text: str = ""
    gap: float | None = None
    gap_text: str = ""


@dataclass(frozen=True)
class RevisionInfo:
    """A revision without its content. Times are ISO 8601, UTC. ``name``: what the user calls it, '' for most."""

    id: int
    label: str
    fingerprint: str
    engine: str
    created: str
    changed: str
    name: str


class Added(StrEnum):
    """What adding a plan did: it is new, it was there and equal, or it became a new revision of the one there."""

    NEW = "new"
    SAME = "same"
    REVISION = "revision"


class Unreadable(Exception):
    """The content of a revision is not what was written."""


class Store:
    """Each method is one transaction, on the disk when it returns."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._writer = payload.Writer()
        self._begun: dict[UUID, int] = {}
        self._turn: int | None = None

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def revisions(self, plan: UUID) -> tuple[RevisionInfo, ...]:
        """What is kept of a plan, newest first."""
        columns = [getattr(Revision, field.name) for field in fields(RevisionInfo)]
        query = select(*columns).where(Revision.plan_id == str(plan)).order_by(desc(Revision.id))
        with self._connection.begin():
            return tuple(RevisionInfo(*row) for row in self._connection.execute(query))

    def load(self, plan: UUID, revision: int | None = None) -> Plan:
        """A plan as it is, or was in a revision. Raises PlanNotFound, Unreadable, PlanRefused."""
        with self._connection.begin():
            return self._load(plan, revision)

    def save(self, plan: Plan, label: str, index: Index) -> None:
        """Keep an edit. The first one of a session begins a revision, unless nothing changed."""
        data = self._writer.write(plan)
        values = _content(data) | {"label": label}
        with self._connection.begin():
            begun = self._begun.get(plan.id)
            if begun is not None:
                self._connection.execute(_REWRITE, values | {"which": begun})
            else:
                begun = self._begin(plan, values)
            self._index(plan, index, values["changed"])
        if begun is not None:
            self._begun[plan.id] = begun

    def add(self, plan: Plan, label: str, index: Index) -> Added:
        """Keep a plan from outside under its own id."""
        data = self._writer.write(plan)
        values = _content(data) | {"label": label}
        with self._connection.begin():
            there = self._current_fingerprint(plan.id) is not None
            if there and payload.dump(self._load(plan.id, None)) == data:
                self._connection.execute(_REINDEX, {"which": str(plan.id), "aside": ""})
                return Added.SAME
            if not there:
                self._connection.execute(insert(PlanRow).values(id=str(plan.id), created=values["changed"]))
                empty = dict.fromkeys(("name", "executor", "country", "stage", "currency"), "") | asdict(Index())
                self._connection.execute(insert(FigureIndex).values(plan_id=str(plan.id), changed="", **empty))
            self._insert(plan, values)
            self._index(plan, index, values["changed"])
        self._begun.pop(plan.id, None)
        return Added.REVISION if there else Added.NEW

    def set_aside(self, plan: UUID, back: bool) -> None:
        """Show a plan no more, or again."""
        moment = "" if back else datetime.now(UTC).isoformat(timespec="microseconds")
        with self._connection.begin():
            values = {"which": str(plan), "aside": moment, "turn": self._next_turn()}
            self._connection.execute(_REINDEX, values)

    def begin_revision(self, plan: UUID) -> None:
        """What is kept of a plan stays: the next save begins another revision."""
        self._begun.pop(plan, None)

    def name(self, plan: UUID, name: str) -> RevisionInfo:
        """Name the plan as it is kept now. A state that has a name already is kept once more under the new one."""
        with self._connection.begin():
            query = select(Revision).where(Revision.plan_id == str(plan)).order_by(desc(Revision.id)).limit(1)
            row = self._connection.execute(query).mappings().first()
            if row is None:
                raise not_found(str(plan))
            if row["name"]:
                values = {key: value for key, value in row.items() if key != "id"} | {"name": name}
                self._connection.execute(insert(Revision).values(values))
            else:
                self._connection.execute(update(Revision).where(Revision.id == row["id"]).values(name=name))
            self._connection.execute(_REINDEX, {"which": str(plan), "turn": self._next_turn()})
        self.begin_revision(plan)
        return self.revisions(plan)[0]

    def _load(self, plan: UUID, revision: int | None) -> Plan:
        query = select(Revision.payload, Revision.fingerprint).where(Revision.plan_id == str(plan))
        query = query.where(Revision.id == revision) if revision is not None else query.order_by(desc(Revision.id))
        row = self._connection.execute(query.limit(1)).first()
        if row is None:
            raise not_found(str(plan))
        if payload.fingerprint(row[0]) != row[1]:
            raise Unreadable
        return payload.load(row[0])

    def _current_fingerprint(self, plan: UUID) -> str | None:
        query = select(Revision.fingerprint).where(Revision.plan_id == str(plan)).order_by(desc(Revision.id)).limit(1)
        return self._connection.execute(query).scalar()

    def _begin(self, plan: Plan, values: dict[str, Any]) -> int | None:
        current = self._current_fingerprint(plan.id)
        if current is None:
            raise not_found(str(plan.id))
        return None if current == values["fingerprint"] else self._insert(plan, values)

    def _insert(self, plan: Plan, values: dict[str, Any]) -> int:
        row = values | {"plan_id": str(plan.id), "created": values["changed"]}
        return self._connection.execute(insert(Revision).values(row).returning(Revision.id)).scalar_one()

    def _index(self, plan: Plan, index: Index, changed: str) -> None:
        project = plan.project
        values = asdict(index) | {
            "name": project.name,
            "executor": project.executor,
            "country": project.country,
            "stage": str(project.stage or ""),
            "currency": plan.basis.currency,
            "changed": changed,
            "turn": self._next_turn(),
            "aside": "",
            "which": str(plan.id),
        }
        self._connection.execute(_REINDEX, values)

    def _next_turn(self) -> int:
        """The number of this write; nobody else writes."""
        if self._turn is None:
            self._turn = self._connection.execute(select(func.max(FigureIndex.turn))).scalar() or 0
        self._turn += 1
        return self._turn


def not_found(text: str) -> PlanNotFound:
    """The error for a name no plan answers to."""
    return PlanNotFound(_("No hay un plan con nombre o identificador «{text}».").format(text=text))


def _content(data: bytes) -> dict[str, Any]:
    return {
        "payload": data,
        "schema": CURRENT,
        "fingerprint": payload.fingerprint(data),
        "engine": __version__,
        "changed": datetime.now(UTC).isoformat(timespec="microseconds"),
    }
