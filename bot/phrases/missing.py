"""An honest "no figures", with what there is."""

from __future__ import annotations

from collections.abc import Iterable

from bot.i18n import Html, escaped
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases.buttons import in_rows, region_button
from bot.phrases.names import segment_name, workers_of
from core.coverage import NoFigures


def nothing_known(answer: NoFigures, intent: Intent, occasion: Occasion) -> Message:
    """An honest "no figures", with what there is: other periods, other segments, or other regions."""
    t = occasion.t
    if answer.periods:
        asked = [
            Question(intent, (answer.region,), (answer.segment,), (period,)) for period in answer.periods[:6]
        ]
        rows = in_rows((Button(t.period(each.period), each) for each in asked if each.period), 3)
        there_is = t("There are figures for these periods: {periods}.", periods=_labels(rows))
    elif answer.segments:
        others = [Question(intent, (answer.region,), (segment,)) for segment in answer.segments]
        rows = in_rows((Button(segment_name(each.segment, t), each) for each in others if each.segment), 2)
        there_is = t("There are figures for: {segments}.", segments=_labels(rows))
    else:
        rows = _regions_with_figures(answer.region, intent, occasion)
        there_is = _elsewhere(answer.region, _labels(rows), occasion)
    return Message("\n".join((_no_figure(answer, occasion), there_is)), rows)


def _no_figure(answer: NoFigures, occasion: Occasion) -> Html:
    t, region = occasion.t, occasion.figures.regions[answer.region].name
    workers = workers_of(answer.segment, t)
    if answer.period is None:
        return t(
            "There is no figure yet on the coverage of {workers} in {region}.", workers=workers, region=region
        )
    return t(
        "There is no figure on the coverage of {workers} in {region} for {period}.",
        workers=workers,
        region=region,
        period=t.period(answer.period),
    )


def _labels(rows: Iterable[Iterable[Button]]) -> Html:
    """What the buttons offer, for where none can be shown."""
    return Html(", ".join(escaped(button.text) for row in rows for button in row))


def _elsewhere(region: str, others: Html, occasion: Occasion) -> Html:
    t, parent = occasion.t, occasion.figures.regions[region].parent
    if parent and _neighbours(region, occasion):
        inside = occasion.figures.regions[parent].name
        return t("In {region} there are figures for: {others}.", region=inside, others=others)
    return t("There are figures for these regions, among others: {others}.", others=others)


def _neighbours(region: str, occasion: Occasion) -> list[str]:
    parent = occasion.figures.regions[region].parent
    near = [parent] if parent and occasion.figures.sets(parent) else []
    return near + [
        each.code
        for each in occasion.figures.known()
        if each.parent == parent and parent is not None and each.code != region
    ]


def _regions_with_figures(region: str, intent: Intent, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    codes = _neighbours(region, occasion) or [occasion.region, "00"]
    return in_rows((region_button(code, Question(intent), occasion) for code in codes[:8]), 2)
