#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes into every place of the window with real keys, and reads it on the real accessibility bus.

Each control that shows has a name; Tab goes round and Shift+Tab back, through every control or the
group it belongs to; Escape leaves what was opened, and the focus is where it was. The transcript, each
place with the order of its stops, stands in the output and in docs/accessibility.md.
"""

import sys
import time

from accessible import Atspi, GLib, Walk, focus_window, is_showing

ROLES = Atspi.Role

# What a person acts on. Rows of lists are looked at as stops: libadwaita shows what a row to choose
# from has chosen in a list of its own, which takes no focus.
CONTROLS = {ROLES.PUSH_BUTTON, ROLES.TOGGLE_BUTTON, ROLES.CHECK_BOX, ROLES.RADIO_BUTTON, ROLES.ENTRY,
            ROLES.PASSWORD_TEXT, ROLES.COMBO_BOX, ROLES.SLIDER, ROLES.SPIN_BUTTON, ROLES.SWITCH,
            ROLES.MENU_ITEM, ROLES.LINK, ROLES.TABLE_ROW, ROLES.PAGE_TAB, ROLES.IMAGE,
            ROLES.DIALOG, ROLES.ALERT, ROLES.COLUMN_HEADER, ROLES.TABLE_COLUMN_HEADER}
# An image with no name is decoration. GTK 4.18 itself says that an item of a menu is labelled by a
# label that it does not show on the bus: so in every app.
MAY_BE_NAMELESS = {ROLES.IMAGE, ROLES.MENU_ITEM}

# Each place: its name, the keys that lead there from the window, and what Escape leads back to.
PLACES = [
    *((f"view {n}", [f"alt+{n}"], None) for n in range(1, 9)),
    ("table of a chart", ["alt+2", "chart", "t"], None),
    ("main menu", ["F10"], "Main Menu"),
    ("picker", ["ctrl+k"], "Customer: "),
    ("find an account", ["ctrl+shift+k"], "Main Menu"),
    ("account", ["ctrl+i"], "Main Menu"),
    ("export", ["ctrl+e"], "Main Menu"),
    ("provenance", ["alt+Return"], "Main Menu"),
    ("preferences", ["ctrl+comma"], "Main Menu"),
    ("shortcuts", ["ctrl+question"], "Main Menu"),
]

MOST_STOPS = 80


def controls(walk):
    """What shows, by the app's own process."""
    found = []
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is not None and app.get_process_id() == walk.app.pid:
            for j in range(app.get_child_count()):
                add_controls(app.get_child_at_index(j), found)
    return found


def add_controls(node, found):
    """What is not shown holds nothing that is."""
    if node is None or not is_showing(node):
        return
    if node.get_role() in CONTROLS:
        found.append(node)
    for i in range(node.get_child_count()):
        add_controls(node.get_child_at_index(i), found)


def name_of(node):
    """Its own, or of what it is labelled by, as a screen reader takes it."""
    name = node.get_name()
    for relation in [] if name else node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            targets = (relation.get_target(i) for i in range(relation.get_n_targets()))
            name = " ".join(filter(None, (target.get_name() for target in targets)))
    return name or ""


def describe(node):
    return f"{node.get_role_name()} “{name_of(node)}”"


def settle(walk, seconds=0.4):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        walk.pump()
        time.sleep(0.02)


def press(walk, key, patience=1.0):
    """Where the focus is after a key; where it stays, none."""
    before = len(walk.focused_nodes)
    walk.key(key)
    end = time.monotonic() + patience
    while len(walk.focused_nodes) == before and time.monotonic() < end:
        walk.pump()
        time.sleep(0.01)
    return walk.focused_nodes[-1] if len(walk.focused_nodes) > before else None


def nameless(walk):
    problems = []
    for node in controls(walk):
        if name_of(node) or node.get_role() in MAY_BE_NAMELESS:
            continue
        if not node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
            continue
        parent = node.get_parent()
        problems.append(f"{describe(node)} in {describe(parent) if parent else 'nothing'}")
    return problems


def go_round(walk):
    """The stops of Tab, until it is where it began. None twice, and an end to them."""
    stops, seen = [], []
    for _ in range(MOST_STOPS):
        node = press(walk, "Tab")
        if node is None:
            raise AssertionError(f"Tab stays at {describe(walk.focused_nodes[-1])}")
        if any(node == other for other in seen):
            break
        seen.append(node)
        stops.append(node)
    else:
        raise AssertionError(f"Tab does not come round in {MOST_STOPS} stops")
    if node != stops[0]:
        raise AssertionError(f"Tab goes from {describe(stops[-1])} back to {describe(node)}, not to "
                             f"{describe(stops[0])}: what is before is not reached again")
    return stops


def go_back(walk, stops):
    """Shift+Tab takes the same stops the other way round: it stands at the first one."""
    for expected in reversed(stops):
        node = press(walk, "shift+Tab")
        if node is None or node != expected:
            raise AssertionError(f"Shift+Tab goes to {describe(node) if node else 'nothing'}, "
                                 f"not to {describe(expected)}")


def test_place(walk, name, keys, origin):
    walk.tab_to("Main Menu")
    for key in keys:
        if key == "chart":
            walk.tab_to("Monthly active users")
        else:
            walk.key(key)
        settle(walk)
    settle(walk, 0.8)
    problems = nameless(walk)
    menu = name == "main menu"
    stops = []
    try:
        if menu:
            stops = [press(walk, "Down") for _ in range(3)]
        else:
            stops = go_round(walk)
            go_back(walk, stops)
        for stop in stops:
            print(f"# {name}: {describe(stop)}", flush=True)
            if not name_of(stop) and stop.get_role() not in MAY_BE_NAMELESS:
                problems.append(f"the focus stops at {describe(stop)}")
    except AssertionError as error:
        problems.append(str(error))
    if origin is not None:
        for _ in range(3):
            press(walk, "Escape", 1.5)
            if name_of(walk.focused_nodes[-1]).startswith(origin):
                break
        else:
            problems.append(f"Escape leads to {describe(walk.focused_nodes[-1])}, not to {origin}")
    elif "t" in keys:
        walk.key("t")
    assert not problems, "; ".join(problems)


def main():
    walk = Walk()
    failed = 0
    print(f"1..{len(PLACES)}")
    try:
        focus_window(walk)
        walk.wait("the first chart", lambda: walk.find(
            lambda node: node.get_role() == ROLES.IMAGE and is_showing(node) and
            node.get_name() == "Monthly active users"))
        for number, (name, keys, origin) in enumerate(PLACES, 1):
            try:
                test_place(walk, name, keys, origin)
                print(f"ok {number} /ui/accessible-pass/{name}", flush=True)
            except (AssertionError, GLib.Error) as error:
                failed += 1
                print(f"not ok {number} /ui/accessible-pass/{name} - {error}", flush=True)
    finally:
        walk.stop()
    return failed > 0


sys.exit(main())
