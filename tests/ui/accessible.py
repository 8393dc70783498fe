# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, driven by real keys and read on the real accessibility bus."""

import os
import shutil
import signal
import subprocess
import tempfile
import time

# It is for the app; libatspi warns of objects that have gone, which is no fault.
G_DEBUG = os.environ.pop("G_DEBUG", "")

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

TIMEOUT = 30


class Walk:
    def __init__(self, *arguments):
        self.announced = []
        self.focused = []
        self.focused_nodes = []
        self.home = tempfile.mkdtemp(prefix="anyusage-a11y-")
        environment = dict(os.environ, HOME=self.home, XDG_CONFIG_HOME=self.home + "/config",
                           GTK_A11Y="atspi", G_DEBUG=G_DEBUG)
        self.app = subprocess.Popen([os.environ["ANYUSAGE_BINARY"], "--subscription",
                                     "a0XSAMPLE000001", "--view", "mau", *arguments],
                                    env=environment, stderr=subprocess.PIPE, text=True)
        self.listener = Atspi.EventListener.new(self.heard)
        self.listener.register("object:announcement")
        self.listener.register("object:state-changed:focused")

    def heard(self, event):
        if event.type.startswith("object:state-changed"):
            if event.detail1:
                self.focused.append(event.source.get_name())
                self.focused_nodes.append(event.source)
            return
        self.announced.append(str(event.any_data))

    def pump(self):
        while GLib.MainContext.default().iteration(False):
            pass

    def wait(self, what, condition):
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            self.pump()
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited {TIMEOUT} s in vain for {what}")

    def walk_tree(self, node, depth=0):
        yield node
        for i in range(node.get_child_count() if depth < 60 else 0):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from self.walk_tree(child, depth + 1)

    def find(self, matches):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is None or app.get_process_id() != self.app.pid:
                continue
            try:
                for node in self.walk_tree(app):
                    if matches(node):
                        return node
            except GLib.Error:  # It went away while it was looked at.
                return None
        return None

    def key(self, name):
        subprocess.run(["xdotool", "key", name], check=True)

    def open_view(self, key):
        """The way to the chart leads from the header bar: in the sidebar Tab goes from row to row."""
        self.tab_to("Main Menu")
        self.key(key)

    def tab_to(self, title):
        """Tab reaches it, as it has to."""
        for _ in range(60):
            before = len(self.focused)
            self.key("Tab")
            end = time.monotonic() + 2
            while len(self.focused) == before and time.monotonic() < end:
                self.pump()
                time.sleep(0.02)
            if len(self.focused) > before and self.focused[-1] == title:
                return
        raise AssertionError(f"Tab does not reach {title}, but {self.focused}")

    def stop(self):
        if self.app.poll() is None:
            self.app.send_signal(signal.SIGTERM)
        errors = self.app.communicate()[1]
        shutil.rmtree(self.home, ignore_errors=True)
        for line in errors.splitlines():
            if "CRITICAL" in line:
                raise AssertionError(line)


def is_showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def focus_window(walk):
    def try_it():
        ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Anyusage$"],
                             capture_output=True, text=True).stdout.split()
        return ids[0] if ids else None
    window = walk.wait("the window", try_it)
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
