"""A version beside the one before it."""

from datetime import date

from build import archive, count, observed, target

from core.difference import Kind
from core.judgement import judge
from core.model import Metric
from core.packed import Observation
from core.plausibility import Severity

TODAY = date(2026, 11, 22)


def people(covered: int, region: str) -> list[Observation]:
    numbers = {Metric.COVERED: covered, Metric.WORKERS: 1000}
    return [observed(metric, count(number), region=region) for metric, number in numbers.items()]


def test_it_says_what_changes_what_stands_out_and_which_targets_move() -> None:
    old = archive(*people(400, "61"), *people(300, "61.01"), target("45"))
    new = archive(*people(500, "61"), *people(600, "61.01"), target("45"))
    found = judge(old, new, TODAY)
    assert found.difference[Kind.CHANGED].count == 2
    assert found.count(Severity.ERROR) == 1
    assert [(each.region, each.met) for each in found.crossings] == [("61", True)]
