# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The commands of ./dev.

app=$build/tree/src/anyusage

# prepare FOR_TESTS: everything that comes before running something that was built.
prepare ()
{
  step_count=1
  choose_environment "$1"
  build
  uninstalled
}

run ()
{
  read_env
  prepare false
  if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && wants_window "$@"; then
    run_dashboard "$@"
  fi
  exec "${enter[@]}" "$app" "$@"
}

# Whether these arguments of the app open its window: options alone, and none that only prints.
wants_window ()
{
  local argument
  for argument; do
    case $argument in
      --help|--help-*|-h|-\?|--version|--gapplication-service) return 1 ;;
    esac
  done
  case ${1:-} in
    ''|-*) ;;
    *) return 1 ;;
  esac
}

# Without a display there is no window; the same charts go to a folder.
run_dashboard ()
{
  local day folder only=()
  day=${ANYUSAGE_TODAY:-$(date -u +%F)}
  folder=$tree/out/dashboard-${day//[^0-9-]/}
  mkdir -p "$folder" 2>/dev/null || folder=$cache/${folder##*/}
  while [ $# -gt 0 ]; do
    case $1 in
      --subscription|--source) only+=("$1" "${2:-}"); shift ;;
      --subscription=*|--source=*) only+=("$1") ;;
    esac
    shift || break
  done
  say "There is no display, so the dashboard goes to a folder instead of a window:"
  say "  $folder"
  exec "${enter[@]}" "$app" dashboard --output "$folder" ${only[@]+"${only[@]}"}
}

# .env holds settings for ./dev run; what is set already wins. No line of it is run or shown.
read_env ()
{
  local line name value number=0
  [ -r "$tree/.env" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=${line%$'\r'}
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then
      continue
    elif [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?((DATABRICKS|BLESSED_API|ANYUSAGE)_[A-Z_]+)=(.*)$ ]]; then
      name=${BASH_REMATCH[2]}
      value=${BASH_REMATCH[4]}
      if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then
        value=${BASH_REMATCH[1]}
      fi
      if [ -z "${!name+set}" ]; then
        export "$name=$value"
      fi
    else
      say "dev: line $number of .env is no setting that Anyusage knows, and is skipped."
    fi
  done <"$tree/.env"
}

run_tests ()
{
  if [ "${1:-}" = spark ]; then
    shift
    run_spark "$@"
  elif [ "${1:-}" = clients ]; then
    shift
    run_clients "$@"
  elif [ "${1:-}" = flatpak ]; then
    shift
    run_flatpak_tests "$@"
  elif [ "${1:-}" = fuzz ]; then
    shift
    run_fuzz "$@"
  elif [ "${1:-}" = sanitizers ]; then
    shift
    run_sanitizers "$@"
  elif [ "${1:-}" = valgrind ]; then
    shift
    run_valgrind "$@"
  elif [ "${1:-}" = soak ]; then
    shift
    run_soak "$@"
  elif [ "${1:-}" = threads ]; then
    shift
    run_threads "$@"
  elif [ "${1:-}" = stress ]; then
    export STRESS_SEQUENCES=${STRESS_SEQUENCES:-2000}
    export STRESS_SEED=${STRESS_SEED:-$SRANDOM}
    say "$STRESS_SEQUENCES random sequences of faults and cancels; STRESS_SEED=$STRESS_SEED has them again."
  fi
  prepare true
  exec "${enter[@]}" bash "$tree/build-aux/run-tests.sh" "$build/tree" "$@"
}

# Figures of the app as built, on a virtual display. They say what this machine makes of it today:
# no test depends on them.
run_bench ()
{
  local group groups known status=0 json='' bench=$build/tree/tests/bench/bench work_folder
  groups=()
  while [ $# -gt 0 ]; do
    case $1 in
      --json)
        [ $# -ge 2 ] || fail 2 "--json needs the name of a file to write."
        json=$2
        shift
        ;;
      --json=*) json=${1#*=} ;;
      -*) fail 2 "bench has no option “$1”; see ./dev help." ;;
      *) groups+=("$1") ;;
    esac
    shift
  done
  prepare true
  known=$("${enter[@]}" "$bench")
  for group in ${groups[@]+"${groups[@]}"}; do
    grep -qxF -e "$group" <<<"$known" ||
      fail 2 "there is nothing to measure called “$group”; there are ${known//$'\n'/, }."
  done
  if [ -n "$json" ]; then
    json=$(realpath -m -- "$json")
    [ -d "${json%/*}/" ] || fail 2 "there is no folder ${json%/*} for the file of --json."
  fi
  # shellcheck disable=SC2206 # one group a word
  [ ${#groups[@]} -gt 0 ] || groups=($known)

  work_folder=$(mktemp -d "$build/bench.XXXXXX")
  to_remove+=("$work_folder")
  export ANYUSAGE_TODAY=${ANYUSAGE_TODAY:-2026-11-24}
  export ANYUSAGE_BENCH_RECORDS=$work_folder/records ANYUSAGE_BENCH_COMMIT
  export ANYUSAGE_BENCH_INSTALLED=$work_folder/installed
  ANYUSAGE_BENCH_COMMIT=$(describe_commit)
  : >"$ANYUSAGE_BENCH_RECORDS"
  for group in "${groups[@]}"; do
    if [ "$group" = size ]; then
      "${enter[@]}" env DESTDIR="$ANYUSAGE_BENCH_INSTALLED" meson install -C "$build/tree" \
        --no-rebuild --strip --quiet >&2 || status=$?
    fi
    "${enter[@]}" bash "$tree/build-aux/headless.sh" "$bench" "$group" || status=$?
  done
  "${enter[@]}" "$bench" --report "$ANYUSAGE_BENCH_RECORDS" ${json:+"$json"} || status=$?
  exit "$status"
}

# The commit that is measured, and whether files were changed since.
describe_commit ()
{
  local commit changed=''
  commit=$(git -C "$tree" rev-parse HEAD 2>/dev/null) || commit=unknown
  [ -z "$(git -C "$tree" status --porcelain --untracked-files=no 2>/dev/null)" ] || changed=-changed
  printf '%s%s\n' "$commit" "$changed"
}

run_standin ()
{
  prepare false
  exec "${enter[@]}" "$build/tree/tests/standin/standin" "$@"
}

run_shell ()
{
  choose_environment true
  uninstalled
  say "This shell has what building takes ($environment); the build folder is $build/tree."
  exec "${enter[@]}" bash "$@"
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

run_screenshot ()
{
  local output='' arguments=() settings=()
  while [ $# -gt 0 ]; do
    case $1 in
      --view|--subscription|--size|--text-scale|--type|--activate)
        [ $# -ge 2 ] || fail 2 "$1 needs a value; see ./dev help."
        arguments+=("$1" "$2")
        shift
        ;;
      --output)
        [ $# -ge 2 ] || fail 2 "--output needs a file name that ends in .png."
        output=$2
        shift
        ;;
      --rtl|--pick) arguments+=("$1") ;;
      --dark) settings+=(ADW_DEBUG_COLOR_SCHEME=prefer-dark) ;;
      --high-contrast) settings+=(ADW_DEBUG_HIGH_CONTRAST=1) ;;
      *) fail 2 "screenshot has no option “$1”; see ./dev help." ;;
    esac
    shift
  done
  case $output in
    *.png) ;;
    *) fail 2 "screenshot needs --output FILE.png." ;;
  esac

  prepare true
  export ANYUSAGE_TODAY=${ANYUSAGE_TODAY:-2026-11-24}
  local status=0
  "${enter[@]}" ${settings[@]+"${settings[@]}"} GTK_A11Y=none timeout --foreground 60 \
    bash "$tree/build-aux/headless.sh" \
    "$app" --screenshot "$output" ${arguments[@]+"${arguments[@]}"} || status=$?
  if [ $status -eq 124 ]; then
    fail 1 "the window was not settled after 60 seconds; no picture was taken."
  fi
  exit "$status"
}
