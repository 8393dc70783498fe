#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that po/POTFILES.in lists, sorted, exactly the files with words to translate.

Arguments: [--write] TREE. With --write it writes the list instead.
"""
import pathlib
import re
import sys

COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)

# A call of gettext in C, a marked string in Blueprint; desktop entry and metainfo always.
MARKS = {
    ".c": re.compile(r"\b(?:N?C?_|n?gettext|g_dn?gettext|g_dpgettext2?)\s*\("),
    ".h": re.compile(r"\b(?:N?C?_|n?gettext)\s*\("),
    ".blp": re.compile(r"\bC?_\s*\("),
}


def wanted(tree):
    for path in sorted(tree.glob("src/**/*")):
        mark = MARKS.get(path.suffix)
        if mark and mark.search(COMMENT.sub("", path.read_text(encoding="utf-8"))):
            yield path.relative_to(tree).as_posix()
    for pattern in ("data/*.desktop.in", "data/*.metainfo.xml.in"):
        for path in tree.glob(pattern):
            yield path.relative_to(tree).as_posix()


def main():
    tree = pathlib.Path(sys.argv[-1])
    potfiles = tree / "po/POTFILES.in"
    lines = potfiles.read_text(encoding="utf-8").splitlines()
    if sys.argv[1] == "--write":
        comments = [line for line in lines if line.startswith("#")]
        potfiles.write_text("\n".join(comments + sorted(wanted(tree))) + "\n", encoding="utf-8")
        return 0
    listed = [line for line in lines if line and not line.startswith("#")]
    missing = sorted(set(wanted(tree)) - set(listed))
    extra = sorted(set(listed) - set(wanted(tree)))
    for path in missing:
        print(f"po/POTFILES.in lacks {path}, which has words to translate; ./dev format adds it.")
    for path in extra:
        print(f"po/POTFILES.in lists {path}, which is not there or has no words to translate.")
    if listed != sorted(listed):
        print("po/POTFILES.in is not sorted.")
    return 1 if missing or extra or listed != sorted(listed) else 0


sys.exit(main())
