# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds one result of Spark against what the app said."""
import re

from pyspark.sql import functions as F
from pyspark.sql import types as T

PARAMETER = re.compile(r"^-- param: (\w+) (\S+)", re.MULTILINE)

# The type that a shipped text has to give; sums of decimals grow wider, their scale stays.
TYPES = {
    "string": lambda kind: isinstance(kind, T.StringType),
    "bigint": lambda kind: isinstance(kind, T.LongType),
    "decimal(18,2)": lambda kind: isinstance(kind, T.DecimalType) and kind.scale == 2,
    "double": lambda kind: isinstance(kind, T.DoubleType),
    "boolean": lambda kind: isinstance(kind, T.BooleanType),
    "date": lambda kind: isinstance(kind, T.DateType),
    "timestamp": lambda kind: isinstance(kind, T.TimestampType),
}

# The normal form of a value of Spark's, as the app writes it into JSON.
FORMS = {
    "decimal(18,2)": str,
    "date": lambda value: value.isoformat(),
    "timestamp": lambda value: value.isoformat(timespec="milliseconds") + "Z",
}


def literal(value, kind):
    """@value as a literal of the SQL type that the source binds."""
    if kind == "bigint":
        return F.expr(f"{value:d}L")
    assert type(value) is {"string": str, "int": int, "boolean": bool}[kind], (value, kind)
    return F.lit(value)


def bindings(answer):
    """What is bound to the markers of the text as sent."""
    provenance = answer["provenance"]
    kinds = dict(PARAMETER.findall(provenance["sent_text"]))
    bound = {}
    for name, value in provenance["parameters"].items():
        kind = kinds[name]
        if kind.startswith("list<"):
            for index, element in enumerate(value):
                bound[f"{name}_{index}"] = literal(element, kind[5:-1])
        else:
            bound[name] = literal(value, kind)
    return bound


def normal(value, kind):
    return value if value is None else FORMS.get(kind, lambda same: same)(value)


def decoded(value, kind):
    """@value of JSON, where a double's shortest form may look like a whole number."""
    return float(value) if kind == "double" and type(value) is int else value


def differences(spark, answer):
    """Runs what was sent and returns sentences about what differs; none where all agrees."""
    columns = [(column["name"], column["type"]) for column in answer["columns"]]
    frame = spark.sql(answer["provenance"]["sent_text"], args=bindings(answer))

    got = [field.name for field in frame.schema.fields]
    if got != [name for name, _ in columns]:
        return [f"the columns are {got}"]
    wrong = [f"{field.name} is {field.dataType.simpleString()} and not {kind}"
             for field, (_, kind) in zip(frame.schema.fields, columns)
             if not TYPES[kind](field.dataType)]
    if wrong:
        return wrong

    rows = [[normal(value, kind) for value, (_, kind) in zip(row, columns)]
            for row in frame.collect()]
    ours = [[decoded(value, kind) for value, (_, kind) in zip(row, columns)]
            for row in answer["rows"]]
    # 1 is no True here, and 1.0 no 1.
    if len(rows) == len(ours) and all(
            a == b and type(a) is type(b)
            for row, our in zip(rows, ours) for a, b in zip(row, our)):
        return []
    for index, (row, our) in enumerate(zip(rows, ours)):
        if row != our or [type(a) for a in row] != [type(b) for b in our]:
            wrong.append(f"row {index + 1}: Spark has {row}, SQLite {our}")
            break
    if len(rows) != len(ours):
        wrong.append(f"Spark has {len(rows)} rows, SQLite {len(ours)}")
    return wrong
