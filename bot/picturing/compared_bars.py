"""A comparison as bars: its sides beneath one another, where they may be compared."""

from __future__ import annotations

from bot import picturing
from bot.charts import Bar, Bars
from bot.i18n import Translator
from bot.messages import shown
from bot.phrases.comparisons import Telling
from core.comparison import ComparisonAnswer, Obstacle
from core.side import Side


def is_drawable(found: ComparisonAnswer) -> bool:
    """Whether all sides that have a figure may be compared by their coverage: bars would invite to it."""
    refused = any(pair.obstacle is not Obstacle.NO_FIGURE for pair in found.refused)
    return not refused and any(pair.points and not pair.first.uncovered for pair in found.differences)


def drawn(found: ComparisonAnswer, told: Telling, t: Translator) -> Bars:
    """The sides in the order of the answer."""
    sides = [side for side in found.sides if side.share]
    coverages = [side.coverage for side in sides if side.coverage]
    key = picturing.key_to_bars(
        t("Blue: covered. 100% is everybody whom the denominator counts."), coverages, t
    )
    sources = dict.fromkeys(source for coverage in coverages for source in coverage.figure.sources)
    notes = [*told.cautions(), *told.denominator()]
    return Bars(
        picturing.frame(told.headline(), key, notes, sources, t), tuple(_bar(side, told, t) for side in sides)
    )


def _bar(side: Side, told: Telling, t: Translator) -> Bar:
    if side.share is None or side.coverage is None:
        raise TypeError("only a share can be drawn as a bar")
    return Bar(
        name=shown(told.name(side)),
        beside=shown(told.beside(side)),
        value=side.share.shown,
        said=shown(t.share(side.share)),
        unsure=picturing.is_unsure(side.coverage),
    )
