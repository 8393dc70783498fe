# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# ./dev flatpak: the manifest built, bundled and installed, apart from the person's own Flatpak:
# everything is in the cache folder. GNOME's runtime is taken where a remote has it; elsewhere
# Debian 13 packages stand in for it (build-aux/standin.sh), so that the sandbox can be tried anywhere.

flatpak_tools=(flatpak flatpak-builder ostree xz eu-strip)
flatpak_packages=(flatpak flatpak-builder ostree xz-utils elfutils)
portal_packages=(xdg-desktop-portal xdg-desktop-portal-gtk fuse3)
flatpak_folder=$cache/flatpak
flatpak_log=$cache/flatpak.log
app_id=io.github.anyusage.Anyusage
gnome_remote=https://dl.flathub.org/repo/flathub.flatpakrepo


# ./dev flatpak [--devel] [--output FILE] | run [ARGUMENT]…
run_flatpak ()
{
  local devel=false output='' bundle
  if [ "${1:-}" = run ]; then
    shift
    run_installed "$@"
  fi
  while [ $# -gt 0 ]; do
    case $1 in
      --devel) devel=true ;;
      --output)
        [ $# -ge 2 ] || fail 2 "--output needs a file name that ends in .flatpak."
        output=$2
        shift
        ;;
      *) fail 2 "flatpak has no option “$1”; see ./dev help." ;;
    esac
    shift
  done
  case $output in
    ''|*.flatpak) ;;
    *) fail 2 "--output needs a file name that ends in .flatpak." ;;
  esac

  prepare_flatpak
  build_flatpak
  if [ -n "$output" ]; then
    cp "$bundle" "$output"
    bundle=$output
  fi
  echo "$bundle"
}

# The installed one, on the person's display, with a home in the cache.
run_installed ()
{
  local id=$app_id
  if [ "${1:-}" = --devel ]; then
    id=$id.Devel
    shift
  fi
  enter_flatpak "${XDG_RUNTIME_DIR:-}"
  "${flat[@]}" flatpak info --user "$id" >/dev/null 2>&1 ||
    fail 1 "there is no $id in $flatpak_folder yet; ./dev flatpak makes it."
  exec "${flat[@]}" flatpak run --user "$id" "$@"
}

# enter_flatpak [RUNTIME_DIR]: `flat`, the words before a command of Flatpak's.
enter_flatpak ()
{
  export XAUTHORITY=${XAUTHORITY:-$HOME/.Xauthority}
  mkdir -p "$flatpak_folder/home" "$flatpak_folder/user"
  mkdir -p -m 700 "$flatpak_folder/runtime"
  choose_environment false
  flat=("${enter[@]}" env -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u XDG_STATE_HOME
    FLATPAK_USER_DIR="$flatpak_folder/user" HOME="$flatpak_folder/home"
    XDG_DATA_DIRS="$flatpak_folder/user/exports/share:/usr/local/share:/usr/share"
    XDG_RUNTIME_DIR="${1:-$flatpak_folder/runtime}")
}

# What comes before building: tools, and a runtime. Sets `runtime`, gnome or standin.
prepare_flatpak ()
{
  (umask 077 && mkdir -p "$flatpak_folder" 2>/dev/null) && [ -w "$flatpak_folder" ] ||
    fail 1 "cannot write into $flatpak_folder; make it writable or set XDG_CACHE_HOME to another folder."
  exec 7>"$flatpak_folder/lock"
  if ! flock -n 7; then
    say "Another ./dev flatpak is at work; waiting for it."
    flock 7
  fi
  step_count=1
  choose_environment false
  if ! has_tools "${flatpak_tools[@]}"; then
    install_optional 25 "${flatpak_packages[@]}" ||
      fail 1 "building a Flatpak takes ${flatpak_packages[*]}."
  fi
  enter_flatpak
  start_log "$flatpak_log"
  if gnome_answers && take_gnome; then
    runtime=gnome
  else
    runtime=standin
    use_standin
  fi
}

# has_tools TOOL…: whether each is where it builds.
has_tools ()
{
  # shellcheck disable=SC2016
  "${enter[@]}" bash -c 'for tool; do command -v "$tool" || exit 1; done' bash "$@" >/dev/null
}

