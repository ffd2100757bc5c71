"""The command `twoview`: options in, text and an exit code out; what it does is done elsewhere."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from traceback import print_exc
from typing import NoReturn

import click

from twoview import __version__
from twoview.cli.answers import cost, impact, promises
from twoview.cli.authoring import codeowners
from twoview.cli.check import check
from twoview.cli.diff import diff
from twoview.cli.explain import explain
from twoview.cli.history import log
from twoview.cli.init import init
from twoview.cli.new import new
from twoview.cli.site import emit


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="twoview")
def cli() -> None:
    """Look at a service catalog, kept as code, from outside and from inside."""


for _command in (init, new, codeowners, check, diff, explain, promises, log, cost, impact, emit):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command and leave with its exit code; a fault of its own is told in one line."""
    # What a command makes stays to its end; a collector would go through it again and again.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character shows its code.
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="twoview")
    except OSError as error:
        # A full disk, or a folder that was removed under our feet.
        click.echo(f"Error: {error.strerror or error}; twoview cannot go on.", err=True)
    except Exception as error:
        if os.environ.get("TWOVIEW_DEBUG") == "1":
            print_exc()
        name = type(error).__name__
        click.echo(
            f"Error: twoview failed ({name}), which is a fault of twoview and not of your catalog. "
            "Please report it with what TWOVIEW_DEBUG=1 shows.",
            err=True,
        )
    sys.exit(2)
