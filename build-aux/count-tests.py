#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints `N passed, N failed, N skipped` over the last `meson test`.

Counts the test cases that the TAP programs reported; a program that reports
none, or fails without naming a case (a crash, a time-out), counts as one.
Exits 1 when anything failed or nothing ran. Argument: the meson-logs folder.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def main():
    logs = pathlib.Path(sys.argv[1])
    passed = failed = skipped = 0
    by_suite = {}
    for suite in ElementTree.parse(logs / "testlog.junit.xml").getroot():
        for case in suite.iter("testcase"):
            counts = by_suite.setdefault(suite.get("name"), [0, 0, 0])
            if case.find("failure") is not None or case.find("error") is not None:
                counts[1] += 1
            elif case.find("skipped") is not None:
                counts[2] += 1
            else:
                counts[0] += 1
    for counts in by_suite.values():
        passed += counts[0]
        failed += counts[1]
        skipped += counts[2]
    with open(logs / "testlog.json", encoding="utf-8") as file:
        bad = sum(json.loads(line)["result"] in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT")
                  for line in file)
    failed = max(failed, bad)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed > 0 else 1


sys.exit(main())
