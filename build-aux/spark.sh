# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# ./dev test spark: the texts of sql/ on Apache Spark, held against SQLite. It
# is optional, and takes Java and Spark, which nothing else here needs; both are
# installed by the first run. A run that cannot fetch them says why, counts the
# queries as skipped and succeeds.

spark_packages=(openjdk-21-jre-headless python3-venv)
spark_log=$cache/spark.log

run_spark ()
{
  local java='' spark here=$tree/tests/spark
  prepare true
  start_log "$spark_log"

  if ! is_installed; then
    install_java
    is_installed ||
      skip_spark "there is no Java 17 or 21 and no Python from 3.10 on with venv here; install them ($(line_for_java))."
  fi
  enter+=(env -u SPARK_HOME -u SPARK_CONF_DIR -u PYTHONPATH "JAVA_HOME=$java")

  spark=$cache/$(spark_name)
  local runner=("${enter[@]}" "$spark/venv/bin/python" -B "$here/run.py"
    --app "$app" --jars "$spark/jars" --log "$spark_log")
  exec 8>"$cache/spark.lock"
  flock 8
  if ! [ -f "$spark/ready" ]; then
    install_spark
  fi
  exec 8>&-
  say "Comparing sql/ on Apache Spark with SQLite (about 4 minutes); what Java says: $spark_log"
  exec "${runner[@]}" "$@"
}

# Why nothing is compared: an optional suite is no failure for that.
skip_spark ()
{
  local queries=("$tree"/sql/*.sql)
  say "Skipped: $*"
  echo "0 passed, 0 failed, ${#queries[@]} skipped"
  exit 0
}

# Sets `java`. In the root an installation that was cut off is none.
is_installed ()
{
  local package
  if [ "$environment" = root ]; then
    for package in "${spark_packages[@]}"; do
      [ "$("${enter[@]}" dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        return 1
    done
  fi
  java=$(find_java) && has_venv
}

# The home of a Java that this Spark runs on.
find_java ()
{
  # shellcheck disable=SC2016
  "${enter[@]}" bash -c '
    for java in "${JAVA_HOME:-/nowhere}/bin/java" "$(command -v java)" \
                /usr/lib/jvm/*-21-*/bin/java /usr/lib/jvm/*-17-*/bin/java; do
      if [ -x "$java" ] &&
         "$java" -version 2>&1 | grep -qE "^[a-z]* version \"(17|21)[.\"]"; then
        java=$(readlink -f "$java")
        echo "${java%/bin/java}"
        exit 0
      fi
    done
    exit 1
    '
}

has_venv ()
{
  "${enter[@]}" python3 -c '
import sys, ensurepip, venv
sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

line_for_java ()
{
  if command -v apt-get >/dev/null; then
    echo "apt-get install ${spark_packages[*]}"
  else
    echo "the system's packages of OpenJDK 21 and Python"
  fi
}

# Into the Debian 13 root where that is used, else onto the host as its packages are.
install_java ()
{
  local status=0
  say "Installing Java and Python's venv with apt (about 80 MB to fetch, 1 minute); log: $spark_log"
  if [ "$environment" = root ]; then
    exec 8>"$cache/lock"
    flock 8
    work "$spark_log" apt_progress \
      bash "$tree/build-aux/install-in-root.sh" "$root" "${spark_packages[@]}" || status=$?
    exec 8>&-
  elif command -v apt-get >/dev/null; then
    apt_install "$spark_log" "${spark_packages[@]}" || status=$?
    [ $status -ne 1 ] || status=0
  fi
  if [ $status -ne 0 ]; then
    why_or_fail "Java could not be installed"
  fi
}

# Spark's folder belongs to one set of versions and one environment.
spark_name ()
{
  {
    cat "$tree/tests/spark/requirements.txt"
    grep '^ICEBERG' "$tree/tests/spark/engine.py"
    echo "$environment ${root:-}"
    "${enter[@]}" python3 --version
  } | sha256sum | sed 's/^\(.\{16\}\).*/spark-\1/'
}

install_spark ()
{
  local free other
  free=$(df -Pk "$cache" | awk 'NR == 2 { print int ($4 / 1024) }')
  if [ "${free:-0}" -lt 2000 ]; then
    fail 1 "$cache has $free MB free, and Spark takes 2000 MB while it is installed; make room or set XDG_CACHE_HOME to another folder."
  fi
  say "Installing Apache Spark with pip (about 480 MB to fetch, 600 MB on disk, 1 to 3 minutes); log: $spark_log"
  for other in "$cache"/spark-*; do
    remove_folders "$other"
  done
  mkdir -p "$spark/jars"
  work "$spark_log" spark_progress "${enter[@]}" python3 -m venv "$spark/venv" ||
    why_or_fail "Python made no virtual environment"
  work "$spark_log" spark_progress "${enter[@]}" "$spark/venv/bin/python" -m pip install \
    --no-cache-dir --no-input --disable-pip-version-check --retries 1 \
    -r "$here/requirements.txt" || why_or_fail "pip could not install Spark"
  work "$spark_log" spark_progress "${runner[@]}" --fetch ||
    why_or_fail "Spark did not start with Iceberg's catalogs"
  : >"$spark/ready"
}

spark_progress () { tail -n 1 "$1" | tr -d '\r' | cut -c 1-70; }

# why_or_fail SENTENCE: a registry that cannot be reached is a reason to skip, all else a failure.
why_or_fail ()
{
  local line
  # The first such words of apt, pip or Spark's resolver.
  line=$(grep -m 1 -oE '(Could not resolve|Temporary failure|Could not connect|Unable to connect|Failed to establish|Connection (refused|reset)|timed out|ProxyError|SSLError|CERTIFICATE_VERIFY_FAILED|Server access error|Host [^ ]+ not found|UnknownHostException|ConnectException).*' \
    "$spark_log" | sed "s/[])}'\":]*$//" || true)
  if [ -n "$line" ]; then
    skip_spark "$1, since a registry cannot be reached: ${line:0:160}."
  fi
  show_log "$spark_log"
  fail 1 "$1; the whole log is $spark_log."
}
