#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the texts of sql/ on Apache Spark and compares with what the app gets from SQLite.

The app is asked for each result first, as anybody asks it. The text that it says it sent and
the values that it says it bound are then run on Spark, over the same tables, and every column,
type, row and value has to be the same, in the same order.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

from cases import CASES, Faults
import compare
import engine
import tables

TREE = pathlib.Path(__file__).resolve().parents[2]


def say(text):
    print(text, file=sys.stderr, flush=True)


class App:
    """The app over a sample workspace of its own, generated for today."""

    def __init__(self, program, home):
        self.program = program
        self.home = home
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("ANYUSAGE_", "DATABRICKS_", "BLESSED_"))}
        self.environment.update(HOME=home, XDG_CACHE_HOME=f"{home}/cache",
                                XDG_CONFIG_HOME=f"{home}/config", XDG_DATA_HOME=f"{home}/data",
                                GSETTINGS_BACKEND="memory", LC_ALL="C.UTF-8",
                                DBUS_SESSION_BUS_ADDRESS="disabled:")

    def ask(self, query, parameters):
        """The answer to a query, decoded. A decimal is a text in it."""
        arguments = [part for item in parameters.items() for part in ("--param", "=".join(item))]
        done = subprocess.run([self.program, "query", query, "--source", "sample",
                               "--format", "json", *arguments],
                              env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"the app says: {done.stderr.decode().strip()}")
        answer = json.loads(done.stdout)
        if answer["provenance"]["standing"] != "verified":
            raise RuntimeError(f"the app ran a text that is not the one in sql/ ({query})")
        return answer

    def find_workspace(self):
        found = sorted(pathlib.Path(self.home, "cache", "anyusage").glob("sample-*.sqlite"))
        if not found:
            raise RuntimeError("the app made no sample workspace")
        return found[-1]


class Counts:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run_query(spark, app, faults, query, total):
    """Compares one query with all its parameter sets."""
    here = Counts()
    reasons = {}
    rows = 0
    for parameters in CASES[query]:
        fault = faults.find(query, parameters)
        if fault:
            here.skipped += 1
            reasons[fault] = True
            continue
        try:
            answer = app.ask(query, parameters)
            wrong = compare.differences(spark, answer)
            rows += len(answer["rows"])
        except Exception as error:  # pylint: disable=broad-except
            # Spark's errors are of many classes; each is a text that it does not read as we do.
            wrong = [str(error).strip().partition("\n\nJVM stacktrace")[0]]
        if wrong:
            here.failed += 1
            say(f"  FAILED {query} {json.dumps(parameters, ensure_ascii=False)}")
            for sentence in wrong:
                say(f"    {sentence}")
        else:
            here.passed += 1
    if rows == 0 and here.failed == 0:
        # Nothing agrees with nothing.
        here.failed += 1
        say(f"  FAILED {query}: no case returned a row")
    why = f" (result fault {', '.join(reasons)}, which no SQL returns)" if reasons else ""
    say(f"  {query}: {here}, {rows:,} rows{why}")
    total.passed += here.passed
    total.failed += here.failed
    total.skipped += here.skipped


def run(program, jars, log, queries):
    """One pass over one day; None where the day ended meanwhile."""
    total = Counts()
    with tempfile.TemporaryDirectory(prefix="anyusage-spark-") as folder:
        app = App(program, folder)
        spark = engine.start(jars, folder, log)
        try:
            day = engine.today(spark)
            say(f"Spark {spark.version}, {day} UTC; making the sample workspace for that day")
            app.ask("subscriptions", {})
            tables.load(spark, app.find_workspace(), folder, say)
            faults = Faults(TREE / "src/source/sample/faults.ini")
            for query in queries:
                run_query(spark, app, faults, query, total)
            if engine.today(spark) != day:
                return None
        finally:
            spark.stop()
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", required=True, help="the app as built")
    parser.add_argument("--jars", required=True, help="folder for what Spark fetches")
    parser.add_argument("--log", required=True, help="file for what Java says")
    parser.add_argument("--fetch", action="store_true", help="only fetch what running takes")
    parser.add_argument("query", nargs="*", help="queries to compare; without any, all")
    options = parser.parse_args()

    # Folders of the run go with it, however it ends.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))

    if options.fetch:
        with tempfile.TemporaryDirectory(prefix="anyusage-spark-") as folder:
            engine.start(options.jars, folder, options.log).stop()
        return 0

    shipped = {path.stem for path in (TREE / "sql").glob("*.sql")}
    if shipped != set(CASES):
        say(f"cases.py and sql/ have not the same queries: {sorted(shipped ^ set(CASES))}")
        return 1
    unknown = set(options.query) - shipped
    if unknown:
        say(f"there is no query {', '.join(sorted(unknown))}")
        return 2

    total = None
    while total is None:
        total = run(options.app, options.jars, options.log,
                    options.query or sorted(shipped))
        if total is None:
            say("The day ended meanwhile, and the two engines may have had different ones: again.")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
