#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command apart from the person's desktop: on a virtual display, with a
# D-Bus session, a home and settings of its own that end with it.
# Usage: headless.sh COMMAND…
set -euo pipefail

home=$(mktemp -d)
bus=
trap 'if [ -n "$bus" ]; then kill "$bus" || true; fi; rm -rf "$home"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -m 700 "$home/runtime"

unset DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS LANGUAGE LC_ALL
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
unset "${!DATABRICKS_@}" "${!BLESSED_@}"
export HOME=$home XDG_RUNTIME_DIR=$home/runtime
# Where ./dev flatpak was, a portal is there to be asked, and it waits for a desktop in vain.
export ADW_DISABLE_PORTAL=1 GDK_DEBUG=${GDK_DEBUG:-no-portals}
export GDK_BACKEND=x11 GSETTINGS_BACKEND=memory LANG=C.UTF-8 TZ=UTC

exec 3< <(exec dbus-daemon --session --nofork --print-address 2>"$home/bus.log")
bus=$!
if ! read -r DBUS_SESSION_BUS_ADDRESS <&3; then
  cat "$home/bus.log" >&2
  echo "headless.sh: no D-Bus session could be started." >&2
  exit 1
fi
export DBUS_SESSION_BUS_ADDRESS

status=0
xvfb-run -a -s '-noreset -screen 0 2560x2048x24 -nolisten tcp' "$@" || status=$?
exit "$status"
