"""The words a figure may use. Each has three readings: numbers, a sentence, a spreadsheet formula.

Numbers are arrays [draw, row, month]; a row or month axis of length 1 means 'the same for all'. With an Expr among its
operands a word is not computed but noted down. A word over a range wants a named figure or field, not an expression.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy_financial as npf
from numpy.typing import NDArray

from workbench.engine.expr import word
from workbench.i18n import N_

Num: TypeAlias = NDArray[np.float64]
YesNo: TypeAlias = NDArray[np.bool_]
STEPS, LAST_BIT = 60, 1e-15
"""Halvings that leave of any bracket of rates what a float cannot tell apart; Newton needs five."""


# --- one month of one line -------------------------------------------------------------------------------------------


@word(N_("la parte entera de {x}"), "INT({x})")
def floor(x: Num) -> Num:
    return np.floor(x)


@word(N_("el resto de {x} entre {y}"), "MOD({x},{y})")
def remainder(x: Num, y: Num) -> Num:
    return np.mod(x, y)


@word(N_("lo menor entre {x} y {y}"), "MIN({x},{y})")
def minimum(x: Num | float, y: Num | float) -> Num:
    return np.minimum(x, y)


@word(N_("lo mayor entre {x} y {y}"), "MAX({x},{y})")
def maximum(x: Num | float, y: Num | float) -> Num:
    return np.maximum(x, y)


@word(N_("si {test}: {yes}; si no: {no}"), "IF({test},{yes},{no})")
def where(test: YesNo, yes: Num | float, no: Num | float) -> Num:
    return np.where(test, yes, no)


@word(N_("{value}; no existe si {test}: «{reason:raw}»"), 'IF({test},"{reason:raw}",{value})')
def unless(test: YesNo, reason: str, value: Num) -> Num:
    """The value, or 'does not exist' for a reason: NaN in numbers; the reason is looked up when it is shown."""
    del reason
    return np.where(test, np.nan, value)


@word(N_("el valor de {table} en la posición {k}"), "INDEX({table:across},MIN({k},COLUMNS({table:across})))")
def pick(table: Num, k: Num) -> Num:
    """One of the values a line gives side by side (12 factors, a rate a year); past the end, the last."""
    place = np.minimum(k[0, 0].astype(np.intp), table.shape[-1]) - 1
    return table[..., place]


@word(N_("el promedio de {table}"), "AVERAGE({table:across})")
def average(table: Num) -> Num:
    out: Num = table.mean(axis=-1, keepdims=True)
    return out


@word(N_("(1 + {rate}) elevado a {steps}"), "(1+{rate})^MAX({steps},0)", 6)
def indexed(rate: Num, steps: Num) -> Num:
    """(1 + rate) ^ steps. Steps are whole and few: each distinct power is made once; below 0 counts as 0."""
    whole = np.maximum(steps, 0).astype(np.intp)
    powers = (1 + rate) ** np.arange(int(whole.max(initial=0)) + 1, dtype=float)
    if whole.shape[1] == 1:
        return powers[..., whole[0, 0]]
    rows = np.broadcast_to(whole, (powers.shape[0], *whole.shape[1:]))
    return np.take_along_axis(np.broadcast_to(powers, (*rows.shape[:2], powers.shape[2])), rows, axis=-1)


@word(N_("los tramos empezados de {block} en {units}"), "MAX(ROUNDUP({units:tight}/{block:tight}-{tiny},0),0)")
def blocks(units: Num, block: Num, tiny: Num) -> Num:
    """Blocks begun: ceil(units / block), forgiving the last digits of a division."""
    return np.maximum(np.ceil(units / block - tiny), 0)


@word(
    N_("la parte de capital de la cuota {k:tight} de {n:tight} para {principal}, tasa mensual {rate:tight}"),
    "-PPMT({rate},{k},{n},{principal})",
)
def principal_part(rate: Num, k: Num, n: Num, principal: Num) -> Num:
    """Principal within payment k of n of a level-payment loan."""
    shape = np.broadcast_shapes(rate.shape, k.shape, n.shape, principal.shape)
    if not principal.size or not principal.any():
        return np.zeros(shape)
    flat = (np.broadcast_to(each, shape).reshape(-1) for each in (rate, k, n, principal))
    return -np.asarray(npf.ppmt(*flat), dtype=float).reshape(shape)


@word(N_("el valor presente de {x}, a una tasa mensual de {rate:tight}"), "NPV({rate},{x:row})*(1+{rate})", 5)
def present_value(x: Num, rate: Num) -> Num:
    """The sum of all months at a monthly rate above −1, month 0 not discounted; the rate may differ by line."""
    factors = np.exp(-np.log1p(rate) * np.arange(x.shape[-1]))
    out: Num = np.matmul(factors, np.swapaxes(x, -1, -2))
    return out


@word(
    N_("la tasa mensual entre {low:tight} y {high:tight} con la que el valor presente de {x} es cero"),
    "IRR({x:row},({low}+{high})/2)",
)
def rate_of_return(x: Num, low: Num, high: Num) -> Num:
    """The one monthly rate between two at which the present values have other signs: Newton, kept inside by halving."""
    months = np.arange(x.shape[-1])
    below, above = np.broadcast_arrays(low, high)
    rising = present_value(x, low) < 0
    rate = (low + high) / 2
    moving = np.ones((), dtype=bool)
    for _step in range(STEPS):
        parts = x * np.exp(-np.log1p(rate) * months)
        value, slope = parts.sum(axis=-1, keepdims=True), -(months * parts).sum(axis=-1, keepdims=True) / (1 + rate)
        left = (value < 0) == rising
        below, above = np.where(left, rate, below), np.where(left, above, rate)
        nearer = rate - value / slope
        found = np.where((nearer >= below) & (nearer <= above), nearer, (below + above) / 2)
        # One that stands still is left alone while others move: each draw ends where it would end by itself.
        before, rate = rate, np.where(moving, found, rate)
        moving = moving & (np.abs(rate - before) > LAST_BIT)
        if not moving.any():
            break
    return rate


# --- along the months ------------------------------------------------------------------------------------------------


@word(N_("{x} de {k:tight} meses antes"), "SUMIF({months},{now}-{k:tight},{x:row})")
def lag(x: Num, k: Num | int) -> Num:
    """x of k months before, 0 before the start; k may differ by line."""
    months, steps = x.shape[-1], np.atleast_3d(np.asarray(k, dtype=np.intp))
    shape = np.broadcast_shapes(x.shape[:2], steps.shape[:2])
    if steps.size == 1 and steps == 0:
        return x
    given = np.broadcast_to(x, (*shape, months)).reshape(-1, months)
    waits = np.broadcast_to(steps[..., 0], shape).ravel()
    out = np.zeros(given.shape)
    for wait in set(waits.tolist()):
        if 0 <= wait < months:
            rows = np.flatnonzero(waits == wait) if steps.size > 1 else slice(None)
            out[rows, wait:] = given[rows, : months - wait]
    return out.reshape(*shape, months)


@word(N_("lo de {x} que llega este mes según {at}"), "SUMIF({at:row},{now},{x:row})")
def arriving(x: Num, at: Num) -> Num:
    """What of x falls in each month when the amount of month m is moved to month at(m); past the horizon it is lost."""
    months = x.shape[-1]
    shape = (*np.broadcast_shapes(x.shape[:2], at.shape[:2]), months)
    to = np.broadcast_to(at, shape).astype(np.intp)
    if (to == np.arange(months)).all():
        return x
    inside = (to >= 0) & (to < months)
    row = np.arange(shape[0] * shape[1]).reshape(*shape[:2], 1)
    flat = (np.where(inside, to, 0) + row * months).ravel()
    moved = np.where(inside, x, 0.0).ravel()
    return np.bincount(flat, moved, row.size * months).reshape(shape)


@word(N_("{opening} al inicio; cada mes, lo del mes anterior × {keep:tight}, más {add}"), "{before}*{keep:tight}+{add}")
def carry(opening: Num | float, keep: Num, add: Num | float) -> Num:
    """A stock: what is kept of last month's plus what is added."""
    start, more = np.asarray(opening, float), np.asarray(add, float)
    if not more.any():
        factors: Num = np.array(np.broadcast_to(keep, np.broadcast_shapes(start.shape, keep.shape)))
        factors[..., :1] *= start  # the stock times each month's factor in turn, as below: the same to the last bit
        return np.multiply.accumulate(factors, axis=-1)
    draws, rows, months = np.broadcast_shapes(start.shape, keep.shape, more.shape)
    kept, added = (np.moveaxis(np.broadcast_to(each, (draws, rows, months)), -1, 0) for each in (keep, more))
    out = np.empty((months, draws, rows))
    stock = np.broadcast_to(start, (draws, rows, 1))[..., 0]
    for month in range(months):
        np.multiply(stock, kept[month], out=out[month])
        stock = np.add(out[month], added[month], out=out[month])
    return np.moveaxis(out, 0, -1)


