#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that NEWS and the metainfo tell of the same releases.

Arguments: the project's version, NEWS, the metainfo. The same versions and
dates in the same order, the newest being the project's, and the same points.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree


def squeeze(text):
    return " ".join(text.split())


def news_releases(path):
    releases = []
    with open(path, encoding="utf-8") as file:
        text = file.read()
    parts = re.split(r"^Version (\S+), (\d{4}-\d\d-\d\d)\n-+\n", text, flags=re.MULTILINE)
    for version, date, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        points = re.split(r"^ \* ", body, flags=re.MULTILINE)[1:]
        releases.append((version, date, [squeeze(point) for point in points]))
    return releases


def metainfo_releases(path):
    return [(release.get("version"), release.get("date"),
             [squeeze(point.text) for point in release.iter("li")])
            for release in ElementTree.parse(path).iter("release")]


def main():
    version, news, metainfo = sys.argv[1:]
    told = news_releases(news)
    if not told or told[0][0] != version:
        return f"NEWS does not begin with version {version}, which meson.build has."
    if told != metainfo_releases(metainfo):
        return "NEWS and the metainfo do not tell of the same releases, dates and points."
    return 0


sys.exit(main())
