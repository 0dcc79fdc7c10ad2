"""The Bot API 10.1 as a table, so that a fake of Telegram refuses what Telegram would refuse or ignore.

`botapi.json` holds each method's parameters and names its source and licence. Answers, the insides of objects
and limits are not in it, and so not checked.
"""

import json
from collections.abc import Mapping
from pathlib import Path

_METHODS = json.loads(Path(__file__).with_name("botapi.json").read_text(encoding="utf-8"))["methods"]


def check_call(method: str, parameters: Mapping[str, object]) -> None:
    """Raise AssertionError, naming every fault, unless the Bot API knows such a call.

    `method` as the documentation spells it (`sendMessage`); `parameters` by name, uploaded files among them.
    A value of None is an absent parameter; values are not looked at otherwise.
    """
    known = _METHODS.get(method)
    if known is None:
        raise AssertionError(f"The Bot API has no method {method}")
    given = {name for name, value in parameters.items() if value is not None}
    faults = [
        f"{method} has no parameter {name}"
        for name in sorted(given - {*known["required"], *known["optional"]})
    ]
    faults += [f"{method} needs {name}" for name in known["required"] if name not in given]
    if faults:
        raise AssertionError("; ".join(faults))
