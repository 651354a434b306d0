"""Build hook: puts the gazetteer index into the wheel, building it where it is absent or out of date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = "src/tacitus/gazetteer/index.sqlite"


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds the index from the data packages of `build-system.requires`; for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build where needed and add the file, which version control ignores, to the wheel."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            # Only light modules: the build environment has the data packages and nothing else of the project.
            from tacitus.gazetteer.building import build, input_digest, stored_digest

            index = root / INDEX
            if stored_digest(index) != input_digest():
                build(index, self.app.display_info)
        finally:
            sys.path.remove(str(root / "src"))
        build_data["artifacts"].append(INDEX)
