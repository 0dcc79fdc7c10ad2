"""A comparison in words: what its sides are called depends on what differs between them."""

from __future__ import annotations

from bot import phrases
from bot.i18n import Html, escaped
from bot.occasion import Occasion
from bot.phrases import differences
from core.comparison import ComparisonAnswer, Difference, Obstacle, Pair, Refused
from core.model import Basis, Segment
from core.side import Side


class Telling:
    """The words for one comparison; `uncovered` where it is about those who are not covered."""

    def __init__(self, found: ComparisonAnswer, occasion: Occasion, *, uncovered: bool = False) -> None:
        self.t, self.regions = occasion.t, occasion.figures.regions
        self.found, self.uncovered = found, uncovered
        asked = [side.asked for side in self.found.sides]
        self.by_region = len({each.region for each in asked}) > 1
        self.by_segment = len({each.segment for each in asked}) > 1
        self.by_period = len({each.period for each in asked}) > 1

    def headline(self) -> Html:
        """The one difference, the highest side, or that nothing is subtracted and why."""
        t, found, subject = self.t, self.found, self.subject()
        pair = (found.differences or found.pairs)[-1 if found.series else 0]
        if not found.series and len(found.pairs) > 1 and found.differences:
            return self.highest(subject)
        if isinstance(pair, Refused):
            reason = self.reason(pair)
            return t("<b>{subject}: not compared, {reason}</b>", subject=subject, reason=reason)
        holes = {"subject": subject, "first": self.name(pair.first), "second": self.name(pair.second)}
        if found.series:
            return t(
                "<b>{subject}: {change} from {first} to {second}</b>",
                change=differences.change(pair, t),
                **holes,
            )
        if not pair.decided:
            return t("<b>{subject}: {first} and {second} cannot be told apart</b>", **holes)
        return t("<b>{subject}: {first} {more} than {second}</b>", more=differences.higher(pair, t), **holes)

    def highest(self, subject: Html) -> Html:
        """The highest of several sides; those that rounding keeps from being told apart, together."""
        t, first = self.t, self.found.sides[0]
        close = [each.second for each in self.found.differences if not each.decided]
        if close:
            names = t.listed(self.name(each) for each in (first, *close))
            return t(
                "<b>{subject}: highest {names}, too close to tell apart</b>", subject=subject, names=names
            )
        value = differences.amount(first, t)
        return t(
            "<b>{subject}: highest {name}, {value}</b>", subject=subject, name=self.name(first), value=value
        )

    def subject(self) -> Html:
        """What all sides have in common."""
        t, asked = self.t, self.found.sides[0].asked
        workers = phrases.workers_of(Segment.TOTAL if self.by_segment else asked.segment, t)
        if not self.by_region:
            region = self.regions[asked.region].name
            plain = self.by_segment or asked.segment is Segment.TOTAL
            named = Html(region) if plain else t("{region}, {workers}", region=region, workers=workers)
            return t("{subject}, not covered", subject=named) if self.uncovered else named
        if any(each.points is None for each in self.found.differences) and not self.uncovered:
            return t("Number of {workers} covered", workers=workers)
        if self.uncovered:
            return t("Part of the {workers} not covered", workers=workers)
        return t("Coverage of {workers}", workers=workers)

    def name(self, side: Side) -> Html:
        """What tells a side from the others."""
        parts = [self.regions[side.asked.region].name] if self.by_region else []
        parts += [phrases.segment_name(side.asked.segment, self.t)] if self.by_segment else []
        period = side.period or side.asked.period
        parts += [self.t.period(period)] if self.by_period and period else []
        return Html(", ".join(map(escaped, parts)))

    def rows(self) -> list[Html]:
        """Each side in a line."""
        return [self.row(side) for side in self.found.sides]

    def row(self, side: Side) -> Html:
        """A side's figures and their period, its denominator where the sides have several, and its doubts."""
        t, coverage = self.t, side.coverage
        holes: dict[str, object] = {"name": self.name(side), "value": differences.value(side, t)}
        if coverage is None:
            return t("• <b>{name}</b>: {value}", **holes)
        if not self.by_period:
            holes["value"] = t(
                "{value} · {period}", period=t.period(coverage.figure.period), value=holes["value"]
            )
        if any(each.obstacle in _ABOUT_BASIS for each in self.found.refused):
            basis = phrases.basis_in_words(side.basis, t)
            holes["value"] = t("{value} · denominator: {basis}", basis=basis, value=holes["value"])
        line = t("• <b>{name}</b>: {value}", **holes)
        contradiction = phrases.contradiction(coverage, t)
        return Html(f"{line}. {contradiction}") if contradiction else line

    def people(self) -> list[Html]:
        """Of two shares, the difference in people too, where rounding leaves its direction certain."""
        pair = self.found.pairs[0]
        if len(self.found.pairs) > 1 or not isinstance(pair, Difference) or not (pair.points and pair.people):
            return []
        first, second = pair.first.asked.region, pair.second.asked.region
        if self.found.series:
            more, name = differences.people_more(differences.turned(pair.people), self.t), ""
        elif first in self.inside(second) or second in self.inside(first):
            return []
        else:
            more, name = differences.people_more(pair.people, self.t), self.name(pair.first)
        holes = {"change": more, "name": f"{name} " if name else ""}
        if self.uncovered:
            return [self.t("Number not covered: {name}{change}.", **holes)] if more else []
        return [self.t("Number covered: {name}{change}.", **holes)] if more else []

    def inside(self, region: str) -> tuple[str | None, ...]:
        """The regions that a region is a part of."""
        parent = self.regions[region].parent
        return (parent, self.regions[parent].parent) if parent else ()

    def pairs(self) -> list[Html]:
        """Of more than two sides, each difference in a line."""
        t, pairs = self.t, [pair for pair in self.found.pairs if not _is_missing(pair)]
        if len(self.found.pairs) < 2 or not self.found.differences:
            return []
        if self.found.series:
            return [self.step(pair) for pair in pairs]
        heading = t("Beside {first}:", first=self.name(pairs[0].first))
        lines = [t("• {name}: {less}", name=self.name(pair.second), less=self.less(pair)) for pair in pairs]
        return [heading, *lines]

    def step(self, pair: Pair) -> Html:
        """From one period to the next."""
        holes = {"first": self.name(pair.first), "second": self.name(pair.second)}
        if isinstance(pair, Refused):
            reason = self.reason(pair)
            return self.t("• {first} to {second}: not compared, {reason}", reason=reason, **holes)
        return self.t("• {first} to {second}: {change}", change=differences.change(pair, self.t), **holes)

    def less(self, pair: Pair) -> Html:
        """How a side differs from the highest."""
        if isinstance(pair, Difference):
            return differences.lower(pair, self.t)
        return self.t("not compared, {reason}", reason=self.reason(pair))

    def reason(self, pair: Refused) -> Html:
        """Why two sides are not subtracted."""
        missing = pair.first if pair.first.coverage is None else pair.second
        return differences.refusal(pair, self.name(missing), self.t)

    def cautions(self) -> list[Html]:
        """What a reader has to mind: other times, breaks, counts that are no shares."""
        t, found = self.t, self.found
        used = [side for each in found.differences for side in (each.first, each.second)]
        known = sorted({side.period for side in used if side.period})
        lines = [
            t("{names}, doubtful: {reason}.", names=self.name(side), reason=t.note(note))
            for side in found.sides
            for note in (side.coverage.doubts if side.coverage else ())
        ]
        if any(differences.looks_rounded(each) for each in found.differences):
            lines.append(t("The difference is worked out before rounding."))
        if not found.series and len({period.year for period in known}) > 1:
            periods = t.listed(t.period(period) for period in known)
            lines.append(t("The figures are of different years: {periods}.", periods=periods))
        for each in found.breaks:
            region = self.regions[each.region].name
            lines.append(t("Mind, {region}: {reason}.", region=region, reason=t.note(each.reason)))
        if any(each.points is None for each in found.differences):
            lines.append(t("These are numbers of people, not coverage: a larger region has more workers."))
        if any(each.obstacle in _ABOUT_BASIS for each in found.refused):
            lines.append(t("Percentages cannot be subtracted where their denominators differ or may differ."))
        return lines

    def beside(self, side: Side) -> Html:
        """What stands opposite the name of a side in a picture: its people, and its time where none is named."""
        people = differences.counted(side, self.t)
        period = self.t.period(side.period) if side.period and not self.by_period else ""
        return Html(" · ".join(filter(None, (people, period))))

    def denominator(self) -> list[Html]:
        """Whom the common denominator counts."""
        t, found = self.t, self.found
        if isinstance(found.ground, Basis):
            return [t("Denominator: {basis}", basis=phrases.basis_name(found.ground, t))]
        if found.ground:
            return [t("Denominator: not named, but these are from one publication.")]
        return []

    def sourcing(self) -> list[Html]:
        """The common denominator, and every source once."""
        figures = [side.coverage.figure for side in self.found.sides if side.coverage]
        if not figures:
            return []
        periods = sorted(figure.period for figure in figures)
        sources = dict.fromkeys(source for figure in figures for source in figure.sources)
        newest = periods[-1 if self.found.series else 0]
        return [*self.denominator(), phrases.source_line(sources, newest, self.found.as_of, self.t)]


def _is_missing(pair: Pair) -> bool:
    """Whether a side without a figure, whose own line says so, is all that keeps two from being compared."""
    return isinstance(pair, Refused) and pair.obstacle is Obstacle.NO_FIGURE


_ABOUT_BASIS = (Obstacle.BASIS_UNKNOWN, Obstacle.OTHER_BASIS)
