"""What docs/operating.md says is so: its commands, settings, files and the lines it explains."""

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operating.md").read_text()
TYPED = "".join(re.findall(r"^```sh\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE))
CODE = re.sub(r'"\n\s*f?"', "", "".join(path.read_text() for path in (ROOT / "bot").rglob("*.py")))
COMPOSE = {"COMPOSE_FILE", "CAKUPAN_DOMAIN", "CAKUPAN_VERSION"}


def table(heading: str) -> list[str]:
    """The rows of the table beneath a heading, without its head."""
    return re.findall(r"^\|.*", TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0], re.MULTILINE)[2:]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:-m bot|run --rm bot) ([a-z]+)", TEXT))))
def test_every_command_of_the_bot_exists(command: str) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0


def test_every_setting_that_is_typed_exists() -> None:
    named = set(re.findall(r"\b([A-Z]+_[A-Z_]+)=", TYPED))
    assert {"DATABASE_URL", "WEBHOOK_URL"} <= named
    assert named <= {name.upper() for name in Settings.model_fields} | COMPOSE


def test_every_file_of_the_repository_that_is_named_is_there() -> None:
    named = set(re.findall(r"\bdeploy/[\w-]+(?:\.\w+)?|\bcompose[.\w]*\.yaml", TEXT))
    assert {"deploy/alerts.yaml", "compose.scale.yaml"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_line_that_is_explained_is_one_that_the_bot_writes() -> None:
    seen = [row.split(" | ")[0] for row in table("When something is wrong")]
    lines = [line for row in seen for line in re.findall(r"`(?:[A-Z_]+: )?([^`]+ [^`]+)`", row)]
    assert len(lines) > 8
    assert [line for line in lines if line not in CODE] == []
