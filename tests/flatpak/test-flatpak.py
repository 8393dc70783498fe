#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the installed Flatpak as a person does, and looks from outside at what its sandbox lets it.

Runs on a display and a session bus of its own, with portals, a keyring and a home of its own:
test-flatpak.py ID BUNDLE STANDIN TREE PICTURES. Speaks TAP. What cannot be had here, such as FUSE for the
document portal, is skipped with the reason.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APP, BUNDLE, STANDIN, TREE, PICTURES = sys.argv[1:6]
BASE = "io.github.anyusage.Anyusage"
OBJECT = "/" + APP.replace(".", "/")
HOME = pathlib.Path(os.environ["HOME"])
RUNTIME = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
DATA = HOME / ".var/app" / APP
KEYFILE = DATA / "config/glib-2.0/settings/keyfile"
TOKEN = "dapi+Tok3n/of~The_B0x"
WAREHOUSE = "5ca1ab1e0a0b0c0d"
SUBSCRIPTION = "a0XSAMPLE000001"
TIMEOUT = 40
# Flatpak writes x11 beside fallback-x11, for its older versions; newer ones take the latter.
ALLOWED = {"shared=network;ipc;", "sockets=x11;wayland;fallback-x11;", "devices=dri;"}

started = []


class Skip(Exception):
    """It cannot be tried here."""


def check(condition, sentence):
    if not condition:
        raise AssertionError(sentence)


def start(*command, **options):
    process = subprocess.Popen(command, **options)
    started.append(process)
    return process


def call(*command, timeout=TIMEOUT, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, **options)