# Whether the remote that has GNOME's runtime answers: known in five seconds.
gnome_answers ()
{
  # shellcheck disable=SC2016
  if ! timeout 5 "${flat[@]}" bash -c 'flatpak remote-add --user --if-not-exists flathub "$1" &&
       flatpak remote-info --user flathub "$2"' bash "$gnome_remote" \
       "org.gnome.Platform//$(gnome_version)" >>"$flatpak_log" 2>&1; then
    say "No remote with GNOME $(gnome_version) answers, so Debian 13 stands in for it: good for trying the sandbox, not for passing on."
    return 1
  fi
}

gnome_version () { sed -n 's/.*"runtime-version": "\(.*\)".*/\1/p' "$tree/flatpak/$app_id.json"; }

take_gnome ()
{
  local version refs
  version=$(gnome_version)
  refs=("org.gnome.Platform//$version" "org.gnome.Sdk//$version")
  if "${flat[@]}" flatpak info --user "${refs[1]}" >/dev/null 2>&1; then
    return 0
  fi
  need_space 5000 "GNOME's runtime"
  say "Installing GNOME $version with its Sdk into $flatpak_folder (about 1 GB to fetch, 3 GB on disk); log: $flatpak_log"
  work "$flatpak_log" last_line "${flat[@]}" flatpak install --user --noninteractive flathub "${refs[@]}" || {
    say "GNOME $version could not be installed (see $flatpak_log), so Debian 13 stands in for it."
    return 1
  }
}

# need_space MEGABYTES WHAT
need_space ()
{
  local free
  free=$(df -Pk "$flatpak_folder" | awk 'NR == 2 { print int ($4 / 1024) }')
  [ "${free:-0}" -ge "$1" ] ||
    fail 1 "$flatpak_folder has $free MB free, and $2 takes $1 MB while it is made; make room or set XDG_CACHE_HOME to another folder."
}

last_line () { tail -n 1 "$1" | tr -d '\r' | cut -c 1-70; }

# The project as it is here, without what was built of it.
stage_project ()
{
  rm -rf "$flatpak_folder/stage"
  mkdir "$flatpak_folder/stage"
  if git -C "$tree" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    (cd "$tree" && git ls-files -z --cached --others --exclude-standard |
      while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
      tar -c --null --no-recursion -T -)
  else
    tar -c -C "$tree" --exclude='./_build*' --exclude=./.git --exclude=./out --exclude=./.env .
  fi | tar -x -C "$flatpak_folder/stage"
}

# Sets `bundle`.
build_flatpak ()
{
  local id=$app_id options=() builder=() branch=stable name=anyusage started=$SECONDS size
  if $devel; then
    options+=(--devel)
    id+=.Devel
    name+=-devel
  fi
  if [ "$runtime" = standin ]; then
    options+=(--runtime "${standin_runtime[@]}")
    options+=(--archive libsodium "$(standin_source libsodium)" --archive yyjson "$(standin_source yyjson)")
    builder+=(--disable-download)
    branch=test
    name+=-test-only
  fi
  stage_project
  python3 "$tree/build-aux/flatpak-manifest.py" "$tree/flatpak/$app_id.json" \
    "$flatpak_folder/stage/$id.json" "${options[@]}"

  say "Building $id in the sandbox, with its tests (1 to 4 minutes where something changed); log: $flatpak_log"
  work "$flatpak_log" builder_progress "${flat[@]}" flatpak-builder --user --sandbox \
    --disable-rofiles-fuse --disable-updates --force-clean --delete-build-dirs --ccache --state-dir="$flatpak_folder/state" \
    --repo="$flatpak_folder/repo" --default-branch=$branch ${builder[@]+"${builder[@]}"} \
    "$flatpak_folder/build" "$flatpak_folder/stage/$id.json" || {
    show_log "$flatpak_log"
    fail 1 "the Flatpak did not build; the whole log is $flatpak_log."
  }

  bundle=$flatpak_folder/$name.flatpak
  options=()
  [ "$runtime" = standin ] || options+=(--runtime-repo="$gnome_remote")
  work "$flatpak_log" last_line "${flat[@]}" flatpak build-bundle ${options[@]+"${options[@]}"} \
    "$flatpak_folder/repo" "$bundle" "$id" $branch &&
    work "$flatpak_log" last_line "${flat[@]}" flatpak install --user --noninteractive --or-update "$bundle" || {
    show_log "$flatpak_log"
    fail 1 "the Flatpak could not be bundled and installed; the whole log is $flatpak_log."
  }
  size=$(du -k "$bundle" | cut -f 1)
  say "Built, bundled ($((size / 1024)).$((size % 1024 * 10 / 1024)) MB) and installed in $((SECONDS - started)) s; $(du -sm "$flatpak_folder" | cut -f 1) MB are in $flatpak_folder. ./dev flatpak run opens it."
  if [ "$runtime" = standin ]; then
    say "This bundle is for trying only: it takes the stand-in runtime, which nobody else has."
  fi
}

