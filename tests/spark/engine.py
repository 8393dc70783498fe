# SPDX-License-Identifier: GPL-3.0-or-later
"""Apache Spark with three catalogs of our names, in this process alone.

Spark has one catalog by itself, and the texts name three. Iceberg brings them: each is a
folder that goes with the run.
"""
import contextlib
import os
import sys

from pyspark.logger import PySparkLogger
from pyspark.sql import SparkSession

CATALOGS = ("main", "revops_share", "revops")

# Iceberg's build for the Spark of requirements.txt; Spark's own resolver fetches it.
ICEBERG = "org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.12.0"


@contextlib.contextmanager
def output_to(log):
    """Gives processes started meanwhile the file @log for what they say."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    with open(log, "ab") as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        for number, copy in zip((1, 2), kept):
            os.dup2(copy, number)
            os.close(copy)


def start(jars, folder, log):
    """Starts Spark on one core. @jars keeps what is fetched, @folder goes with the run.

    What Java says, which is a lot even when all is well, goes to the file @log.
    """
    os.environ["TZ"] = "UTC"
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[1]").appName("anyusage-test-spark")
    settings = {
        "spark.jars.packages": ICEBERG,
        "spark.jars.ivy": jars,
        "spark.local.dir": f"{folder}/local",
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions":
            "-Duser.timezone=UTC -XX:+UseSerialGC -XX:-UsePerfData",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "1",
        # As a SQL warehouse has it.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.extensions":
            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    }
    for catalog in CATALOGS:
        key = f"spark.sql.catalog.{catalog}"
        settings[key] = "org.apache.iceberg.spark.SparkCatalog"
        settings[f"{key}.type"] = "hadoop"
        settings[f"{key}.warehouse"] = f"file:{folder}/{catalog}"
    for key, value in settings.items():
        builder = builder.config(key, value)
    # PySpark would also print each error that it raises.
    PySparkLogger.getLogger("SQLQueryContextLogger").setLevel("CRITICAL")
    with output_to(log):
        return builder.getOrCreate()


def today(spark):
    """Spark's current_date(), which nothing can pin."""
    return spark.sql("SELECT current_date() AS today").collect()[0].today.isoformat()
