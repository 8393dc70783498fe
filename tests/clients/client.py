#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databricks' Python SDK against the stand-in. Speaks TAP.

Usage: client.py FOLDER URI FAULTY_URI LINK_URI; FOLDER is what expect.py wrote.
The token, the warehouse and the service principal are in the environment.
"""
import json
import os
import pathlib
import sys
import time
import traceback
import urllib.error
import urllib.request

from databricks.sdk import WorkspaceClient
from databricks.sdk import errors
from databricks.sdk.service import sql

FOLDER = pathlib.Path(sys.argv[1])
URI, FAULTY_URI, LINK_URI = sys.argv[2:5]
TOKEN = os.environ.pop("DATABRICKS_TOKEN")
WAREHOUSE = os.environ.pop("DATABRICKS_WAREHOUSE_ID")
CLIENT_ID = os.environ.pop("DATABRICKS_CLIENT_ID")
CLIENT_SECRET = os.environ.pop("DATABRICKS_CLIENT_SECRET")
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
RUNNING = (sql.StatementState.PENDING, sql.StatementState.RUNNING)

TESTS = []


def test(function):
    TESTS.append((function.__name__.replace("_", " "), function))
    return function


def connect(uri=URI):
    return WorkspaceClient(host=uri, token=TOKEN, auth_type="pat")


def run(client, case, **more):
    """Submits, polls to the end and returns the last answer."""
    parameters = [sql.StatementParameterListItem(**item) for item in case["parameters"]]
    answer = client.statement_execution.execute_statement(
        statement=case["statement"], warehouse_id=WAREHOUSE, parameters=parameters,
        wait_timeout="0s", **more)
    while answer.status.state in RUNNING:
        time.sleep(0.02)
        answer = client.statement_execution.get_statement(answer.statement_id)
    return answer


def read_inline(client, answer):
    rows = list(answer.result.data_array or [])
    for index in range(1, answer.manifest.total_chunk_count):
        chunk = client.statement_execution.get_statement_result_chunk_n(answer.statement_id, index)
        rows += chunk.data_array
    return rows


def read_links(client, answer):
    rows, result = [], answer.result
    while True:
        link = result.external_links[0]
        request = urllib.request.Request(link.external_link, headers=link.http_headers or {})
        with urllib.request.urlopen(request) as body:
            rows += json.load(body)
        if link.next_chunk_index is None:
            return rows
        result = client.statement_execution.get_statement_result_chunk_n(
            answer.statement_id, link.next_chunk_index)


def write_cell(cell, column):
    if cell is None:
        return ""
    if column.type_name == sql.ColumnInfoTypeName.DOUBLE:
        cell = repr(float(cell)).removesuffix(".0")
    if cell == "" or any(mark in cell for mark in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def write_csv(answer, rows):
    columns = answer.manifest.schema.columns
    lines = [",".join(column.name for column in columns)]
    lines += [",".join(map(write_cell, row, columns)) for row in rows]
    return "".join(line + "\r\n" for line in lines).encode("utf-8")


def check_rows(case, answer, rows):
    assert answer.status.state == sql.StatementState.SUCCEEDED, answer.status
    assert len(rows) == (answer.manifest.total_row_count or 0)
    got, expected = write_csv(answer, rows), (FOLDER / f"{case['name']}.csv").read_bytes()
    assert got == expected, f"\n{got[:500]!r}\nis not\n{expected[:500]!r}"


def find(name):
    return next(case for case in CASES if case["name"] == name)


def check_fails(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__} came")


def add_query(case):
    def check():
        client = connect()
        answer = run(client, case)
        check_rows(case, answer, read_inline(client, answer))
    TESTS.append((case["name"], check))


for one in CASES:
    add_query(one)


@test
def several_chunks():
    client = connect()
    answer = run(client, find("subscriptions"))
    assert answer.manifest.total_chunk_count > 2
    assert answer.result.next_chunk_index == 1


@test
def chunks_without_next():
    client = connect(FAULTY_URI)
    answer = run(client, find("subscriptions"))
    assert answer.result.next_chunk_index is None
    check_rows(find("subscriptions"), answer, read_inline(client, answer))


@test
def external_links():
    client = connect()
    answer = run(client, find("subscriptions"), disposition=sql.Disposition.EXTERNAL_LINKS)
    check_rows(find("subscriptions"), answer, read_links(client, answer))


@test
def links_that_require_headers():
    client = connect(LINK_URI)
    answer = run(client, find("subscriptions"), disposition=sql.Disposition.EXTERNAL_LINKS)
    assert answer.result.external_links[0].http_headers
    check_rows(find("subscriptions"), answer, read_links(client, answer))


@test
def links_refuse_a_token():
    answer = run(connect(), find("subscriptions"), disposition=sql.Disposition.EXTERNAL_LINKS)
    request = urllib.request.Request(answer.result.external_links[0].external_link,
                                     headers={"Authorization": f"Bearer {TOKEN}"})
    error = check_fails(urllib.error.HTTPError, lambda: urllib.request.urlopen(request))
    assert error.code == 400, error.code
    error.close()


@test
def waits_for_the_rows():
    answer = connect().statement_execution.execute_statement(
        statement="SELECT :a AS a", warehouse_id=WAREHOUSE, wait_timeout="30s",
        parameters=[sql.StatementParameterListItem(name="a", value="7", type="INT")])
    assert answer.result.data_array == [["7"]], answer


@test
def a_failed_statement():
    answer = run(connect(), {"statement": "SELECT * FROM main.dbt.nowhere", "parameters": []})
    assert answer.status.state == sql.StatementState.FAILED
    assert answer.status.error.error_code == sql.ServiceErrorCode.BAD_REQUEST
    assert answer.status.error.message.startswith("[TABLE_OR_VIEW_NOT_FOUND]")


@test
def a_refused_request():
    check_fails(errors.InvalidParameterValue, lambda: connect().statement_execution.execute_statement(
        statement="SELECT 1", warehouse_id=WAREHOUSE, wait_timeout="3s"))


@test
def an_unknown_statement():
    check_fails(errors.NotFound, lambda: connect().statement_execution.get_statement("0"))


@test
def a_wrong_token():
    client = WorkspaceClient(host=URI, token="dapi0", auth_type="pat")
    check_fails(errors.Unauthenticated, client.current_user.me)


@test
def cancelling():
    client = connect(FAULTY_URI)
    answer = client.statement_execution.execute_statement(
        statement="SELECT 1", warehouse_id=WAREHOUSE, wait_timeout="0s")
    client.statement_execution.cancel_execution(answer.statement_id)
    answer = client.statement_execution.get_statement(answer.statement_id)
    assert answer.status.state == sql.StatementState.CANCELED, answer.status


@test
def warehouses():
    states = {one.id: one.state for one in connect().warehouses.list()}
    assert states[WAREHOUSE] == sql.State.RUNNING and len(states) == 2, states


@test
def who_i_am():
    assert "@" in connect().current_user.me().user_name


@test
def machine_to_machine():
    client = WorkspaceClient(host=URI, client_id=CLIENT_ID, client_secret=CLIENT_SECRET,
                             auth_type="oauth-m2m")
    answer = run(client, find("mau"))
    check_rows(find("mau"), answer, read_inline(client, answer))


@test
def a_wrong_secret():
    client = None

    def call():
        nonlocal client
        client = WorkspaceClient(host=URI, client_id=CLIENT_ID, client_secret="wrong",
                                 auth_type="oauth-m2m")
        client.current_user.me()
    check_fails(ValueError, call)


def main():
    print(f"1..{len(TESTS)}")
    for number, (name, function) in enumerate(TESTS, 1):
        try:
            function()
            print(f"ok {number} - python: {name}", flush=True)
        except Exception:  # whatever an SDK throws
            print(f"not ok {number} - python: {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")


main()
