"""Compile the translations into the wheel, and into the tree of an editable install.

The catalogue is made of locale/zh_CN.po and lies in no commit; whoever installs makes it.
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Run before anything is packed; an editable install counts as a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled catalogue where the program reads it."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        from streetchief.locale.build import main

        if main([]) != 0:
            raise RuntimeError("the translations cannot be compiled")
