"""How dues are said: money, the multiplication step by step, and each rate with its law."""

from __future__ import annotations

from bot import phrases
from bot.i18n import Html, Translator
from core.dues import Dues, Rate, Stretch
from core.quantity import Quantity


def months(count: int, t: Translator) -> Html:
    """A duration: "12 months"."""
    return t.plural("{count} month", "{count} months", count)


def money(amount: Quantity, t: Translator) -> Html:
    """A sum of rupiah in short: "Rp11,84 miliar"; an interval is called about."""
    short = t.rupiah_short(int(amount.shown))
    return short if amount.is_exact else t("about {number}", number=short)


def steps(people: Quantity, each: Dues, t: Translator) -> list[Html]:
    """people × rate × months to the rupiah, in a line for each rate in time; an interval with both its ends."""
    total, several = each.of(people), len(each.stretches) > 1
    lines = [_step(stretch, people, t) for stretch in each.stretches]
    if several:
        spans = (_span(stretch, t) for stretch in each.stretches)
        lines = [t("• {span}: {sum}", span=span, sum=line) for span, line in zip(spans, lines, strict=True)]
    if not people.is_exact:
        low, high = t.rupiah(int(total.low)), t.rupiah(int(total.high))
        return [*lines, t("Between {low} and {high}", low=low, high=high)]
    return [*lines, t("Together {money}", money=t.rupiah(int(total.shown)))] if several else lines


def rate_lines(each: Dues, t: Translator) -> list[Html]:
    """What a worker costs a month, and each rate with the law that sets it."""
    heading = t("A worker's dues a month (BPU):")
    if len(each.stretches) == 1:
        monthly = t.rupiah(each.stretches[0].monthly)
        heading = t("A worker's dues a month (BPU): {rate}", rate=monthly)
    return [heading, *(_rate_line(rate, t) for rate in each.rates)]


def _step(stretch: Stretch, people: Quantity, t: Translator) -> Html:
    holes: dict[str, object] = {
        "people": t.people(people),
        "rate": t.rupiah(stretch.monthly),
        "months": months(stretch.months, t),
    }
    if not people.is_exact:
        return t("{people} × {rate} × {months}", **holes)
    total = t.rupiah(int(people.shown) * stretch.monthly * stretch.months)
    return t("{people} × {rate} × {months} = {money}", money=total, **holes)


def _span(stretch: Stretch, t: Translator) -> Html:
    first, last = t.period(stretch.first), t.period(stretch.last)
    return t("{first} to {last}", first=first, last=last) if stretch.months > 1 else Html(first)


def _rate_line(rate: Rate, t: Translator) -> Html:
    """A rate with its law, and its months where it is for a time only."""
    holes: dict[str, object] = {
        "programme": rate.programme.name,
        "rate": t.rupiah(rate.rupiah),
        "law": phrases.linked(rate.law, rate.source.url),
        "note": t.note(rate.note) if rate.note else "",
    }
    if rate.until:
        holes["first"], holes["last"] = t.period(rate.since), t.period(rate.until)
        return t("• {programme} {rate}: {law}, {note}, {first} to {last}", **holes)
    return t("• {programme} {rate}: {law}, {note}", **holes)
