"""Plans and their revisions in the library's tables. Used by one thread: the library's own."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, bindparam, create_engine, desc, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from workbench import __version__
from workbench.i18n import kept
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.model.upgrade import CURRENT
from workbench.storage import content
from workbench.storage.records import Added, Index, RevisionInfo, not_found
from workbench.storage.tables import FIGURE_INDEX, META, PLAN, REVISION

_REINDEX = update(FIGURE_INDEX).where(FIGURE_INDEX.c.plan_id == bindparam("which"))


def _ready(key: Column[Any], untouched: tuple[str, ...] = ()) -> str:
    """The UPDATE of a row as text, for every edit: SQLAlchemy takes a sixth of a small edit to say it anew."""
    keys = [column.name for column in key.table.columns if column.name not in (key.name, *untouched)]
    statement = update(key.table).where(key == bindparam("which"))
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=keys))


_REWRITE = _ready(REVISION.c.id, untouched=("plan_id", "created", "name"))
_REINDEX_WHOLE = _ready(FIGURE_INDEX.c.plan_id)


class Store:
    """Each method is one transaction, on the disk when it returns."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        """``raw``: the library's connection; it is closed by ``close``."""
        self._raw = raw
        self._engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
        self._connection = self._engine.connect()
        self._text = payload.Text()
        self._begun: dict[UUID, int] = {}
        self._turn: int | None = None

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
        self._engine.dispose()

    def save(self, plan: Plan, label: str, index: Index, waited: str = "") -> None:
        """Keep an edit. The first one of a session begins a revision, unless nothing changed.

        ``waited``: the token of the wait that ends with it, noted in the same transaction; '' where none does.
        """
        values = self._content(plan, label)
        begun = self._begun.get(plan.id)
        if begun is not None and not waited:  # every edit but the first: what SQLAlchemy adds would be a sixth of it
            with self._raw:
                self._rewrite(plan, begun, index, values)
            return
        with self._connection.begin():
            if begun is not None:
                self._rewrite(plan, begun, index, values)
            else:
                begun = self._begin(plan, values)
                self._index(plan, index, values["changed"])
            self._settle(plan, waited)
        if begun is not None:
            self._begun[plan.id] = begun

    def add(self, plan: Plan, label: str, index: Index, waited: str = "") -> Added:
        """Keep a plan from outside under its own id. ``waited`` as in ``save``."""
        values = self._content(plan, label)
        with self._connection.begin():
            self._settle(plan, waited)
            there = self._current_fingerprint(plan.id) is not None
            if there and payload.dump(content.load(self._raw, plan.id)) == values["payload"]:
                self._connection.execute(_REINDEX, {"which": str(plan.id), "aside": ""})
                return Added.SAME
            if not there:
                self._connection.execute(insert(PLAN).values(id=str(plan.id), created=values["changed"]))
                empty = dict.fromkeys(("name", "executor", "country", "stage", "currency"), "") | asdict(Index())
                self._connection.execute(insert(FIGURE_INDEX).values(plan_id=str(plan.id), changed="", **empty))
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

    def keep_index(self, plan: UUID, fingerprint: str, index: Index) -> None:
        """Put the figures of a plan beside it, unless it is no longer as it was when they were computed."""
        with self._connection.begin():
            if self._current_fingerprint(plan) == fingerprint:
                self._connection.execute(_REINDEX, {"which": str(plan), **asdict(index)})

    def begin_revision(self, plan: UUID) -> None:
        """What is kept of a plan stays: the next save begins another revision."""
        self._begun.pop(plan, None)

    def name(self, plan: UUID, name: str) -> RevisionInfo:
        """Name the plan as it is kept now. A state that has a name already is kept once more under the new one."""
        with self._connection.begin():
            query = select(REVISION).where(REVISION.c.plan_id == str(plan)).order_by(desc(REVISION.c.id)).limit(1)
            row = self._connection.execute(query).mappings().first()
            if row is None:
                raise not_found(str(plan))
            if row["name"]:
                values = {key: value for key, value in row.items() if key != "id"} | {"name": name}
                self._connection.execute(insert(REVISION).values(values))
            else:
                self._connection.execute(update(REVISION).where(REVISION.c.id == row["id"]).values(name=name))
            self._connection.execute(_REINDEX, {"which": str(plan), "turn": self._next_turn()})
        self.begin_revision(plan)
        return content.revisions(self._raw, plan)[0]

    def _current_fingerprint(self, plan: UUID) -> str | None:
        query = select(REVISION.c.fingerprint).where(REVISION.c.plan_id == str(plan)).order_by(desc(REVISION.c.id))
        return self._connection.execute(query.limit(1)).scalar()

    def _rewrite(self, plan: Plan, begun: int, index: Index, values: dict[str, Any]) -> None:
        """Go on with a revision. The number of this write is known by now: another began the revision."""
        self._raw.execute(_REWRITE, values | {"which": begun})
        self._index(plan, index, values["changed"])

    def _begin(self, plan: Plan, values: dict[str, Any]) -> int | None:
        current = self._current_fingerprint(plan.id)
        if current is None:
            raise not_found(str(plan.id))
        return None if current == values["fingerprint"] else self._insert(plan, values)

    def _insert(self, plan: Plan, values: dict[str, Any]) -> int:
        data = bytes(values["payload"])  # SQLAlchemy may go on holding it, and what is held cannot be changed in place
        row = values | {"payload": data, "plan_id": str(plan.id), "created": values["changed"]}
        return int(self._connection.execute(insert(REVISION).values(row).returning(REVISION.c.id)).scalar_one())

    def _index(self, plan: Plan, index: Index, changed: str) -> None:
        project = plan.project
        values = vars(index) | {
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
        self._raw.execute(_REINDEX_WHOLE, values)

    def _content(self, plan: Plan, label: str) -> dict[str, Any]:
        self._text.write(plan)
        return {
            "payload": self._text.data,
            "schema": CURRENT,
            "fingerprint": self._text.fingerprint(),
            "engine": __version__,
            "changed": datetime.now(UTC).isoformat(timespec="microseconds"),
            "label": kept(label),
        }

    def _settle(self, plan: Plan, waited: str) -> None:
        if waited:
            note = insert(META).prefix_with("OR REPLACE")
            self._connection.execute(note.values(key=content.waits_of(str(plan.id)), value=waited))

    def _next_turn(self) -> int:
        """The number of this write; nobody else writes."""
        if self._turn is None:
            self._turn = self._connection.execute(select(func.max(FIGURE_INDEX.c.turn))).scalar() or 0
        self._turn += 1
        return self._turn
