#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what Databricks' own clients are to ask, and what has to come back.

Usage: expect.py APP SQL_FOLDER OUTPUT_FOLDER. For each query the folder gets
NAME.csv, as `anyusage query --source sample` prints it, and cases.json gets its
text with lists expanded and its parameters as the wire takes them.
"""
import json
import pathlib
import re
import subprocess
import sys

# Several subscriptions and teams at once: what is asked about one alone may have a fault.
VALUES = {
    "subscription_ids": ["a0XSAMPLE000001", "a0XSAMPLE000002", "a0XSAMPLE000101"],
    "team_ids": ["40001", "40005", "41001"],
    "team_id": "40005",
    "account_id": "001SAMPLE000001",
    "q": "ó",
}


def read_parameters(text):
    """The name, the type and the value of each parameter that the header has."""
    for line in re.findall(r"^-- param: (.*)$", text, re.MULTILINE):
        declaration, _, fallback = (part.strip() for part in line.partition("="))
        name, kind = declaration.split()
        yield name, kind, VALUES.get(name, fallback)


def make_case(path):
    text = path.read_text(encoding="utf-8")
    sent = text
    parameters, arguments = [], []
    for name, kind, value in read_parameters(text):
        scalar = kind.removeprefix("list<").removesuffix(">").upper()
        arguments += ["--param", f"{name}={','.join(value) if isinstance(value, list) else value}"]
        if isinstance(value, list):
            names = [f"{name}_{i}" for i in range(len(value))]
            sent = sent.replace(f"(:{name})", "(" + ", ".join(f":{one}" for one in names) + ")")
            parameters += [{"name": one, "value": part, "type": scalar}
                           for one, part in zip(names, value)]
        else:
            parameters.append({"name": name, "value": value, "type": scalar})
    return {"name": path.stem, "statement": sent, "parameters": parameters}, arguments


def main():
    app, sql, output = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    cases = []
    for path in sorted(sql.glob("*.sql")):
        case, arguments = make_case(path)
        rows = subprocess.run([app, "query", path.stem, "--source", "sample", "--format", "csv",
                               *arguments], check=True, stdout=subprocess.PIPE).stdout
        (output / f"{path.stem}.csv").write_bytes(rows)
        cases.append(case)
    (output / "cases.json").write_text(json.dumps(cases), encoding="utf-8")


main()
