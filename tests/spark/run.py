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

from pyspark.errors import PySparkException

from cases import CASES, Faults
import compare
import engine
import expressions
import tables

# Beside the queries, in the list of what may be asked for.
EXPRESSIONS = "expressions"

TREE = pathlib.Path(__file__).resolve().parents[2]


def say(text):
    print(text, file=sys.stderr, flush=True)


class Refused(Exception):
    """The app gave no result."""


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

    def ask(self, query, parameters, sql_dir=None):
        """The answer to a query, decoded. A decimal is a text in it."""
        arguments = [part for item in parameters.items() for part in ("--param", "=".join(item))]
        environment = self.environment
        if sql_dir:
            environment = {**environment, "ANYUSAGE_SQL_DIR": sql_dir}
        done = subprocess.run([self.program, "query", query, "--source", "sample",
                               "--format", "json", *arguments],
                              env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False, timeout=60)
        if done.returncode != 0:
            raise Refused(f"the app says: {done.stderr.decode().strip()}")
        answer = json.loads(done.stdout)
        if answer["provenance"]["standing"] != ("unverified" if sql_dir else "verified"):
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

    def add(self, case, wrong):
        """Counts a case, and says what is @wrong with it."""
        if wrong:
            self.failed += 1
            say(f"  FAILED {case}")
            for sentence in wrong:
                say(f"    {sentence}")
        else:
            self.passed += 1

    def __iadd__(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def attempt(function, *arguments):
    """What @function finds wrong, an error of Spark's included."""
    try:
        return function(*arguments)
    except PySparkException as error:
        return [f"Spark says: {str(error).partition('JVM stacktrace')[0].strip()}"]


def expect_refusal(spark, text, refusal):
    try:
        rows = spark.sql(text).collect()
    except PySparkException:
        return []
    return [str(refusal), f"Spark has {rows}"]


def run_query(spark, app, faults, query, total):
    """Compares one query with all its parameter sets."""
    here = Counts()
    skipped = set()
    rows = 0
    for parameters in CASES[query]:
        fault = faults.find(query, parameters)
        if fault:
            here.skipped += 1
            skipped.add(fault)
            continue
        try:
            answer = app.ask(query, parameters)
        except Refused as refusal:
            wrong = [str(refusal)]
        else:
            wrong = attempt(compare.differences, spark, answer)
            rows += len(answer["rows"])
        here.add(f"{query} {json.dumps(parameters, ensure_ascii=False)}", wrong)
    if rows == 0:
        # Nothing agrees with nothing.
        here.add(query, ["no case returned a row"])
    why = f" (result fault {', '.join(skipped)}, which no SQL returns)" if skipped else ""
    say(f"  {query}: {here}, {rows:,} rows{why}")
    total += here


def run_expressions(spark, app, folder, total):
    """Compares what single expressions give; where one is an error, both have to say so."""
    here = Counts()
    parameters = {"subscription_ids": expressions.SUBSCRIPTION}
    refused = 0
    for query, expression, text in expressions.texts():
        pathlib.Path(folder, f"{query}.sql").write_text(text, encoding="utf-8")
        try:
            answer = app.ask(query, parameters, sql_dir=folder)
        except Refused as refusal:
            wrong = expect_refusal(spark, expressions.alone(text), refusal)
            refused += not wrong
        else:
            wrong = attempt(compare.differences, spark, answer)
        here.add(f"expression {expression}", wrong)
    say(f"  expressions: {here}; {refused} are errors on both")
    total += here


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
            texts = os.path.join(folder, "texts")
            os.mkdir(texts)
            faults = Faults(TREE / "src/source/sample/faults.ini")
            for query in queries:
                if query == EXPRESSIONS:
                    run_expressions(spark, app, texts, total)
                else:
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
    parser.add_argument("query", nargs="*",
                        help="queries to compare, or “expressions”; without any, all")
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
    known = sorted(shipped) + [EXPRESSIONS]
    unknown = set(options.query) - set(known)
    if unknown:
        say(f"there is no query {', '.join(sorted(unknown))}")
        return 2

    total = None
    while total is None:
        total = run(options.app, options.jars, options.log,
                    options.query or known)
        if total is None:
            say("The day ended meanwhile, and the two engines may have had different ones: again.")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
