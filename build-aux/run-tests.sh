#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the tests with no display of the person's: a virtual one, a D-Bus session
# and a home of their own. Ends with a line `N passed, N failed, N skipped`.
# Called by ./dev test: run-tests.sh BUILD_FOLDER [SUITE]…
set -euo pipefail

build=$1
shift
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/runtime"

suites=()
for suite; do
  suites+=(--suite "$suite")
done

unset DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME XDG_DATA_HOME \
  XDG_STATE_HOME XDG_CACHE_HOME ANYUSAGE_TODAY ANYUSAGE_SQL_DIR LANGUAGE LC_ALL
export HOME=$home XDG_RUNTIME_DIR=$home/runtime GSETTINGS_BACKEND=memory GDK_BACKEND=x11
export LANG=C.UTF-8 TZ=UTC

status=0
xvfb-run -a -s '-screen 0 1920x1200x24 -nolisten tcp' dbus-run-session -- \
  meson test -C "$build" --no-rebuild --print-errorlogs \
  ${suites[@]+"${suites[@]}"} || status=$?
python3 "$(dirname "$0")/count-tests.py" "$build/meson-logs" || status=1
exit "$status"
