"""The compose files: one bot on one token, with no more rights than it needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import VERSION
from bot.lifetime import DRAIN
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


class Compose(yaml.SafeLoader):
    """Reads the tag with which a file takes back what another says."""


Compose.add_constructor("!reset", lambda loader, node: None)

ONE, SCALE = (
    yaml.load((ROOT / name).read_text(), Compose) for name in ("compose.yaml", "compose.scale.yaml")
)
SETTINGS = {name.upper() for name in Settings.model_fields}


def both(service: str) -> dict[str, Any]:
    """A service as it is where both files hold: the second over the first."""
    return ONE["services"].get(service, {}) | SCALE["services"].get(service, {})


def test_the_replicas_are_the_service_that_otherwise_runs_alone() -> None:
    assert list(ONE["services"]) == ["bot"]
    built = [name for name in SCALE["services"] if "image" not in SCALE["services"][name]]
    assert built == ["bot"]
    assert SCALE["services"]["bot"]["deploy"] == {"replicas": 2}


@pytest.mark.parametrize("service", ["bot", "database", "proxy"])
def test_every_service_has_the_rights_it_needs_and_no_others(service: str) -> None:
    said = both(service)
    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert said["security_opt"] == ["no-new-privileges:true"]
    assert said.get("privileged") is None
    assert said["restart"] == "unless-stopped"


@pytest.mark.parametrize("service", ["database", "proxy"])
def test_what_others_make_is_named_by_its_version(service: str) -> None:
    assert re.fullmatch(r"docker\.io/library/[a-z]+:\d+[.\d]*-[a-z]+", both(service)["image"])


def test_the_image_is_named_by_the_version_so_that_the_one_before_is_kept() -> None:
    assert ONE["services"]["bot"]["image"] == f"cakupan:${{CAKUPAN_VERSION:-{VERSION}}}"


@pytest.mark.parametrize("file", [ONE, SCALE], ids=["one", "scale"])
def test_the_bot_is_given_settings_that_exist(file: dict[str, Any]) -> None:
    assert set(file["services"]["bot"]["environment"]) <= SETTINGS


def test_the_bot_hears_that_it_is_to_stop_and_has_the_time_for_it() -> None:
    assert ONE["services"]["bot"]["init"] is True
    assert int(ONE["services"]["bot"]["stop_grace_period"].rstrip("s")) > DRAIN


def test_only_the_proxy_is_open_to_the_world() -> None:
    assert ONE["services"]["bot"]["ports"] == ["127.0.0.1:8080:8080"]
    assert [name for name in SCALE["services"] if both(name).get("ports")] == ["proxy"]


def test_the_database_is_reached_by_the_replicas_alone() -> None:
    assert SCALE["services"]["database"]["networks"] == ["inside"]
    assert SCALE["networks"]["inside"] == {"internal": True}
    assert "inside" not in SCALE["services"]["proxy"]["networks"]


def test_the_password_is_in_a_file_that_git_does_not_see() -> None:
    assert SCALE["secrets"] == {"database_password": {"file": "./secrets/database_password"}}
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert "password" not in str(SCALE["services"]["bot"]["environment"]).lower()


def test_everything_that_is_used_is_declared() -> None:
    for file in (ONE, SCALE):
        for said in file["services"].values():
            volumes = {each.partition(":")[0] for each in said.get("volumes", []) if each[0] not in "./"}
            assert volumes <= set(ONE["volumes"]) | set(SCALE["volumes"])
            assert set(said.get("networks", [])) <= set(SCALE["networks"])
            assert set(said.get("secrets", [])) <= set(SCALE["secrets"])
            assert set(said.get("depends_on", [])) <= set(SCALE["services"])
