"""For the health check of a container: ends with 0 where the bot's own `/healthz` answers, else with 1."""

import os
import sys
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener


def main() -> int:
    """Ask on loopback, whatever proxy the environment names; the port is that of HTTP_ADDRESS."""
    port = os.environ.get("HTTP_ADDRESS", "127.0.0.1:8080").rpartition(":")[2]
    try:
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/healthz", timeout=4):
            return 0
    except (OSError, HTTPException) as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
