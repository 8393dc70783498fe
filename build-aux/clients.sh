# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# ./dev test clients: Databricks' own SDKs for Python and JavaScript against the
# stand-in of tests/standin, which is so judged by code that nobody here wrote.
# It is optional. Both run on the host; a first run installs them into the cache.
# What cannot be fetched or run is skipped, with the reason.

clients_log=$cache/clients.log
clients_tests=31

run_clients ()
{
  local folder results status
  [ $# -eq 0 ] || fail 2 "test clients takes nothing, not “$1”."
  prepare true
  start_log "$clients_log"
  folder=$(mktemp -d "$cache/clients.XXXXXX")
  to_remove+=("$folder")
  results=$folder/results
  mkdir "$folder/home" "$folder/expected"
  export ANYUSAGE_TODAY=${ANYUSAGE_TODAY:-2026-11-24}

  say "Asking the sample workspace the sixteen queries; then Databricks' SDKs ask the stand-in."
  "${enter[@]}" python3 -B "$tree/tests/clients/expect.py" "$app" "$tree/sql" \
    "$folder/expected" 2>>"$clients_log" ||
    fail 1 "the sample workspace did not answer; see $clients_log."

  servers=()
  trap 'stop_servers; clean_up' EXIT
  start_server
  healthy=$uri
  start_server --fault no-next --fault pending:3 --fault rate-limit:2@poll
  faulty=$uri
  start_server --fault link-headers
  links=$uri

  : >"$results"
  run_python
  run_javascript
  stop_servers

  status=0
  sum_up "$results" || status=$?
  exit "$status"
}

# start_server OPTION…: sets `uri`.
start_server ()
{
  local out
  exec {out}< <(exec "${enter[@]}" "$build/tree/tests/standin/standin" --token clients-token \
    --client-id clients --client-secret clients-secret "$@" 2>>"$clients_log")
  servers+=($!)
  read -r -u "$out" uri || fail 1 "the stand-in did not start; see $clients_log."
  exec {out}<&-
}

stop_servers ()
{
  if [ ${#servers[@]} -gt 0 ]; then
    kill "${servers[@]}" 2>/dev/null || true
  fi
  servers=()
}

# run_client NAME COMMAND…: one that ends early fails by what it has not said.
run_client ()
{
  local name=$1
  shift
  env -u DATABRICKS_CONFIG_PROFILE -u DATABRICKS_CONFIG_FILE -u DATABRICKS_HOST \
    HOME="$folder/home" DATABRICKS_TOKEN=clients-token DATABRICKS_WAREHOUSE_ID=5ca1ab1e0a0b0c0d \
    DATABRICKS_CLIENT_ID=clients DATABRICKS_CLIENT_SECRET=clients-secret \
    "$@" "$folder/expected" "$healthy" "$faulty" "$links" 2>>"$clients_log" |
    tee -a "$results" || say "dev: the $name client broke off; see $clients_log."
}

# skip_client NAME SENTENCE
skip_client ()
{
  local i
  say "Skipped: $1: $2"
  for ((i = 1; i <= clients_tests; i++)); do
    echo "ok $i - $1 # SKIP" >>"$results"
  done
}

run_python ()
{
  local venv
  venv=$cache/clients-python-$(sha256sum "$tree/tests/clients/requirements.txt" | cut -c 1-16)
  if ! [ -f "$venv/ready" ]; then
    if ! python3 -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      skip_client python "there is no Python from 3.10 on with venv here; install python3-venv."
      return
    fi
    say "Installing Databricks' SDK for Python with pip (about 20 MB); log: $clients_log"
    if ! { python3 -m venv --clear "$venv" && "$venv/bin/python" -m pip install --no-input \
      --disable-pip-version-check --retries 1 -r "$tree/tests/clients/requirements.txt"; } \
      >"$folder/install.log" 2>&1; then
      why_not python "pip could not install it"
      return
    fi
    : >"$venv/ready"
  fi
  run_client python "$venv/bin/python" -B "$tree/tests/clients/client.py"
}

run_javascript ()
{
  local package sdk
  package=$(cat "$tree/tests/clients/package.txt")
  sdk=$cache/clients-javascript-${package##*@}
  if ! command -v node >/dev/null ||
     ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then
    skip_client javascript "there is no Node.js from 20 on here; install nodejs and npm."
    return
  fi
  if ! [ -f "$sdk/ready" ]; then
    if ! command -v npm >/dev/null; then
      skip_client javascript "there is no npm here; install it."
      return
    fi
    say "Installing Databricks' SDK for JavaScript with npm (about 30 MB); log: $clients_log"
    mkdir -p "$sdk"
    if ! npm install --prefix "$sdk" --no-audit --no-fund --ignore-scripts --no-save \
      --fetch-retries 1 "$package" >"$folder/install.log" 2>&1; then
      why_not javascript "npm could not install it"
      return
    fi
    : >"$sdk/ready"
  fi
  run_client javascript node "$tree/tests/clients/client.cjs" "$sdk"
}

# why_not NAME SENTENCE: a registry that cannot be reached is a reason to skip, all else a failure.
why_not ()
{
  local line
  cat "$folder/install.log" >>"$clients_log"
  line=$(grep -m 1 -E 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|CERTIFICATE|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH' \
    "$folder/install.log" || true)
  if [ -n "$line" ]; then
    skip_client "$1" "$2, since its registry cannot be reached: ${line:0:300}"
    return
  fi
  show_log "$clients_log"
  fail 1 "$2 ($1); the whole log is $clients_log."
}

# What a client has not said by its end has failed.
sum_up ()
{
  local passed failed skipped
  skipped=$(grep -c '^ok .*# SKIP$' "$1" || true)
  passed=$(($(grep -c '^ok ' "$1" || true) - skipped))
  failed=$((2 * clients_tests - passed - skipped))
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed -eq 0 ]
}