@word(N_("{opening} más lo acumulado de {x}"), "{before}+{x}")
def running_total(opening: Num | float, x: Num) -> Num:
    return opening + np.cumsum(x, axis=-1)


@word(N_("el valor más alto de {x} hasta el mes, o 0"), "MAX({before},{x})")
def highest_so_far(x: Num) -> Num:
    """The highest value up to each month, at least 0."""
    return np.maximum(np.maximum.accumulate(x, axis=-1), 0)


@word(N_("la suma de {x} de los últimos {n} meses"), 'SUMIFS({x:row},{months},">"&{now}-{n},{months},"<="&{now})')
def trailing(x: Num, n: int) -> Num:
    sums = np.cumsum(x, axis=-1)
    out = sums.copy()
    out[..., n:] -= sums[..., :-n]
    return out


@word(N_("la suma de {x} de los {n} meses siguientes"), 'SUMIFS({x:row},{months},">"&{now},{months},"<="&{now}+{n})')
def following(x: Num, n: int) -> Num:
    sums = np.cumsum(x, axis=-1)
    later = np.minimum(np.arange(x.shape[-1]) + n, x.shape[-1] - 1)
    return sums[..., later] - sums


@word(N_("la suma de {x} del año fiscal"), "SUMIF({years},{year},{x:row})")
def of_year(x: Num, year: Num) -> Num:
    """The total of the month's fiscal year, in each of its months."""
    years = year[0, 0].astype(np.intp)
    starts = np.flatnonzero(np.diff(years, prepend=years[0] - 1))
    return np.add.reduceat(x, starts, axis=-1)[..., years - years[0]]


