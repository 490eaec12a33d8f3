"""The scripts of a page, from their files to one text that runs in it; what they import comes with them, each once.

They are modules, so that they can be linted and tested like any others. A page that is not ours offers no way to load modules, so
their imports are followed here. Libraries come from package-lock.json (`make assets`), in the form in which they need no bundler.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from postroom.errors import Misconfigured

SCRIPTS = Path(__file__).parent / "scripts"
LIBRARIES = Path(__file__).parents[2] / "node_modules"
IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|let|async|function|class)", re.MULTILINE)
REQUIRED = re.compile(r'require\("([^"]+)"\)')
LOADER = """(() => {
  const files = { %s }, loaded = {};
  const load = (path) => {
    if (!(path in loaded)) { loaded[path] = {}; files[path](loaded[path], load); }
    return loaded[path];
  };
  return load("index.js");
})()"""


@cache
def page_script(*parts: str) -> str:
    """The scripts of these names and all that they import, to be put into a function that runs in the page.

    Raises Misconfigured where a library is not installed.
    """
    taken: dict[str, str] = {}
    for part in parts:
        _take(part, taken)
    return "\n".join(taken.values())


def _take(name: str, taken: dict[str, str]) -> None:
    """Put a script after those that it imports; scripts that import each other stand in the order in which they are asked for."""
    if name in taken:
        return
    text = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    taken[name] = ""
    own: list[str] = []
    for names, source in IMPORT.findall(text):
        if source.startswith("./"):
            _take(source[2:].removesuffix(".js"), taken)
        else:
            own.append(f"const {names} = {_library(source)};")
    del taken[name]
    taken[name] = "\n".join([*own, EXPORT.sub("", IMPORT.sub("", text))])


def _library(name: str) -> str:
    folder = (LIBRARIES / name / "dist").resolve()
    if not (folder / "index.js").is_file():
        raise Misconfigured(f"The library {name} is not installed: run `make assets`.")
    files: dict[str, str] = {}
    _gather(folder / "index.js", folder, files)
    return LOADER % ",\n".join(files.values())


def _gather(file: Path, folder: Path, files: dict[str, str]) -> None:
    """A library's file, and those that it asks for by `require`."""
    path = file.relative_to(folder).as_posix()
    if path in files:
        return
    text, files[path] = file.read_text(encoding="utf-8"), ""
    for asked in REQUIRED.findall(text):
        found = (file.parent / f"{asked}.js").resolve()
        text = text.replace(f'require("{asked}")', f"require({json.dumps(found.relative_to(folder).as_posix())})")
        _gather(found, folder, files)
    files[path] = f"{json.dumps(path)}: (exports, require) => {{ {text}\n}}"
