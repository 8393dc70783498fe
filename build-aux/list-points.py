#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints which of the fifty points of a good chart hold, by the last `meson test`.

A test proves a point by having `/point/NN-` in its path, in whatever room it
is. Exits 1 when one of them failed or none proves a point. Arguments: the
meson-logs folder, the list of points.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def main():
    logs, points = map(pathlib.Path, sys.argv[1:3])
    proofs = {}
    for suite in ElementTree.parse(logs / "testlog.junit.xml").getroot():
        for case in suite.iter("testcase"):
            found = re.search(r"(/\S*/point/(\d+)-\S*)", case.get("name"))
            if found is None or case.find("skipped") is not None:
                continue
            bad = case.find("failure") is not None or case.find("error") is not None
            proofs.setdefault(int(found[2]), []).append((not bad, found[1]))

    status = 0
    for line in points.read_text(encoding="utf-8").splitlines():
        number, title = line.split(" ", 1)
        cases = sorted(set(proofs.get(int(number), [])))
        failed = [path for passed, path in cases if not passed]
        if failed:
            verdict = "FAILED: " + ", ".join(failed)
        elif cases:
            verdict = f"passed ({len(cases)})"
        else:
            verdict = "NO TEST"
        print(f"{number:>2}. {title}: {verdict}")
        if failed or not cases:
            status = 1
    return status


sys.exit(main())
