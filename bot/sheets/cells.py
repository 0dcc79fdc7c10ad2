"""What stands in each column of an export: one column one question that a row answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final, assert_never

from bot import phrases
from bot.i18n import Html, Translator, mark, places
from bot.messages import plain
from bot.occasion import Occasion
from bot.sheets.spreadsheet import Cell, Percent
from core.export import Derivation, Row
from core.model import Basis, Issuer, Metric, Source
from core.quantity import half_up, to_decimal

_BOUND: Final = 3
"""Decimals of a percentage's bounds: a percentage with two decimals was rounded within half a hundredth."""


@dataclass(frozen=True, slots=True)
class Described:
    """A column of the figures: its title, what it means, its width, and what stands in it."""

    title: str
    meaning: str
    width: int
    cell: Callable[[Row, Occasion], Cell]


def published(source: Source, t: Translator) -> Cell:
    """The day of a publication, where it is known; else its month or year in words."""
    if len(source.published) == len("2024-01-31"):
        return source.published_by
    return phrases.published(source, t) or None


def derivation_name(derivation: Derivation, t: Translator) -> Html:
    """How a number was worked out, as a sum in words."""
    match derivation:
        case Derivation.SHARE:
            return t("covered / workers")
        case Derivation.REST:
            return t("workers − covered")
        case Derivation.SUM:
            return t("covered + not covered")
        case Derivation.COVERED_REST:
            return t("workers − not covered")
        case Derivation.COVERED_OF_WORKERS:
            return t("workers × coverage")
        case Derivation.WORKERS_OF_SHARE:
            return t("covered / coverage")
        case Derivation.WORKERS_WITHIN_TOTAL:
            return t("covered / coverage, within the total")
    assert_never(derivation)


def _metric(row: Row, occasion: Occasion) -> str:
    t = occasion.t
    names = {
        Metric.COVERED: t("covered"),
        Metric.WORKERS: t("workers (denominator)"),
        Metric.UNCOVERED: t("not covered"),
        Metric.COVERAGE: t("coverage"),
        Metric.SHARE: t("share of all employed people"),
    }
    return plain(names[row.metric] if row.metric else t("target"))


def _value(row: Row, _: Occasion) -> Cell:
    shown = row.quantity.shown
    if not row.is_share:
        return half_up(shown)
    exact = row.quantity.is_exact and row.derivation is None
    decimals = phrases.decimals(shown) if row.metric is None or exact else places(row.quantity)
    return Percent(to_decimal(shown * 100, decimals))


def _low(row: Row, _: Occasion) -> Cell:
    return None if row.quantity.is_exact else _bound(row, row.quantity.low, floor)


def _high(row: Row, _: Occasion) -> Cell:
    return None if row.quantity.is_exact else _bound(row, row.quantity.high, ceil)


def _bound(row: Row, value: Fraction, outward: Callable[[Fraction], int]) -> Cell:
    """An end of an interval, rounded outward so that nothing possible is cut off."""
    if not row.is_share:
        return outward(value)
    scale = 10**_BOUND
    # no zeros at the end: an English spreadsheet would read 23,500 as a count
    return Percent(to_decimal(Fraction(outward(value * 100 * scale), scale), _BOUND).normalize())


def _unit(row: Row, occasion: Occasion) -> str:
    return plain(occasion.t("percent") if row.is_share else occasion.t("people"))


def _precision(row: Row, occasion: Occasion) -> str:
    """How exactly the number is known."""
    t, quantity = occasion.t, row.quantity
    if row.metric is None:
        return plain(t("set as such") if quantity.is_exact else t("a range"))
    if quantity.is_exact:
        return plain(t("exact, shown to two decimals") if row.derivation and row.is_share else t("exact"))
    if row.derivation:
        return plain(t("about, between its two bounds"))
    if row.is_share:
        return plain(t("rounded to {step}", step=t.percent(quantity.step, phrases.decimals(quantity.step))))
    return plain(t("rounded to {step}", step=t.number(half_up(quantity.step))))


