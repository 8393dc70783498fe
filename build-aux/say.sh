# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# How ./dev talks: always on standard error, since standard output is the
# app's. Long work runs through `work`, which tells how far it is and can be
# interrupted at any moment.

say () { printf '%s\n' "$*" >&2; }

# fail STATUS SENTENCE
fail ()
{
  local status=$1
  shift
  say "dev: $*"
  exit "$status"
}

# step SENTENCE: announces the next of a first run's steps.
step_number=0
step_count=0
step ()
{
  step_number=$((step_number + 1))
  if [ "$step_count" -gt 1 ]; then
    say "Step $step_number of $step_count: $*"
  else
    say "${*^}"
  fi
}

# What an interrupted run must not leave behind.
child=
to_remove=()

# remove_folders PATH…: those that are there; status 1 if one stays.
remove_folders ()
{
  local path status=0
  for path; do
    if [ -d "$path" ] && ! [ -L "$path" ]; then
      chmod -R u+rwX "$path" 2>/dev/null || true
      rm -rf --one-file-system "$path" || status=1
    fi
  done
  return $status
}

clean_up ()
{
  if [ -n "$child" ]; then
    kill -TERM -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    child=
  fi
  remove_folders ${to_remove[@]+"${to_remove[@]}"} || true
  to_remove=()
}

interrupted ()
{
  trap '' INT TERM HUP
  tell_progress_end
  say "dev: interrupted; the next run picks up from here."
  clean_up
  exit "$1"
}

trap clean_up EXIT
trap 'interrupted 129' HUP
trap 'interrupted 130' INT
trap 'interrupted 143' TERM

# On a terminal progress rewrites its own line, elsewhere it is a line now and then.
progress_open=false
tell_progress ()
{
  if [ -t 2 ]; then
    printf '\r\033[K  %s' "$*" >&2
    progress_open=true
  else
    say "  $*"
  fi
}

tell_progress_end ()
{
  if $progress_open; then
    printf '\r\033[K' >&2
    progress_open=false
  fi
}

# work LOG PROGRESS COMMAND…: runs COMMAND with its output appended to LOG.
# PROGRESS is a function that prints how far it is, given LOG. Quick work is silent.
work ()
{
  local log=$1 progress=$2 status=0 started=$SECONDS told=$SECONDS every=20 nap=0.03
  shift 2
  if [ -t 2 ]; then
    every=1
  fi

  # In a session of its own, all of which ends when it is told to or when ./dev
  # is killed without a chance to tell.
  # shellcheck disable=SC2016
  setsid setpriv --pdeathsig TERM bash -c '
    trap "trap - TERM; kill -TERM 0" TERM
    "$@" &
    wait $!
    ' work "$@" >>"$log" 2>&1 </dev/null &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    # `wait` on the nap, not the nap itself, so that a signal is acted on at once.
    sleep $nap &
    wait $! || true
    [ $SECONDS -eq $started ] || nap=0.2
    if [ $((SECONDS - told)) -ge "$every" ]; then
      told=$SECONDS
      tell_progress "$("$progress" "$log"), $((SECONDS - started)) s"
    fi
  done
  wait "$child" || status=$?
  child=
  tell_progress_end
  return "$status"
}

# show_log LOG: the end of a log, after a failure.
show_log ()
{
  say "The last lines of $1:"
  tail -n 15 "$1" | sed 's/^/  | /' >&2
}