def flatpak(*arguments):
    done = call("flatpak", *arguments)
    check(done.returncode == 0, f"flatpak {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


def run(*arguments, options=(), timeout=TIMEOUT):
    """The app's command line, in its sandbox."""
    return call("flatpak", "run", "--user", *options, APP, *arguments, timeout=timeout)


def succeed(*arguments, **options):
    done = run(*arguments, **options)
    check(done.returncode == 0, f"anyusage {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def set_key(key, value):
    done = call("flatpak", "run", "--user", "--command=gsettings", APP, "set", BASE, key, value)
    check(done.returncode == 0, f"{key}: {done.stderr}")


def wait(what, condition, timeout=TIMEOUT):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {timeout} s in vain for {what}")


# ------------------------------------------------------------------ the window, by its accessibility

def walk(node, depth=0):
    yield node
    for i in range(node.get_child_count() if depth < 60 else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child, depth + 1)


def find(matches):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        try:
            app = desktop.get_child_at_index(i)
            for node in walk(app) if app is not None else ():
                if node.get_state_set().contains(Atspi.StateType.SHOWING) and matches(node):
                    return node
        except GLib.Error:  # It went away while it was looked at.
            continue
    return None


def named(name, *roles):
    pattern = re.compile(name)
    return wait(f"“{name}”", lambda: find(
        lambda node: (not roles or node.get_role() in roles) and pattern.search(node.get_name() or "")))


BUTTONS = (Atspi.Role.BUTTON, Atspi.Role.PUSH_BUTTON) if hasattr(Atspi.Role, "BUTTON") else (
    Atspi.Role.PUSH_BUTTON,)
TEXTS = (Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT)


def press(button):
    check(button.get_action_iface() is not None, f"{button.get_name()} cannot be pressed")
    Atspi.Action.do_action(button, 0)


def key(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def focus(title):
    def look():
        ids = call("xdotool", "search", "--onlyvisible", "--name", title).stdout.split()
        return ids[-1] if ids else None
    window = wait(f"the window {title}", look)
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    return window


class Window:
    """The installed app's window; `with` closes it."""

    def __init__(self, *arguments):
        self.errors = HOME / "window.log"
        with open(self.errors, "w", encoding="utf-8") as log:
            self.process = start("flatpak", "run", "--user", "--env=ANYUSAGE_TODAY=2026-11-24", APP,
                                 *arguments, stderr=log)

    def __enter__(self):
        # Asking a name that nobody has yet would start a second one.
        wait("the app's name", lambda: "true" in call(
            "gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/",
            "--method", "org.freedesktop.DBus.NameHasOwner", APP).stdout)
        focus("Anyusage")
        return self

    def __exit__(self, kind, *unused):
        if kind is not None:
            picture("failed.png")
        call("gdbus", "call", "--session", "--dest", APP, "--object-path", OBJECT, "--method",
             "org.gtk.Actions.Activate", "quit", "[]", "{}")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            flatpak("kill", APP)
            self.process.wait()
        said = self.errors.read_text(encoding="utf-8")
        if "CRITICAL" in said:
            print("# " + said.replace("\n", "\n# "))

    def key(self, name):
        focus("Anyusage")
        time.sleep(0.5)
        key(name)

    def type_into(self, title, text):
        focus("Anyusage")
        place = Atspi.Component.get_extents(named(f"^{title}$", *TEXTS), Atspi.CoordType.WINDOW)
        subprocess.run(["xdotool", "mousemove", str(place.x + place.width // 3),
                        str(place.y + place.height // 2), "click", "1"], check=True)
        time.sleep(0.5)
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)
        key("Return")

    def choose(self, row, dialog, path):
        """Presses the row's “Choose…”, and gives the path to the portal's dialog."""
        place = named(f"^{row}")
        button = wait(f"the button of {row}", lambda: next(
            (node for node in walk(place) if node.get_name() == "Choose…" and
             node.get_role() in BUTTONS), None))
        press(button)
        answer_portal(dialog, path)


def answer_portal(title, path):
    focus(title)
    time.sleep(0.5)
    if path.is_dir():
        # Among recent files no folder can be chosen.
        key("alt+Home")
        time.sleep(0.5)
    key("ctrl+l")
    time.sleep(0.3)
    key("ctrl+a")
    subprocess.run(["xdotool", "type", "--delay", "20", str(path)], check=True)
    time.sleep(0.5)
    key("Return")
    try:
        wait("the dialog to close", lambda: not call(
            "xdotool", "search", "--onlyvisible", "--name", title).stdout.split(), 6)
    except AssertionError:
        # The first Return may only have taken a completion.
        focus(title)
        key("Return")
        wait("the dialog to close", lambda: not call(
            "xdotool", "search", "--onlyvisible", "--name", title).stdout.split(), 10)


def picture(name, window="root"):
    path = pathlib.Path(PICTURES) / name
    subprocess.run(["import", "-window", window, str(path)], check=True)
    return path


# ------------------------------------------------------------------------------- what is around it

class Standin:
    def __init__(self):
        process = start(STANDIN, "--token", TOKEN, stdout=subprocess.PIPE, text=True,
                        env=dict(os.environ, ANYUSAGE_TODAY="2026-11-24"))
        self.uri = process.stdout.readline().strip()
        check(self.uri.startswith("http://"), "the stand-in did not start")


def start_portals():
    """As a desktop has them: GTK's dialogs, and the keyring's secret for the app's own file."""
    (HOME / ".config/xdg-desktop-portal").mkdir(parents=True)
    (HOME / ".config/xdg-desktop-portal/portals.conf").write_text(
        "[preferred]\ndefault=gtk\norg.freedesktop.impl.portal.Secret=gnome-keyring\n",
        encoding="utf-8")
    keyring = start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
                    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyring.stdin.write(b"of the test")
    keyring.stdin.close()
    start_documents()
    log = open(HOME / "portal.log", "w", encoding="utf-8")
    start(libexec("xdg-desktop-portal-gtk"), stderr=log)
    start(libexec("xdg-desktop-portal"), stderr=log)
    wait("the portals", lambda: "FileChooser" in call(
        "gdbus", "introspect", "--session", "--dest", "org.freedesktop.portal.Desktop",
        "--object-path", "/org/freedesktop/portal/desktop").stdout)


def libexec(name):
    for folder in ("/usr/libexec", "/usr/lib", "/usr/lib/x86_64-linux-gnu"):
        if os.access(f"{folder}/{name}", os.X_OK):
            return f"{folder}/{name}"
    raise AssertionError(f"{name} is not installed")


documents = None


def start_documents():
    global documents
    log = open(HOME / "documents.log", "a", encoding="utf-8")
    documents = start(libexec("xdg-document-portal"), "--replace", stdout=log, stderr=log)
    end = time.monotonic() + 10
    while time.monotonic() < end and not os.path.ismount(RUNTIME / "doc"):
        time.sleep(0.1)


def need_documents():
    if not os.path.ismount(RUNTIME / "doc"):
        raise Skip("the document portal needs FUSE, which may not be mounted here")


# ------------------------------------------------------------------------------------------- tests

def test_permissions():
    said = flatpak("info", "--user", "--show-permissions", APP)
    lines = {line for line in said.splitlines() if line and not line.startswith("[")}
    check(lines == ALLOWED, f"it may {sorted(lines)}")


def test_command_line():
    names = succeed("list", "queries").splitlines()
    check(len(names) == 16, f"{len(names)} queries")
    rows = succeed("query", "mau", "--subscription", SUBSCRIPTION, "--format", "csv",
                   options=["--env=ANYUSAGE_TODAY=2026-11-24"], timeout=120)
    check("412" in rows, rows[-200:])


def test_confined():
    """What a person has is not there: files of the home, the keyring's own interface."""
    (HOME / "private.txt").write_text("mine", encoding="utf-8")
    done = call("flatpak", "run", "--user", "--command=cat", APP, str(HOME / "private.txt"))
    check(done.returncode != 0 and "mine" not in done.stdout, "it reads the home")
    done = call("flatpak", "run", "--user", "--command=gdbus", APP, "call", "--session", "--dest",
                "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets", "--method",
                "org.freedesktop.DBus.Peer.Ping")
    check(done.returncode != 0, "it talks to the keyring itself")


def test_settings():
    set_key("source", "'databricks'")
    set_key("databricks-host", f"'{standin.uri}'")
    set_key("databricks-http-path", f"'{WAREHOUSE}'")
    said = KEYFILE.read_text(encoding="utf-8")
    check("source='databricks'" in said and WAREHOUSE in said, said)


def test_without_token():
    done = run("test-connection")
    check(done.returncode == 1 and "token" in done.stderr, done.stderr + done.stdout)
    print("# " + done.stderr.strip())


def test_token():
    with Window() as window:
        window.key("ctrl+comma")
        window.type_into("New Access Token", TOKEN)
        named("^Kept in the keyring$")
    succeed("test-connection")
    files = list(DATA.glob("**/*.keyring"))
    check(len(files) == 1, f"the app's keyring is {files}")
    for path in [*DATA.rglob("*"), *(HOME / ".local/share/keyrings").rglob("*")]:
        if path.is_file():
            check(TOKEN.encode() not in path.read_bytes(), f"the token stands in {path}")


def test_no_keyring():
    """Without a bus there is no portal; a sentence says so, and what to do."""
    done = run("test-connection", options=["--no-session-bus"])
    said = done.stderr.strip().splitlines()
    check(done.returncode == 1 and "DATABRICKS_TOKEN" in said[-1], done.stderr)
    print("# " + said[-1])


def test_environment():
    """flatpak override --env wins over the settings."""
    flatpak("override", "--user", "--env=DATABRICKS_WAREHOUSE_ID=ffffffffffffffff", APP)
    try:
        done = run("test-connection")
        check(done.returncode == 1 and "has no such SQL warehouse" in done.stderr, done.stderr)
        print("# " + done.stderr.strip())
    finally:
        flatpak("override", "--user", "--reset", APP)
    succeed("test-connection")


def test_window():
    with Window("--source", "sample", "--subscription", SUBSCRIPTION, "--view", "mau"):
        named("^Monthly active users$", Atspi.Role.IMAGE)
        time.sleep(2)
        path = picture("flatpak.png", focus("Anyusage"))
    colours = int(call("identify", "-format", "%k", str(path)).stdout)
    check(colours > 200, f"{path} has {colours} colours")


def test_export():
    need_documents()
    target = HOME / "Documents/mau.png"
    target.parent.mkdir(exist_ok=True)
    with Window("--source", "sample", "--subscription", SUBSCRIPTION, "--view", "mau") as window:
        named("^Monthly active users$", Atspi.Role.IMAGE)
        window.key("ctrl+e")
        press(named("^Save…$", *BUTTONS))
        answer_portal("Export Chart", target)
        named("^Saved as mau.png$")
    check(target.read_bytes().startswith(b"\x89PNG"), "the file is no PNG")
    check([path.name for path in target.parent.iterdir()] == ["mau.png"],
          f"more is left: {list(target.parent.iterdir())}")
    # Its record came out whole; the sandbox sees the file once it is handed to it.
    done = call("flatpak", "run", "--user", "--file-forwarding", APP, "verify", "@@", str(target), "@@")
    check("intact" in done.stdout, done.stdout + done.stderr)


def test_query_folder():
    need_documents()
    folder = HOME / "queries"
    folder.mkdir()
    text = pathlib.Path(TREE, "sql/mau.sql").read_text(encoding="utf-8")
    (folder / "mau.sql").write_text(text + "\n-- ours\n", encoding="utf-8")
    with Window("--source", "sample") as window:
        window.key("ctrl+comma")
        window.choose("Query Folder", "Choose a Query Folder", folder)
        # The person's own path, not the portal's.
        named(re.escape(str(folder)))
    check("query-folder='/run/" in KEYFILE.read_text(encoding="utf-8"),
          KEYFILE.read_text(encoding="utf-8"))
    # Remembered: also when the portal was started anew, as after a reboot.
    documents.terminate()
    documents.wait()
    start_documents()
    answer = json.loads(succeed("query", "mau", "--source", "sample", "--subscription", SUBSCRIPTION,
                                "--format", "json", timeout=120))
    check("-- ours" in json.dumps(answer["provenance"]), "the folder's text was not run")
    set_key("query-folder", "''")


def test_config_file():
    need_documents()
    set_key("databricks-host", "''")
    set_key("databricks-http-path", "''")
    path = HOME / ".databrickscfg"
    path.write_text(f"[DEFAULT]\nhost = {standin.uri}\ntoken = {TOKEN}\n"
                    f"warehouse_id = {WAREHOUSE}\n", encoding="utf-8")
    done = run("test-connection")
    check(done.returncode == 1, "it was read without being chosen")
    with Window("--source", "sample") as window:
        window.key("ctrl+comma")
        window.choose("Configuration File", "Choose a Configuration File", path)
        named(re.escape(str(path)))
        picture("flatpak-preferences.png")
    documents.terminate()
    documents.wait()
    start_documents()
    succeed("test-connection")
    set_key("databricks-config-file", "''")
    set_key("databricks-host", f"'{standin.uri}'")
    set_key("databricks-http-path", f"'{WAREHOUSE}'")


def test_sign_in():
    """In the browser: the OpenURI portal starts it outside, and it comes back to the sandbox."""
    applications = HOME / ".local/share/applications"
    applications.mkdir(parents=True, exist_ok=True)
    browser = HOME / "browser"
    browser.write_text("#!/usr/bin/env python3\nimport sys, urllib.request\n"
                       f"open({str(HOME / 'visited')!r}, 'w').write(sys.argv[1])\n"
                       "urllib.request.urlopen(sys.argv[1], timeout=20).read()\n", encoding="utf-8")
    browser.chmod(0o755)
    (applications / "test-browser.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Browser\nExec={browser} %u\n"
        "MimeType=x-scheme-handler/http;x-scheme-handler/https;\n", encoding="utf-8")
    (HOME / ".config/mimeapps.list").write_text(
        "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n", encoding="utf-8")
    set_key("databricks-sign-in", "'browser'")
    with Window("--source", "databricks"):
        press(named("^Sign In", *BUTTONS))
        wait("the browser", lambda: (HOME / "visited").exists(), 20)
        named("(?i)signed in|Customer")
        time.sleep(2)
    check("code_challenge_method=S256" in (HOME / "visited").read_text(encoding="utf-8"), "no PKCE")
    succeed("test-connection", timeout=60)
    set_key("databricks-sign-in", "'token'")


def test_devel_beside():
    done = call("flatpak", "info", "--user", BASE + ".Devel")
    if done.returncode != 0:
        raise Skip("./dev flatpak --devel was not built here")
    done = call("flatpak", "run", "--user", BASE + ".Devel", "list", "queries")
    check(done.returncode == 0, done.stderr)


def test_uninstall():
    call("flatpak", "kill", APP)
    wait("the app to end", lambda: APP not in call("flatpak", "ps", "--columns=application").stdout)
    # What a run that was broken off still held when it was replaced.
    for path in pathlib.Path(os.environ["FLATPAK_USER_DIR"]).glob(f".removed/{APP}-*"):
        shutil.rmtree(path)
    flatpak("uninstall", "--user", "--noninteractive", APP)
    check(KEYFILE.exists(), "the settings went with the app")
    flatpak("install", "--user", "--noninteractive", BUNDLE)
    succeed("test-connection")
    flatpak("uninstall", "--user", "--noninteractive", "--delete-data", APP)
    check(not DATA.exists(), f"{DATA} is still there")
    flatpak("install", "--user", "--noninteractive", BUNDLE)


TESTS = [test_permissions, test_command_line, test_confined, test_window, test_settings,
         test_without_token, test_token, test_no_keyring, test_environment, test_export,
         test_query_folder, test_config_file, test_sign_in, test_devel_beside, test_uninstall]


def main():
    only = sys.argv[6:]
    failed = 0
    tests = [test for test in TESTS if not only or test.__name__[5:] in only]
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        name = "/flatpak/" + test.__name__[5:].replace("_", "-")
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except (AssertionError, GLib.Error, OSError, subprocess.SubprocessError) as error:
            failed += 1
            sentence = str(error).replace("\n", " ")
            print(f"not ok {number} - {name}: {sentence[:600]}", flush=True)
            if (pathlib.Path(PICTURES) / "failed.png").exists():
                os.replace(f"{PICTURES}/failed.png", f"{PICTURES}/failed-{test.__name__[5:]}.png")
    return failed > 0


try:
    standin = Standin()
    start_portals()
    status = main()
finally:
    call("flatpak", "kill", APP)
    for process in reversed(started):
        if process.poll() is None:
            process.terminate()
    for process in started:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    if os.path.ismount(RUNTIME / "doc"):
        call("fusermount3", "-u", str(RUNTIME / "doc"))
sys.exit(status)
