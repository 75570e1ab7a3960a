"""Plans and revisions read with the standard library alone: the first plan is open before SQLAlchemy is loaded."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace
from uuid import UUID

from workbench.i18n import recalled
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.storage.records import RevisionInfo, Unreadable, not_found

_REVISIONS = f"SELECT {', '.join(field.name for field in fields(RevisionInfo))} FROM revision"
_OF_PLAN = "WHERE plan_id = ? ORDER BY id DESC"


def revisions(connection: sqlite3.Connection, plan: UUID) -> tuple[RevisionInfo, ...]:
    """What is kept of a plan, newest first."""
    found = (RevisionInfo(*row) for row in connection.execute(f"{_REVISIONS} {_OF_PLAN}", (str(plan),)))
    return tuple(replace(each, label=recalled(each.label)) for each in found)


def settled(connection: sqlite3.Connection, plan: UUID) -> str:
    """The ``unsaved.Token`` of the last wait of a plan that ended in the library; '' where none did."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (waits_of(str(plan)),)).fetchone()
    return str(row[0]) if row else ""


def waits_of(plan: str) -> str:
    """Where the library notes the token."""
    return f"settled {plan}"


def load(connection: sqlite3.Connection, plan: UUID, revision: int | None = None) -> Plan:
    """A plan as it is, or was in a revision. Raises PlanNotFound, Unreadable, PlanRefused."""
    asked = "SELECT payload, fingerprint FROM revision"
    if revision is None:
        row = connection.execute(f"{asked} {_OF_PLAN} LIMIT 1", (str(plan),)).fetchone()
    else:
        row = connection.execute(f"{asked} WHERE plan_id = ? AND id = ?", (str(plan), revision)).fetchone()
    if row is None:
        raise not_found(str(plan))
    if payload.fingerprint(row[0]) != row[1]:
        raise Unreadable
    return payload.load(row[0])
