# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The commands of ./dev.

app=$build/tree/src/anyusage

run ()
{
  choose_environment false
  build
  uninstalled
  exec "${enter[@]}" "$app" "$@"
}

run_shell ()
{
  choose_environment true
  uninstalled
  say "A shell in the ${environment} environment; the build folder is $build/tree."
  exec "${enter[@]}" bash "$@"
}

run_tests ()
{
  choose_environment true
  build
  uninstalled
  exec "${enter[@]}" bash "$tree/build-aux/run-tests.sh" "$build/tree" "$@"
}

run_format ()
{
  case ${1:-} in
    ''|--check) ;;
    *) fail 2 "format takes nothing or --check, not “$1”." ;;
  esac
  choose_environment true
  exec "${enter[@]}" bash "$tree/build-aux/format.sh" "$@"
}
