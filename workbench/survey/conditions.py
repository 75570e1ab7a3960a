"""When an item is asked, in words."""

from __future__ import annotations

from workbench.formats import Formats
from workbench.i18n import _, quoted
from workbench.survey.instrument import Condition, Instrument, Item, Kind


def condition_said(item: Item, instrument: Instrument, formats: Formats) -> str:
    """*Solo si respondió 1 o más en E1*; '' where it is always asked."""
    condition = item.ask_if
    if condition is None:
        return ""
    if condition.at_least is not None:
        text = _("Solo si respondió {value} o más en {item}.")
        return text.format(value=formats.number(condition.at_least), item=condition.item)
    return _("Solo si respondió {value} en {item}.").format(value=_said(condition, instrument), item=condition.item)


def _said(condition: Condition, instrument: Instrument) -> str:
    """The answer a condition asks for: an option with its number, as it is marked and typed in."""
    asked = instrument.items.get(condition.item)
    if asked is None or asked.kind is not Kind.CHOICE:
        return str(condition.is_)
    numbered = enumerate(asked.options, 1)
    found = (f"{at} ({quoted(str(option.text))})" for at, option in numbered if option.id == condition.is_)
    return next(found, str(condition.is_))
