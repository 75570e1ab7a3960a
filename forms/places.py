"""From a place in the plan to the page that asks it: where a finding or a trace jumps to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from forms.guide import Guide, Lines, Page, Section, Show, View


def page_of(guide: Guide, path: str) -> Page:
    """The page that asks the field at ``path`` (``streams/<id>/price``); for a line or a part, the first of its page.

    What a view shows of the plan is on its page, with all that is below. Raises KeyError where no page asks it.
    """
    wanted = "/".join("*" if _is_id(name) else name for name in path.split("/"))
    for exact in (True, False):
        for page in guide.pages:
            for place in places(page):
                if place == wanted or (not exact and place.startswith(wanted + "/")):
                    return page
    for page in guide.pages:
        if any(f"{wanted}/".startswith(f"{part}/") for part in _parts(page)):
            return page
    raise KeyError(path)


@lru_cache
def places(page: Page) -> tuple[str, ...]:
    """The places a page asks, each once; a line's id is ``*``: ``project/name``, ``streams``, ``streams/*/price``."""
    return tuple(dict.fromkeys(_places(page.sections, "")))


def _parts(page: Page) -> Iterator[str]:
    items = (item for section in page.sections for item in section.items)
    return (item.part for item in items if isinstance(item, View) and item.part)


def _places(sections: tuple[Section, ...], above: str) -> Iterator[str]:
    for section in sections:
        for item in section.items:
            if isinstance(item, Show) and not item.read_only:
                yield above + item.path
            elif isinstance(item, Lines):
                if not item.fixed:
                    yield above + item.path
                for kind in item.kinds:
                    yield from _places(kind.sections, f"{above}{item.path}/*/")


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
