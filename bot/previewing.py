"""A proposed version of the figures as messages: in words, and as a picture of before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot import phrases, picturing
from bot.charts import Bar, Bars, Earlier
from bot.i18n import Translator
from bot.messages import Message, shown
from bot.phrases import changes
from bot.phrases.preview import headline, preview
from core.crossing import Crossing
from core.difference import Difference
from core.model import Segment
from core.plausibility import Findings
from core.region import Regions
from core.shifts import Shift

_DRAWN: Final = 6


def previewed(
    change: Difference,
    found: Sequence[Findings],
    crossed: Sequence[Crossing],
    regions: Regions,
    t: Translator,
) -> tuple[Message, ...]:
    """The preview in words; then, where a coverage moved that can be compared, the biggest moves as a picture."""
    words = Message(preview(change, found, crossed, regions, t))
    picture = before_and_after(change, regions, t)
    return (words, Message(headline(change, t), picture=picture)) if picture else (words,)


def before_and_after(change: Difference, regions: Regions, t: Translator) -> Bars | None:
    """The biggest changes of coverage, each with what it was before; nothing where there are none."""
    drawn = change.by_points[:_DRAWN]
    bars = [bar for shift in drawn for bar in _bars(shift, regions, t)]
    if not bars:
        return None
    doubts = dict.fromkeys(doubt for shift in drawn for doubt in shift.after.doubts)
    frame = picturing.frame(
        title=t("Proposed figures: the biggest changes of coverage"),
        key=t("Blue: proposed. Pale: until now."),
        notes=[
            t("Each is drawn only against a figure with the same denominator."),
            *phrases.doubt_lines(doubts, t),
        ],
        sources=dict.fromkeys(source for shift in drawn for source in shift.after.figure.sources),
        t=t,
    )
    return Bars(frame, tuple(bars))


def _bars(shift: Shift, regions: Regions, t: Translator) -> list[Bar]:
    before, after, figure = shift.before, shift.after, shift.after.figure
    if before.share is None or after.share is None or shift.points is None:
        return []
    name = regions[figure.region].name
    if figure.segment is not Segment.TOTAL:
        workers = phrases.workers_of(figure.segment, t)
        name = shown(t("{region}, {workers}", region=name, workers=workers))
    moved = changes.change(shift.points, t)
    holes = {
        "period": t.period(figure.period),
        "change": t("{change} (doubtful)", change=moved) if after.doubts else moved,
    }
    earlier = {"share": t.share(before.share), "period": t.period(before.figure.period)}
    return [
        Bar(
            name=name,
            beside=shown(t("{period}, {change}", **holes)),
            value=after.share.shown,
            said=shown(t.share(after.share)),
            earlier=Earlier(before.share.shown, shown(t("{share} ({period})", **earlier))),
        )
    ]
