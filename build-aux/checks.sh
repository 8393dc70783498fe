# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The tests that take a build or a tool of their own: ./dev test fuzz, sanitizers and valgrind.
# clang and valgrind are optional; the first run that wants one installs it.

fuzz_packages=(clang libclang-rt-dev)
valgrind_packages=(valgrind libc6-dbg)
checks_log=$cache/checks.log

# install_optional MEGABYTES PACKAGE…: status 1 where it cannot be had, which is said.
install_optional ()
{
  local megabytes=$1 status=0
  shift
  start_log "$checks_log"
  say "Installing $* with apt (about $megabytes MB to fetch); log: $checks_log"
  if [ "$environment" = root ]; then
    exec 8>"$cache/lock"
    flock 8
    work "$checks_log" apt_progress \
      bash "$tree/build-aux/install-in-root.sh" "$root" "$@" || status=1
    exec 8>&-
  elif command -v apt-get >/dev/null; then
    apt_install "$checks_log" "$@" || status=1
  else
    status=1
  fi
  if [ $status -ne 0 ]; then
    say "dev: it could not be installed (see $checks_log); install ${*} yourself to have it."
  fi
  return $status
}

has_libfuzzer ()
{
  # shellcheck disable=SC2016
  "${enter[@]}" bash -c '
    out=$(mktemp) && trap "rm -f \"$out\"" EXIT
    echo "int LLVMFuzzerTestOneInput (const char *d, long n) { return 0; }" |
      clang -fsanitize=fuzzer,address -x c - -o "$out"' >/dev/null 2>&1
}

# ./dev test fuzz [RUNS|SECONDSs] [FUZZER]…
run_fuzz ()
{
  local amount=20s names name known limit folder findings status=0 n passed=0 failed=0
  if [[ ${1:-} =~ ^[1-9][0-9]*s?$ ]]; then
    amount=$1
    shift
  fi
  known=$(cd "$tree/tests/fuzz/corpus" && echo *)
  for name; do
    [ -d "$tree/tests/fuzz/corpus/${name:-/}" ] ||
      fail 2 "there is no fuzzer “$name”; there are ${known// /, }."
  done
  names=("$@")
  [ $# -gt 0 ] || read -r -a names <<<"$known"

  choose_environment true
  if ! has_libfuzzer && { ! install_optional 35 "${fuzz_packages[@]}" || ! has_libfuzzer; }; then
    run_replay "$amount"
  fi
  build=$tree/_build-fuzz
  setup_options=(-Dfuzzing=true -Dwerror=false -Db_lundef=false -Db_sanitize=address,undefined)
  build_targets=("${names[@]/#/tests/fuzz/fuzz-}")
  enter+=(env CC=clang)
  build

  export G_DEBUG=fatal-warnings GIO_USE_VFS=local
  export ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  limit=-runs=$amount
  [[ $amount != *s ]] || limit=-max_total_time=${amount%s}
  findings=$build/findings
  mkdir -p "$findings"
  for name in "${names[@]}"; do
    folder=$cache/fuzz/$name
    mkdir -p "$folder"
    if "${enter[@]}" "$build/tree/tests/fuzz/fuzz-$name" "$limit" -timeout=10 -rss_limit_mb=2048 \
      -print_final_stats=1 "-artifact_prefix=$findings/$name-" "$folder" \
      "$tree/tests/fuzz/corpus/$name" >"$findings/$name.log" 2>&1 </dev/null; then
      n=$(sed -n 's/^stat::number_of_executed_units: *//p' "$findings/$name.log")
      say "$name: $n executions, no finding"
      passed=$((passed + 1))
    else
      show_log "$findings/$name.log"
      say "$name: a finding; the input and what was said of it are in $findings."
      failed=$((failed + 1))
      status=1
    fi
  done
  echo "$passed passed, $failed failed, 0 skipped"
  exit $status
}

# Without libFuzzer the corpora are changed at random, more often than ./dev test does it.
run_replay ()
{
  export FUZZ_RUNS=${1%s} FUZZ_SEED=${FUZZ_SEED:-$SRANDOM}
  [[ $1 != *s ]] || FUZZ_RUNS=$((${1%s} * 1000))
  say "There is no libFuzzer here: $FUZZ_RUNS random changes for each fuzzer; FUZZ_SEED=$FUZZ_SEED has them again."
  prepare true
  exec "${enter[@]}" bash "$tree/build-aux/run-tests.sh" "$build/tree" fuzz
}

# ./dev test sanitizers [SUITE]…: everything with AddressSanitizer and UndefinedBehaviorSanitizer.
run_sanitizers ()
{
  build=$tree/_build-sanitizers
  setup_options=(-Db_sanitize=address,undefined -Db_lundef=false)
  export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  export TIMEOUT_MULTIPLIER=4
  prepare true
  exec "${enter[@]}" bash "$tree/build-aux/run-tests.sh" "$build/tree" "$@"
}

# ./dev test soak [ACTIONS]: random actions of a person in the real window.
run_soak ()
{
  export SOAK_ACTIONS=${1:-${SOAK_ACTIONS:-2000}} SOAK_SEED=${SOAK_SEED:-$SRANDOM}
  [[ $SOAK_ACTIONS =~ ^[1-9][0-9]*$ ]] || fail 2 "soak takes a number of actions, not “$SOAK_ACTIONS”."
  say "$SOAK_ACTIONS random actions; SOAK_SEED=$SOAK_SEED has them again."
  prepare true
  exec "${enter[@]}" bash "$tree/build-aux/run-tests.sh" "$build/tree" soak
}

# ./dev test threads [SUITE]…: what runs in threads, with ThreadSanitizer. GLib's own locks are made
# of atomic operations that it only sees in a GLib that is built with it as well.
run_threads ()
{
  local glib log=$cache/glib.log
  choose_environment true
  glib=$cache/glib-threads
  if ! "${enter[@]}" test -e "$glib/build/done"; then
    start_log "$log"
    say "Building GLib with ThreadSanitizer (7 MB to fetch, about three minutes); log: $log"
    if ! work "$log" build_progress "${enter[@]}" bash "$tree/build-aux/make-glib.sh" "$glib"; then
      say "dev: GLib could not be built; see $log."
      echo "0 passed, 0 failed, 1 skipped"
      exit 0
    fi
  fi
  build=$tree/_build-threads
  setup_options=(-Db_sanitize=thread -Db_lundef=false)
  build
  uninstalled
  [ $# -gt 0 ] || set -- model source plot charts
  export GLIB_THREADS=$glib/build
  export TSAN_OPTIONS=suppressions=$tree/tests/tsan.supp:halt_on_error=0
  exec "${enter[@]}" bash "$tree/build-aux/run-threads.sh" "$build/tree" "$@"
}

# ./dev test valgrind [SUITE]…: what reads, lays out and draws, under valgrind.
run_valgrind ()
{
  local only=("$@")
  [ $# -gt 0 ] || only=(model fuzz plot charts source)
  choose_environment true
  if ! "${enter[@]}" bash -c 'command -v valgrind' >/dev/null &&
     ! install_optional 23 "${valgrind_packages[@]}"; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
  fi
  build
  uninstalled
  exec "${enter[@]}" bash "$tree/build-aux/run-valgrind.sh" "$build/tree" "${only[@]}"
}
