#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the help: every page well-formed, reachable and free of dead links.

Arguments: the folder of Mallard pages, and the C file with the shortcuts, so
that a page cannot name a key that does nothing.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

MALLARD = "{http://projectmallard.org/1.0/}"
GTK_NAMES = {"Enter": "Return", "Ctrl": "<Control>", "Alt": "<Alt>", "Shift": "<Shift>",
             "Esc": "Escape", ",": "comma", "?": "question"}


def accelerator(sequence):
    keys = [key.text.strip() for key in sequence.iter(MALLARD + "key")]
    names = [GTK_NAMES.get(key, key if len(key) > 1 else key.lower()) for key in keys]
    return "".join(sorted(names[:-1])) + names[-1]


def known_accelerators(path):
    known = set()
    for text in re.findall(r'"((?:<[A-Z][a-z]+>)*\w+)"', path.read_text(encoding="utf-8")):
        modifiers = re.findall(r"<[A-Z][a-z]+>", text)
        known.add("".join(sorted(modifiers)) + re.sub(r"<[A-Z][a-z]+>", "", text))
    return known | {f"<Alt>{view}" for view in range(1, 9)} | {"<Alt>Down"}


def main():
    folder, shortcuts = map(pathlib.Path, sys.argv[1:])
    known = known_accelerators(shortcuts)
    targets, links, problems = set(), [], []

    for path in sorted(folder.glob("*.page")):
        try:
            page = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            problems.append(f"{path.name}: {error}")
            continue
        if page.get("id") != path.stem:
            problems.append(f"{path.name}: its id is “{page.get('id')}”.")
        targets.add(path.stem)
        targets |= {f"{path.stem}#{section.get('id')}" for section in page.iter(MALLARD + "section")}
        guides = [link.get("xref") for link in page.iter(MALLARD + "link")]
        links += [(path.name, target) for target in guides if target]
        if path.stem != "index" and not page.findall(f"{MALLARD}info/{MALLARD}link[@type='guide']"):
            problems.append(f"{path.name}: no guide links to it.")
        for sequence in page.iter(MALLARD + "keyseq"):
            if accelerator(sequence) not in known:
                problems.append(f"{path.name}: there is no shortcut {accelerator(sequence)}.")
    problems += [f"{name}: there is no “{target}”." for name, target in links if target not in targets]
    if not targets:
        problems.append(f"{folder} has no page.")
    return "\n".join(problems) or 0


sys.exit(main())
