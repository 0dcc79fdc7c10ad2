"""Wording of subscriptions: what they tell, and when."""

from __future__ import annotations

from typing import assert_never

from bot.i18n import Html, Translator
from bot.occasion import Occasion
from bot.phrases import segment_name
from bot.subscription import News, Refusal, Rhythm, Subscription, Timing


def name(subscription: Subscription, occasion: Occasion) -> Html:
    """The region, and the segment where it is for one alone."""
    t, region = occasion.t, occasion.figures.regions[subscription.region].name
    if subscription.segment is None:
        return Html(region)
    return t("{region}, {workers}", region=region, workers=segment_name(subscription.segment, t))


def summary(subscription: Subscription, occasion: Occasion) -> list[Html]:
    """What is told and when, a line each."""
    t, timing, told = occasion.t, subscription.timing, subscription.news
    lines = []
    if News.FIGURES in told:
        lines.append(t("• New figures: {when}", when=when(timing.rhythm, timing, t)))
    if News.CROSSINGS in told:
        lines.append(t("• A target reached or lost: at once"))
    if News.DIGEST in told:
        lines.append(t("• Digest: {when}", when=when(timing.digest_rhythm, timing, t)))
    if not told:
        lines.append(t("• Nothing is told at present"))
    if timing.quiet:
        lines.append(t("• Quiet: {hours}; what happens then comes afterwards", hours=quiet(timing, t)))
    return lines


def when(rhythm: Rhythm, timing: Timing, t: Translator) -> Html:
    """How often and at what hour."""
    at = t("{hour} {zone}", hour=hour(timing.hour, t), zone=timing.zone)
    match rhythm:
        case Rhythm.AT_ONCE:
            return t("at once")
        case Rhythm.DAILY:
            return t("every day at {time}", time=at)
        case Rhythm.WEEKLY:
            return t("every Monday at {time}", time=at)
        case Rhythm.MONTHLY:
            return t("on the first of every month at {time}", time=at)
    assert_never(rhythm)


def hour(number: int, t: Translator) -> Html:
    """A full hour on the clock."""
    return t("{hour}:00", hour=f"{number:02}")


def quiet(timing: Timing, t: Translator) -> Html:
    """The quiet hours; without any, that there are none."""
    if timing.quiet is None:
        return t("none")
    begins, ends = timing.quiet
    return t("{begin}–{end} {zone}", begin=hour(begins, t), end=hour(ends, t), zone=timing.zone)


def news_name(news: News, t: Translator) -> Html:
    """What is told, as a button's label."""
    match news:
        case News.FIGURES:
            return t("New figures")
        case News.CROSSINGS:
            return t("Targets")
        case News.DIGEST:
            return t("Digest")
    assert_never(news)


def rhythm_name(rhythm: Rhythm, t: Translator) -> Html:
    """How often, as a button's label."""
    match rhythm:
        case Rhythm.AT_ONCE:
            return t("At once")
        case Rhythm.DAILY:
            return t("Daily")
        case Rhythm.WEEKLY:
            return t("Weekly")
        case Rhythm.MONTHLY:
            return t("Monthly")
    assert_never(rhythm)


def refused(refusal: Refusal, t: Translator) -> Html:
    """Why a channel cannot be set up, and what would help."""
    match refusal:
        case Refusal.NO_CHANNEL:
            return t(
                "I know no such channel. Add me to it as an admin, then for instance "
                "<code>/subscribe @channelname kalbar</code>, or forward one of its posts to me."
            )
        case Refusal.NOT_YOURS:
            return t("Only admins of that channel may set up what it is told.")
        case Refusal.NOT_OURS:
            return t(
                "I am not an admin of that channel yet. Make me one, with the right to post, and ask again."
            )
    assert_never(refusal)


def elsewhere_only(t: Translator) -> Html:
    """Where no chat is behind the question, as in a terminal."""
    return t("Subscriptions belong to a chat. Please ask me in Telegram.")


def not_allowed(t: Translator) -> Html:
    """For everybody in a group but its admins."""
    return t("Only admins of this group may change its subscriptions.")