builder_progress ()
{
  printf '%s: %s' "$(grep -E '^(Building|Committing|Running tests|Exporting|Installing)' "$1" | tail -n 1 | cut -c 1-50)" \
    "$(grep -oE '^\[[0-9]+/[0-9]+\]|^ *[0-9]+/[0-9]+ ' "$1" | tail -n 1)"
}

# ./dev test flatpak [NAME]…: the bundle used as a person does, with portals and a keyring, on a
# virtual display.
run_flatpak_tests ()
{
  local devel=false bundle folder pictures status=0 log
  step_count=1
  choose_environment true
  build_targets=(tests/standin/standin)
  build
  prepare_flatpak
  # Portals are not among the tools of building: where they are, desktops find them.
  if ! "${enter[@]}" test -x /usr/libexec/xdg-desktop-portal-gtk ||
     ! "${enter[@]}" test -x /usr/libexec/xdg-document-portal; then
    install_optional 3 "${portal_packages[@]}" || fail 1 "trying the sandbox takes ${portal_packages[*]}."
  fi
  build_flatpak
  pictures=$flatpak_folder/pictures
  mkdir -p "$pictures"
  folder=$(mktemp -d "$flatpak_folder/test.XXXXXX")
  to_remove+=("$folder")
  mkdir -m 700 "$folder/runtime" "$folder/home"
  log=$folder/tap
  # The document portal's paths are the same on both sides of the sandbox there alone.
  say "Using it as a person does (about 2 minutes); pictures of it are in $pictures."
  "${flat[@]}" env -u DISPLAY -u WAYLAND_DISPLAY -u XAUTHORITY -u DBUS_SESSION_BUS_ADDRESS \
    -u GSETTINGS_SCHEMA_DIR -u FONTCONFIG_FILE \
    HOME="$folder/home" XDG_RUNTIME_DIR="/run/user/$(id -u)" LANG=C.UTF-8 TZ=UTC XDG_CURRENT_DESKTOP=GNOME \
    GSK_RENDERER=cairo GDK_BACKEND=x11 GTK_USE_PORTAL=0 NO_AT_BRIDGE=0 \
    bwrap --dev-bind / / --tmpfs /run --bind "$folder/runtime" "/run/user/$(id -u)" \
    xvfb-run -a -s '-noreset -screen 0 1280x960x24 -nolisten tcp' \
    dbus-run-session -- python3 -B "$tree/tests/flatpak/test-flatpak.py" "$app_id" "$bundle" \
    "$build/tree/tests/standin/standin" "$tree" "$pictures" "$@" 2>>"$flatpak_log" | tee "$log" || status=$?
  sum_up_tap "$log" || status=1
  exit $status
}

# sum_up_tap FILE: what it planned and has not said has failed.
sum_up_tap ()
{
  local planned passed skipped failed
  planned=$(sed -n 's/^1\.\.//p' "$1")
  skipped=$(grep -c '^ok .*# SKIP' "$1" || true)
  passed=$(($(grep -c '^ok ' "$1" || true) - skipped))
  failed=$((${planned:-1} - passed - skipped))
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed -eq 0 ]
}
