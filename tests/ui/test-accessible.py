#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through three charts with real keys and listens on the real accessibility bus.

Needs a display and a session bus of its own. Its transcript, every announcement in order, stands in
the output; what it must be is below."""

import re
import sys
import time

from accessible import Atspi, GLib, Walk, focus_window, is_showing

# For each view: the key that opens it, its chart, what its description says, then keys and what each
# of them announces.
WALKS = [
    ("alt+2", "Monthly active users", r"^Bar chart: .*412, October 2026.*500 seats today", [
        ("End", r"^November 2026, Monthly actives 379, 500 seats today, 23 of 30 days$"),
        ("Left", r"^October 2026, Monthly actives 412, 500 seats today$"),
        ("Left", r"^September 2026, Monthly actives 399, 500 seats today$"),
        ("Home", r"^April 2025, Monthly actives \d+, 500 seats today$"),
    ]),
    ("alt+3", "Spend by model", r"^Stacked bar chart: .*atlas-6", [
        ("Left", r"^November 2026, Other \(7\) \$.*, total \$39,569\.88, November so far, "
                 r"read 24 Nov$"),
        ("Left", r"^October 2026, Other \(7\) \$.*, atlas-6 \$.*, total \$48,21\d\.\d\d$"),
        ("Up", r"^October 2026, atlas-6 \$[\d,]+\.\d\d, \d+\s?% of the total$"),
        ("Up", r"^October 2026, quill-5-sonnet \$[\d,]+\.\d\d, \d+\s?% of the total$"),
        ("Left", r"^September 2026, quill-5-sonnet \$[\d,]+\.\d\d, \d+\s?% of the total$"),
        # On to the legend.
        ("Tab", None),
        ("space", r"^atlas-6 hidden, 7 of 8 series shown$"),
        ("ctrl+space", r"^only atlas-6 shown, 1 of 8 series shown$"),
        ("space", r"^atlas-6 is the last series shown and stays$"),
        ("ctrl+space", r"^atlas-6 shown, 8 of 8 series shown$"),
    ]),
    ("alt+5", "Active users", r"^Line chart: .*MAU", [
        ("Right", r"^23 Nov(ember)? 2026, MAU 425, WAU 356, DAU 201, Power users 59$"),
        ("Left", r"^22 Nov(ember)? 2026, MAU \d+, WAU \d+, "),
        ("Down", r"^22 Nov(ember)? 2026, \w+ \d+$"),
    ]),
]


def test_charts(walk):
    for key, title, description, steps in WALKS:
        walk.open_view(key)
        chart = walk.wait(f"the chart {title}", lambda: walk.find(
            lambda node: node.get_role() == Atspi.Role.IMAGE and node.get_name() == title and
            is_showing(node)))
        said = chart.get_description()
        assert re.search(description, said), f"{title} is described as {said!r}"
        walk.tab_to(title)
        for name, expected in steps:
            before = len(walk.announced)
            walk.key(name)
            if expected is None:
                time.sleep(0.2)
                continue
            walk.wait(f"what {name} announces in {title}", lambda: len(walk.announced) > before)
            phrase = walk.announced[before]
            print(f"# {title}: {name}: {phrase}")
            assert len(walk.announced) == before + 1, f"{name} announced {walk.announced[before:]}"
            assert re.search(expected, phrase), f"{name} announced {phrase!r}, not {expected!r}"


def test_table(walk):
    walk.open_view("alt+2")
    chart = walk.wait("the chart", lambda: walk.find(
        lambda node: node.get_role() == Atspi.Role.IMAGE and
        node.get_name() == "Monthly active users" and is_showing(node)))
    walk.tab_to("Monthly active users")
    walk.key("t")
    row = walk.wait("a row", lambda: walk.find(
        lambda node: (node.get_name() or "").startswith("October 2026, Monthly actives 412") and
        is_showing(node)))
    print(f"# row: {row.get_name()}, {row.get_role_name()}")
    walk.wait("its header", lambda: walk.find(
        lambda node: node.get_role() in (Atspi.Role.ROW_HEADER, Atspi.Role.TABLE_ROW_HEADER) and
        node.get_name() == "October 2026"))
    walk.key("t")
    walk.wait("the chart again", lambda: is_showing(chart))


def test_options(walk):
    walk.key("alt+7")
    walk.wait("the option with its name", lambda: walk.find(
        lambda node: node.get_name() == "People: Top 25" and is_showing(node)))


def find_sql(walk, words):
    """The query text in view that has the words."""
    def matches(node):
        return (node.get_role() == Atspi.Role.LABEL and is_showing(node) and
                words in (node.get_name() or ""))
    return walk.wait(f"the query text with {words}", lambda: walk.find(matches))


def test_provenance(walk):
    """From a number to its SQL: one action, or two where there are several queries."""
    walk.open_view("alt+2")
    walk.tab_to("Monthly active users")
    walk.key("alt+Return")
    find_sql(walk, "count(DISTINCT d.user_id) AS mau")
    before = len(walk.announced)
    walk.key("Return")
    walk.wait("the copy", lambda: "Query text copied" in walk.announced[before:])
    walk.key("Escape")
    walk.open_view("alt+4")
    walk.tab_to("Actives and spend")
    walk.key("alt+Return")
    find_sql(walk, "count(DISTINCT d.user_id) AS mau")
    walk.key("Right")
    find_sql(walk, "AS total_usd")
    walk.key("Escape")


def hear(walk, keys, expected):
    """What keys announce, once it is quiet: these phrases, and after those of typing no others."""
    before = len(walk.announced)
    for key in keys:
        walk.key(key)
    walk.wait(f"what {keys} announces", lambda: len(walk.announced) >= before + len(expected))
    quiet, known = time.monotonic() + 1, len(walk.announced)
    while time.monotonic() < quiet:
        walk.pump()
        if len(walk.announced) > known:
            quiet, known = time.monotonic() + 1, len(walk.announced)
        time.sleep(0.02)
    said = walk.announced[before:]
    print(f"# picker: {' '.join(keys)}: {said}")
    # A slow machine takes letters for texts of their own.
    if len(keys) > 1:
        said = said[-len(expected):]
    assert len(said) == len(expected), f"{keys} announced {said}"
    for phrase, pattern in zip(said, expected):
        assert re.search(pattern, phrase), f"{keys} announced {phrase!r}, not {pattern!r}"


def focus_after(walk, key):
    before = len(walk.focused)
    walk.key(key)
    walk.wait(f"a focus after {key}", lambda: len(walk.focused) > before)
    print(f"# picker: {key}: focus on {walk.focused[-1]!r}")
    return walk.focused[-1]


def test_picker(walk):
    hear(walk, ["ctrl+k"], [r"^412 subscriptions · digits look up a team"])
    hear(walk, ["h", "a", "l"], [r"^4 of 412 match$", r"^Halcyon Shipyards, .+, 1,200 seats$"])
    # What is shown already is one of them.
    hear(walk, ["ctrl+Return"], [r"^Halcyon Shipyards added, 2 subscriptions picked$"])
    hear(walk, ["Down"], [r"^Hal.+, .+ seats?$"])
    hear(walk, ["Down"], [r"(?i)hal.*, .+ seats?$"])
    hear(walk, ["ctrl+Return"], [r"(?i)hal.* added, 3 subscriptions picked$"])
    hear(walk, ["ctrl+Return"], [r"(?i)hal.* removed, 2 subscriptions picked$"])
    hear(walk, ["ctrl+Return"], [r"(?i)hal.* added, 3 subscriptions picked$"])
    chip = focus_after(walk, "Tab")
    assert re.search(r"^Remove Halden Freight · .+ · a0XSAMPLE000001$", chip), chip
    chip = focus_after(walk, "Delete")
    assert re.search(r"^Remove Halcyon Shipyards · .+ · a0X", chip), chip
    focus_after(walk, "shift+Tab")
    walk.key("Return")
    button = walk.wait("the two", lambda: walk.find(
        lambda node: re.search(r"^Customer: Halcyon Shipyards, .+, 2 subscriptions · ",
                               node.get_name() or "") and is_showing(node)))
    print(f"# picker: {button.get_name()}")
    hear(walk, ["ctrl+k"], [r"^Pick more, or press Enter to show these together$"])
    hear(walk, ["z", "z", "q"], [r"^No customer matches", r"^Teams named “zzq”, "])
    walk.key("Escape")


def main():
    tests = [("charts", test_charts), ("table", test_table), ("provenance", test_provenance),
             ("options", test_options), ("picker", test_picker)]
    failed = 0
    walk = Walk()
    print(f"1..{len(tests)}")
    try:
        focus_window(walk)
        # Until then the focus goes to the sidebar by itself.
        walk.wait("the first chart", lambda: walk.find(
            lambda node: node.get_role() == Atspi.Role.IMAGE and is_showing(node) and
            node.get_name() == "Monthly active users"))
        for number, (name, test) in enumerate(tests, 1):
            try:
                test(walk)
                print(f"ok {number} /ui/accessible/{name}", flush=True)
            except (AssertionError, GLib.Error) as error:
                failed += 1
                print(f"not ok {number} /ui/accessible/{name} - {error}", flush=True)
    finally:
        walk.stop()
    return failed > 0


sys.exit(main())
