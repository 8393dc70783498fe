#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks po/: each language is listed and valid, and every string of a .blp file is extracted.

Arguments: TREE FOLDER, the source tree and the folder of the .ui files that blueprint-compiler made.
"""
import pathlib
import re
import subprocess
import sys

KEYWORDS = ["--keyword", "--keyword=_", "--keyword=C_:1c,2"]
HEADER = re.compile(r"(Last-Translator|Language-Team|Plural-Forms|Language): (.*?)\\n")


def extract(*arguments):
    """The messages of files, as a set of (context, text)."""
    out = subprocess.run(["xgettext", "--from-code=UTF-8", "--no-location", "--no-wrap", "--output=-",
                          *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
                         text=True, encoding="utf-8").stdout
    return set(re.findall(r'^(?:msgctxt "(.*)"\n)?msgid "(.+)"$', out, re.MULTILINE))


def check_blueprints(tree, folder):
    """xgettext reads .blp files as C; what GtkBuilder would translate says whether it read all."""
    sources = sorted((tree / "src/ui").glob("*.blp"))
    found = extract("--language=C", *KEYWORDS, *map(str, sources))
    for path in sources:
        built = folder / f"{path.stem}.ui"
        if not built.exists():
            yield f"{built} is missing: build it first."
            continue
        for context, text in sorted(extract(str(built)) - found):
            yield f"{path.name}: “{text}” is not extracted; write it in double quotes, with the context {context or '-'}."


def check_catalogue(path):
    text = path.read_text(encoding="utf-8")
    # A long line of the header is broken in two, as any other.
    header = dict(HEADER.findall(text.replace('"\n"', "")))
    for name in ("Last-Translator", "Language-Team", "Plural-Forms", "Language"):
        if not header.get(name) or re.search(r"EMAIL@ADDRESS|LL@li\.org|INTEGER", header[name]):
            yield f"po/{path.name}: its header has no {name}."
    if header.get("Language", path.stem) != path.stem:
        yield f"po/{path.name}: its header says that it is {header['Language']}."
    result = subprocess.run(["msgfmt", "--check", "--check-accelerators=_", "--statistics",
                             "--output-file=/dev/null", str(path)], capture_output=True, text=True)
    if result.returncode != 0:
        yield result.stderr.strip()
    else:
        print(f"{path.stem}: {result.stderr.strip()}")


def main():
    tree, folder = map(pathlib.Path, sys.argv[1:])
    listed = [line for line in (tree / "po/LINGUAS").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    there = sorted(path.stem for path in (tree / "po").glob("*.po"))
    trouble = [f"po/LINGUAS lacks {name}." for name in there if name not in listed]
    trouble += [f"po/LINGUAS lists {name}, and there is no po/{name}.po." for name in listed if name not in there]
    if listed != sorted(listed):
        trouble.append("po/LINGUAS is not sorted.")
    trouble += check_blueprints(tree, folder)
    for name in there:
        trouble += check_catalogue(tree / f"po/{name}.po")
    for line in trouble:
        print(line)
    return 1 if trouble else 0


sys.exit(main())