@word(N_("la suma de {x}"), "SUM({x:row})")
def total(x: Num) -> Num:
    """The sum of all months, one value."""
    out: Num = x.sum(axis=-1, keepdims=True)
    return out


@word(N_("el menor valor de {x}"), "MIN({x:row})")
def lowest(x: Num) -> Num:
    """The lowest of all months, one value."""
    out: Num = x.min(axis=-1, keepdims=True)
    return out


@word(
    N_("el primer mes en que se cumple {flag}; si nunca, {other}"),
    "IF(COUNTIF({flag:row},1)=0,{other},MATCH(1,{flag:row},0)-1)",
)
def first_month(flag: Num, other: Num | float) -> Num:
    """The first month in which a 0/1 figure is 1."""
    yes = flag > 0
    out: Num = np.where(yes.any(axis=-1, keepdims=True), yes.argmax(axis=-1, keepdims=True), other).astype(float)
    return out


@word(N_("el mes siguiente al último en que se cumple {flag}; si nunca, 0"), "SUMPRODUCT(MAX({flag:row}*({months}+1)))")
def month_after_last(flag: Num) -> Num:
    """One more than the last month in which a 0/1 figure is 1; 0 where none is."""
    out: Num = (flag * np.arange(1, flag.shape[-1] + 1)).max(axis=-1, keepdims=True)
    return out


# --- over lines ------------------------------------------------------------------------------------------------------


@word(N_("la suma de {x} de todas las líneas"), "SUM({x:block})")
def sum_rows(x: Num) -> Num:
    out: Num = x.sum(axis=-2, keepdims=True)
    return out


@word(N_("la suma de {x} de las líneas con {flag}"), "SUMIF({flag:column},1,{x:block})")
def sum_rows_if(x: Num, flag: Num) -> Num:
    """The sum over the lines marked 1."""
    out: Num = np.matmul(flag[:, :, 0][:, None, :], x)
    return out


@word(N_("la suma de {x} de las líneas cuyo {key} es {own}"), "SUMIF({key:column},{own},{x:block})")
def sum_matching(x: Num, key: Num, own: Num) -> Num:
    """For each line of this table, the sum of x over the lines of another whose key is this line's own."""
    marks = (key[:, None, :, 0] == own).astype(float)
    if marks.shape[1] <= marks.shape[2]:
        out: Num = np.matmul(marks, np.ascontiguousarray(x))
        return out
    # More lines here than there: most of them have none.
    some = marks.any(axis=(0, 2))
    out = np.zeros((max(len(marks), len(x)), marks.shape[1], x.shape[2]))
    out[:, some] = np.matmul(marks[:, some], np.ascontiguousarray(x))
    return out


@word(N_("el mayor de {x} entre las líneas"), "MAX({x:block},0)")
def highest_row(x: Num) -> Num:
    out: Num = x.max(axis=-2, keepdims=True, initial=0)
    return out


@word(N_("{x} de la línea vinculada"), "{x:linked}")
def linked(x: Num, link: NDArray[Any]) -> Num:
    """x of the line of another table that each line points to; 0 where it points to none (−1)."""
    if x.shape[1] == 0:
        return np.zeros((x.shape[0], len(link), x.shape[2]))
    out = x[:, link]
    out[:, link < 0] = 0
    return out


@word(N_("lo que corresponde a cada línea de: {parts}"), "{parts:same}")
def stacked(*parts: Num) -> Num:
    """The lines of several tables, one after the other."""
    draws, months = max(p.shape[0] for p in parts), max(p.shape[-1] for p in parts)
    return np.concatenate([np.broadcast_to(p, (draws, p.shape[1], months)) for p in parts], axis=1)
