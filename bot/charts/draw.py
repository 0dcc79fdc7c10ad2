"""A script of its own: draws the one chart that it reads from standard input, as PNG to standard output.

Vega-Lite by vl-convert: no browser, no network, and only the letters in `fonts`.
"""

import json
import sys

import vl_convert


def main() -> None:
    """Read the order as JSON, write the picture."""
    order = json.load(sys.stdin)
    vl_convert.register_font_directory(order["fonts"])
    picture = vl_convert.vegalite_to_png(
        order["chart"],
        vl_version=order["vega_lite"],
        scale=1,
        format_locale=order["numbers"],
        allowed_base_urls=[],
    )
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
