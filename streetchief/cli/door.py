"""Where a call comes in: before anything is loaded, the collector of garbage is told to wait.

Convention: loading modules makes no garbage, but looking for it again and again costs a tenth of a
short command; afterwards it is looked for as rarely as a command's own work deserves.
"""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Run the program with the words it was called with, and exit with its code."""
    gc.disable()
    if sys.argv[1:2] == ["complete-line"]:  # a shell asks at TAB
        from streetchief.cli.complete import answer

        answer(sys.argv[2:])
        os._exit(0)  # tidying up would cost a tenth, and nothing is open
    from streetchief.cli.main import call

    gc.freeze()
    gc.enable()
    sys.exit(call(sys.argv[1:]))
