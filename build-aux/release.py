#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a release: version, NEWS and metainfo in step, one commit, one tag.

Usage: build-aux/release.py VERSION [DATE]

NEWS begins with “Version X, unreleased” and its points; this dates it, writes
the same points into the metainfo, sets the version of meson.build, and commits
and tags. Nothing is pushed. A tree with changes, a version that is not newer
and a NEWS with nothing to tell are refused before anything is written.
"""
import datetime
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape

TREE = pathlib.Path(__file__).resolve().parent.parent
METAINFO = "data/io.github.anyusage.Anyusage.metainfo.xml.in"
HEADING = re.compile(r"^Version (\S+), (unreleased|\d{4}-\d\d-\d\d)\n-+\n", re.MULTILINE)


class Refused(Exception):
    pass


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=TREE, check=True, capture_output=True,
                          text=True).stdout.strip()


def number(version):
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise Refused(f"“{version}” is no version; it is written like 1.2.3.")
    return tuple(map(int, version.split(".")))


def newest_of_news(news):
    """The first heading's match, and its points as lines of text."""
    headings = list(HEADING.finditer(news))
    if not headings or headings[0][2] != "unreleased":
        raise Refused("NEWS does not begin with “Version X, unreleased”.")
    end = headings[1].start() if len(headings) > 1 else len(news)
    parts = re.split(r"^ \* ", news[headings[0].end():end], flags=re.MULTILINE)[1:]
    points = [" ".join(part.split()) for part in parts]
    if not points:
        raise Refused("NEWS tells nothing of this version.")
    return headings[0], points


def release_element(version, date, points):
    lines = [f'    <release version="{version}" date="{date}">',
             '      <description translate="no">', "        <ul>",
             *(f"          <li>{escape(point)}</li>" for point in points),
             "        </ul>", "      </description>", "    </release>"]
    return "\n".join(lines) + "\n"


def prepare(version, date):
    """What the three files will hold; nothing is written."""
    meson = (TREE / "meson.build").read_text(encoding="utf-8")
    news = (TREE / "NEWS").read_text(encoding="utf-8")
    metainfo = (TREE / METAINFO).read_text(encoding="utf-8")
    current = re.search(r"^  version: '([^']+)'", meson, re.MULTILINE)

    if number(version) <= number(current[1]):
        raise Refused(f"{version} is not newer than {current[1]}.")
    datetime.date.fromisoformat(date)
    heading, points = newest_of_news(news)
    title = f"Version {version}, {date}"
    news = news[:heading.start()] + f"{title}\n{'-' * len(title)}\n" + news[heading.end():]
    meson = meson[:current.start(1)] + version + meson[current.end(1):]
    metainfo = metainfo.replace("  <releases>\n",
                                "  <releases>\n" + release_element(version, date, points), 1)
    return {"meson.build": meson, "NEWS": news, METAINFO: metainfo}


def main():
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    version = sys.argv[1]
    date = sys.argv[2] if len(sys.argv) == 3 else datetime.date.today().isoformat()
    try:
        if git("status", "--porcelain"):
            raise Refused("there are changes that are not committed.")
        if git("tag", "--list", f"v{version}"):
            raise Refused(f"there is a tag v{version} already.")
        files = prepare(version, date)
    except (Refused, ValueError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    for name, text in files.items():
        (TREE / name).write_text(text, encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", f"build: Release {version}")
    git("tag", "--annotate", f"v{version}", "--message", f"Anyusage {version}")
    print(f"v{version} is committed and tagged; look at it, run .ci/run, then push it:\n"
          f"  git push origin HEAD v{version}")
    return 0


sys.exit(main())
