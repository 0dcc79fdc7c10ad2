"""The image: what gets into it, as whom it runs, and how its health is asked for."""

import fnmatch
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text()).splitlines()
HEALTHY = ROOT / "deploy" / "healthy.py"


def said(instruction: str) -> list[str]:
    """What stands after an instruction, wherever it is given."""
    return [line.removeprefix(f"{instruction} ") for line in LINES if line.startswith(f"{instruction} ")]


def test_its_base_is_named_by_python_and_debian() -> None:
    assert re.fullmatch(r"PYTHON=docker\.io/library/python:3\.\d+-slim-[a-z]+", *said("ARG"))
    assert said("FROM") == ["${PYTHON} AS build", "${PYTHON}"]


def test_it_runs_as_nobody_with_rights() -> None:
    assert said("USER") == ["10001:10001"]
    assert LINES.index("USER 10001:10001") > max(at for at, line in enumerate(LINES) if line[:4] == "RUN ")


def test_everything_installed_is_checked_by_its_hash() -> None:
    installs = [step for step in said("RUN") if "pip install" in step]
    assert installs
    assert all("--require-hashes" in step and "--only-binary :all:" in step for step in installs)


def test_what_is_copied_is_there_and_nothing_else_is_let_in() -> None:
    copied = {name for line in said("COPY") if "--from" not in line for name in line.split()[:-1]}
    first, *let_in = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] != "#"]
    assert first == "*"
    assert copied == {line[1:] for line in let_in if line[0] == "!"}
    assert all((ROOT / name).exists() for name in copied)
    assert not any(fnmatch.fnmatch(".env", name) for name in copied)


def test_its_environment_has_no_secret_and_only_settings_that_exist() -> None:
    names = {pair.partition("=")[0] for line in said("ENV") for pair in line.split()}
    ours = {name for name in names if not re.match(r"PATH$|PYTHON", name)}
    assert ours == {"HTTP_ADDRESS", "DATABASE_URL"}
    assert ours <= {name.upper() for name in Settings.model_fields}


def test_it_is_told_to_stop_as_the_bot_expects_it() -> None:
    assert said("STOPSIGNAL") == ["SIGTERM"]
    assert said("ENTRYPOINT") == ['["python", "-m", "bot"]']


class Health(BaseHTTPRequestHandler):
    """Answers as a living process does, at its own address alone."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def health(port: int) -> int:
    # a proxy that the machine names is not asked
    environment = {"HTTP_ADDRESS": f"0.0.0.0:{port}", "http_proxy": "http://127.0.0.1:1"}
    asked = subprocess.run([sys.executable, HEALTHY], check=False, env=environment, stderr=subprocess.PIPE)
    return asked.returncode


def test_a_process_that_answers_is_healthy_and_one_that_is_gone_is_not() -> None:
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        assert health(server.server_port) == 0
        server.shutdown()
        thread.join()
    assert health(server.server_port) == 1


def test_its_health_is_asked_for_by_that_script() -> None:
    (check,) = said("HEALTHCHECK")
    assert 'CMD ["python", "deploy/healthy.py"]' in check
