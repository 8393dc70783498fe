#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program, its desktop file and its metainfo to a language's catalogue.

Arguments: LANGUAGE LOCALE PROGRAM FOLDER DESKTOP-FILE METAINFO, FOLDER having the built catalogues.
"""
import configparser
import gettext
import os
import subprocess
import sys
import xml.etree.ElementTree

language, locale, program, folder, desktop_file, metainfo = sys.argv[1:]
catalogue = gettext.translation("anyusage", folder, [language])
count = 0
failed = False


def check(name, given, expected, english):
    global count, failed
    count += 1
    right = given is not None and expected in given and expected != english
    failed = failed or not right
    print(f"{'ok' if right else 'not ok'} {count} {name}")
    if not right:
        print(f"# “{expected}” is wanted, not “{english}”, in “{given}”")


def run(*arguments):
    environment = dict(os.environ, LC_ALL=locale, LANGUAGE=language, TEXTDOMAINDIR=folder)
    result = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True,
                            encoding="utf-8")
    return result.stdout + result.stderr


english = "Print the version"
check("help", run("--help"), catalogue.gettext(english), english)
english = "“list” takes one word: queries, charts or subscriptions."
check("error", run("list"), catalogue.gettext(english), english)
english = ("%u row", "%u rows")
expected = catalogue.ngettext(*english, 5) % 5
check("plural", run("query", "top_users", "--source", "sample", "--subscription", "a0XSAMPLE000001",
                    "--param", "limit=5"), expected, english[1] % 5)

entry = configparser.ConfigParser(interpolation=None, strict=False)
entry.optionxform = str
entry.read(desktop_file, encoding="utf-8")
english = entry["Desktop Entry"]["Comment"]
check("desktop-file", entry["Desktop Entry"].get(f"Comment[{language}]"), catalogue.gettext(english), english)

summaries = {element.get("{http://www.w3.org/XML/1998/namespace}lang"): element.text
             for element in xml.etree.ElementTree.parse(metainfo).findall("summary")}
english = summaries[None]
check("metainfo", summaries.get(language), catalogue.gettext(english), english)
# What software centres cut off.
count += 1
length = len(summaries.get(language) or "")
print(f"{'ok' if length <= 35 else 'not ok'} {count} summary-is-short")
failed = failed or length > 35

print(f"1..{count}")
sys.exit(1 if failed else 0)
