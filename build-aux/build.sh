# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Configuring, compiling, and what the app needs to run from the build folder.

start_log ()
{
  mkdir -p "$(dirname "$1")" 2>/dev/null && : 2>/dev/null >"$1" ||
    fail 1 "cannot write $1; make its folder writable or set XDG_CACHE_HOME to another one."
}

# Of a build that is not the usual one: options for meson, and what alone is wanted.
setup_options=()
build_targets=()

# The build folder belongs to one environment; in another one it starts afresh.
environment_id ()
{
  printf '%s\n' "$environment" "$tree"
  [ "$environment" = host ] || echo "$root"
}

build ()
{
  local log=$build/build.log werror=true
  mkdir -p "$build" 2>/dev/null || fail 1 "cannot write into $tree, where the build folder goes."
  exec 9>"$build/lock"
  if ! flock -n 9; then
    say "Another ./dev is building here; waiting for it."
    flock 9
  fi
  start_log "$log"

  if [ "$environment" = host ]; then
    # A compiler newer than ours has warnings that we have not seen.
    werror=false
  fi
  if ! [ -f "$build/tree/build.ninja" ] ||
     [ "$(cat "$build/environment" 2>/dev/null)" != "$(environment_id)" ]; then
    step "compiling Anyusage (about a minute); log: $log"
    rm -rf "$build/tree" "$build/environment"
    work "$log" build_progress "${enter[@]}" \
      meson setup -Dwerror=$werror ${setup_options[@]+"${setup_options[@]}"} \
      "$build/tree" "$tree" || build_failed "$log"
    environment_id >"$build/environment"
  fi
  work "$log" build_progress "${enter[@]}" ninja -C "$build/tree" \
    ${build_targets[@]+"${build_targets[@]}"} || build_failed "$log"
  exec 9>&-
}

build_failed ()
{
  show_log "$1"
  fail 1 "Anyusage did not build; the whole log is $1."
}

build_progress ()
{
  local last
  last=$(grep -o '^\[[0-9]*/[0-9]*\]' "$1" | tail -n 1 | tr -d '[]')
  if [ -n "$last" ]; then
    printf 'compiling: %s of %s' "${last%/*}" "${last#*/}"
  else
    printf 'configuring'
  fi
}

# The app runs from the build folder: nothing is installed.
uninstalled ()
{
  export GSETTINGS_SCHEMA_DIR=$build/tree/data
  export TEXTDOMAINDIR=$build/tree/po
  export XDG_DATA_DIRS=$tree/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
  export FONTCONFIG_FILE=$tree/build-aux/fonts.conf
}