def _origin(row: Row, occasion: Occasion) -> str:
    t = occasion.t
    if row.derivation:
        return plain(t("worked out: {how}", how=derivation_name(row.derivation, t)))
    return plain(t("stated by the source"))


def _evidence(row: Row, occasion: Occasion) -> str:
    t = occasion.t
    if row.basis is Basis.UNKNOWN:
        return plain(t("none"))
    return plain(t("inferred from size or context") if row.basis_inferred else t("named by the source"))


def _issuer(row: Row, occasion: Occasion) -> Cell:
    t = occasion.t
    match row.issuer:
        case None:
            return None
        case Issuer.OWN:
            return plain(t("the region"))
        case Issuer.NATIONAL:
            return plain(t("the nation"))
        case Issuer.INTERNAL:
            return plain(t("a branch office, for itself"))
    assert_never(row.issuer)


def _joined(texts: Iterable[str]) -> Cell:
    return "; ".join(dict.fromkeys(texts)) or None


COLUMNS: Final = (
    Described(
        mark("Code"),
        mark("Kemendagri's code of the region; BPS numbers regions differently"),
        8,
        lambda row, _: row.region,
    ),
    Described(
        mark("Region"),
        mark("the region's official name"),
        28,
        lambda row, occasion: occasion.figures.regions[row.region].name,
    ),
    Described(
        mark("Period"),
        mark("the time the number speaks of; a target is to be met by the end of its year"),
        18,
        lambda row, occasion: occasion.t.period(row.period),
    ),
    Described(
        mark("End of period"), mark("its last day, to sort by"), 13, lambda row, _: row.period.last_day
    ),
    Described(
        mark("Segment"),
        mark("the part of the workers; formal is equated with PU and informal with BPU, as the press does"),
        24,
        lambda row, occasion: plain(phrases.segment_name(row.segment, occasion.t)),
    ),
    Described(mark("Measure"), mark("what the number counts"), 24, _metric),
    Described(
        mark("Value"),
        mark("the number; of a target that is a range its lower end, from which it is met"),
        14,
        _value,
    ),
    Described(
        mark("Lowest"), mark("the least the number can be, where it is rounded, derived or a range"), 14, _low
    ),
    Described(mark("Highest"), mark("the most it can be"), 14, _high),
    Described(
        mark("Unit"),
        mark("people or percent; the CSV file writes 36,47 for 36.47 percent"),
        9,
        _unit,
    ),
    Described(mark("Precision"), mark("how exactly the number is known"), 28, _precision),
    Described(
        mark("Origin"),
        mark("whether the source states the number or it was worked out here, and how"),
        34,
        _origin,
    ),
    Described(
        mark("Denominator"),
        mark("whom the denominator counts; figures of different denominators are not compared"),
        30,
        lambda row, occasion: plain(phrases.basis_name(row.basis, occasion.t)),
    ),
    Described(
        mark("Evidence of the denominator"),
        mark(
            "whether the source names its denominator or it follows from the size or context of the figures"
        ),
        26,
        _evidence,
    ),
    Described(
        mark("Instrument of the target"),
        mark("the plan or law that sets it"),
        28,
        lambda row, _: row.instrument,
    ),
    Described(mark("Set by"), mark("whose target it is"), 24, _issuer),
    Described(
        mark("Publisher"),
        mark("who published the number, or the numbers it was worked out from"),
        28,
        lambda row, _: _joined(source.publisher for source in row.sources),
    ),
    Described(
        mark("Published"),
        mark("when, as precisely as is known; of several sources the first one's date"),
        16,
        lambda row, occasion: published(row.sources[0], occasion.t),
    ),
    Described(
        mark("Address"),
        mark("where it can be read; of a document without an address its title"),
        60,
        lambda row, _: _joined(source.url or source.title for source in row.sources),
    ),
    Described(
        mark("Doubtful because"),
        mark("why the number may be wrong; empty where nothing speaks against it"),
        50,
        lambda row, occasion: _joined(occasion.t.note(note) for note in row.doubts),
    ),
    Described(
        mark("Note"),
        mark("a remark on the number, and where its series breaks"),
        50,
        lambda row, occasion: _joined(occasion.t.note(note) for note in row.notes),
    ),
)
