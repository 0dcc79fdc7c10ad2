"""The dashboard and the alerts name only what the bot exposes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
BOARD: dict[str, Any] = json.loads((DEPLOY / "grafana-dashboard.json").read_text())
RULES = [
    rule
    for group in yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"]
    for rule in group["rules"]
]
PANELS = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
ASKED = [target["expr"] for panel in PANELS for target in panel["targets"]] + [rule["expr"] for rule in RULES]
ENDINGS = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


def exposed() -> set[str]:
    families = list(Metrics().registry.collect())
    return {family.name + ending for family in families for ending in ENDINGS.get(family.type, ("",))}


def named(expression: str) -> set[str]:
    """The metrics of an expression; `up` is Prometheus's own."""
    return set(re.findall(r"\b(?:cakupan|process|python)_\w+", expression))


@pytest.mark.parametrize("expression", ASKED)
def test_every_metric_that_is_asked_for_is_exposed(expression: str) -> None:
    assert named(expression) or "up{" in expression
    assert named(expression) <= exposed()


def test_every_metric_of_ours_is_shown() -> None:
    shown = {re.sub(r"_bucket$", "", name) for expression in ASKED for name in named(expression)}
    ours = {name for name in exposed() if name.startswith("cakupan_")}
    assert {name for name in ours if not re.search(r"_(bucket|count|sum|created)$", name)} <= shown


def test_the_dashboard_can_be_imported_beside_any_prometheus() -> None:
    sources = [panel["datasource"] for panel in PANELS] + [
        t["datasource"] for p in PANELS for t in p["targets"]
    ]
    assert {source["uid"] for source in sources} == {"${datasource}"}
    assert BOARD["templating"]["list"][0]["type"] == "datasource"
    ids = [panel["id"] for panel in BOARD["panels"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_says_what_is_wrong_and_why_it_matters(rule: dict[str, Any]) -> None:
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["description"].endswith(".")
    assert rule["labels"]["severity"] in ("critical", "warning", "info")
