/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databricks' JavaScript SDK against the stand-in. Speaks TAP.
 *
 * Usage: client.cjs SDK_FOLDER FOLDER URI FAULTY_URI LINK_URI; FOLDER is what expect.py wrote. The
 * token, the warehouse and the service principal are in the environment. */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const [sdk, folder, uri, faultyUri, linkUri] = process.argv.slice(2);
const { WorkspaceClient } = require(path.join(sdk, 'node_modules/@databricks/sdk-experimental'));
const token = take('DATABRICKS_TOKEN');
const warehouse = take('DATABRICKS_WAREHOUSE_ID');
const clientId = take('DATABRICKS_CLIENT_ID');
const clientSecret = take('DATABRICKS_CLIENT_SECRET');
const cases = JSON.parse(fs.readFileSync(path.join(folder, 'cases.json'), 'utf8'));
const tests = [];

function take(name) {
  const value = process.env[name];
  delete process.env[name];
  return value;
}

function connect(host = uri) {
  return new WorkspaceClient({ host, token, authType: 'pat' });
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/* Submits, polls to the end and returns the last answer. */
async function run(client, one, more = {}) {
  let answer = await client.statementExecution.executeStatement({
    statement: one.statement, warehouse_id: warehouse, parameters: one.parameters,
    wait_timeout: '0s', ...more,
  });
  while (['PENDING', 'RUNNING'].includes(answer.status.state)) {
    await pause(20);
    answer = await client.statementExecution.getStatement({ statement_id: answer.statement_id });
  }
  return answer;
}

async function readInline(client, answer) {
  const rows = [...(answer.result.data_array ?? [])];
  for (let i = 1; i < answer.manifest.total_chunk_count; i++) {
    const chunk = await client.statementExecution.getStatementResultChunkN({
      statement_id: answer.statement_id, chunk_index: i,
    });
    rows.push(...chunk.data_array);
  }
  return rows;
}

async function readLinks(client, answer) {
  const rows = [];
  for (let result = answer.result;;) {
    const link = result.external_links[0];
    const body = await fetch(link.external_link, { headers: link.http_headers ?? {} });
    assert.strictEqual(body.status, 200);
    rows.push(...await body.json());
    if (link.next_chunk_index === undefined)
      return rows;
    result = await client.statementExecution.getStatementResultChunkN({
      statement_id: answer.statement_id, chunk_index: link.next_chunk_index,
    });
  }
}

function writeCell(cell, column) {
  if (cell === null)
    return '';
  if (column.type_name === 'DOUBLE')
    cell = String(Number(cell));
  if (cell === '' || /[,"\r\n]/.test(cell))
    return `"${cell.replaceAll('"', '""')}"`;
  return cell;
}

function checkRows(name, answer, rows) {
  assert.strictEqual(answer.status.state, 'SUCCEEDED');
  assert.strictEqual(rows.length, answer.manifest.total_row_count ?? 0);
  const columns = answer.manifest.schema.columns;
  const lines = [columns.map(column => column.name).join(',')];
  for (const row of rows)
    lines.push(row.map((cell, i) => writeCell(cell, columns[i])).join(','));
  const expected = fs.readFileSync(path.join(folder, `${name}.csv`), 'utf8');
  assert.strictEqual(lines.map(line => `${line}\r\n`).join(''), expected);
}

const find = name => cases.find(one => one.name === name);
const test = (name, check) => tests.push([name, check]);

for (const one of cases)
  test(one.name, async () => {
    const client = connect();
    const answer = await run(client, one);
    checkRows(one.name, answer, await readInline(client, answer));
  });

test('several chunks', async () => {
  const answer = await run(connect(), find('subscriptions'));
  assert.ok(answer.manifest.total_chunk_count > 2);
  assert.strictEqual(answer.result.next_chunk_index, 1);
});

test('chunks without next', async () => {
  const client = connect(faultyUri);
  const answer = await run(client, find('subscriptions'));
  assert.strictEqual(answer.result.next_chunk_index, undefined);
  checkRows('subscriptions', answer, await readInline(client, answer));
});

test('external links', async () => {
  const client = connect();
  const answer = await run(client, find('subscriptions'), { disposition: 'EXTERNAL_LINKS' });
  checkRows('subscriptions', answer, await readLinks(client, answer));
});

test('links that require headers', async () => {
  const client = connect(linkUri);
  const answer = await run(client, find('subscriptions'), { disposition: 'EXTERNAL_LINKS' });
  assert.ok(Object.keys(answer.result.external_links[0].http_headers).length > 0);
  checkRows('subscriptions', answer, await readLinks(client, answer));
});

test('links refuse a token', async () => {
  const answer = await run(connect(), find('subscriptions'), { disposition: 'EXTERNAL_LINKS' });
  const body = await fetch(answer.result.external_links[0].external_link,
                           { headers: { Authorization: `Bearer ${token}` } });
  assert.strictEqual(body.status, 400);
});

test('waits for the rows', async () => {
  const answer = await connect().statementExecution.executeStatement({
    statement: 'SELECT :a AS a, :b AS b', warehouse_id: warehouse, wait_timeout: '30s',
    parameters: [{ name: 'a', value: '7', type: 'INT' }, { name: 'b' }],
  });
  assert.deepStrictEqual(answer.result.data_array, [['7', null]]);
});

test('a failed statement', async () => {
  const answer = await run(connect(), { statement: 'SELECT * FROM main.dbt.nowhere' });
  assert.strictEqual(answer.status.state, 'FAILED');
  assert.strictEqual(answer.status.error.error_code, 'BAD_REQUEST');
  assert.match(answer.status.error.message, /^\[TABLE_OR_VIEW_NOT_FOUND\]/);
});

/* This version of the SDK hands on an error's body as text and reads no error_code out of it. */
test('a refused request', async () => {
  await assert.rejects(connect().statementExecution.executeStatement({
    statement: 'SELECT 1', warehouse_id: warehouse, wait_timeout: '3s',
  }), { statusCode: 400, message: /INVALID_PARAMETER_VALUE.*wait_timeout/ });
});

test('an unknown statement', async () => {
  await assert.rejects(connect().statementExecution.getStatement({ statement_id: '0' }),
                       { statusCode: 404 });
});

test('a wrong token', async () => {
  const client = new WorkspaceClient({ host: uri, token: 'dapi0', authType: 'pat' });
  await assert.rejects(client.currentUser.me(), { statusCode: 401 });
});

test('cancelling', async () => {
  const client = connect(faultyUri);
  const { statement_id } = await client.statementExecution.executeStatement({
    statement: 'SELECT 1', warehouse_id: warehouse, wait_timeout: '0s',
  });
  await client.statementExecution.cancelExecution({ statement_id });
  const answer = await client.statementExecution.getStatement({ statement_id });
  assert.strictEqual(answer.status.state, 'CANCELED');
});

test('warehouses', async () => {
  const states = {};
  for await (const one of connect().warehouses.list({}))
    states[one.id] = one.state;
  assert.strictEqual(states[warehouse], 'RUNNING');
  assert.strictEqual(Object.keys(states).length, 2);
});

test('who i am', async () => {
  assert.match((await connect().currentUser.me()).userName, /@/);
});

test('machine to machine', async () => {
  const client = new WorkspaceClient({ host: uri, clientId, clientSecret, authType: 'oauth-m2m' });
  const answer = await run(client, find('mau'));
  checkRows('mau', answer, await readInline(client, answer));
});

test('a wrong secret', async () => {
  const client = new WorkspaceClient({
    host: uri, clientId, clientSecret: 'wrong', authType: 'oauth-m2m',
  });
  await assert.rejects(client.currentUser.me());
});

async function main() {
  console.log(`1..${tests.length}`);
  for (const [index, [name, check]] of tests.entries()) {
    try {
      await check();
      console.log(`ok ${index + 1} - javascript: ${name}`);
    } catch (error) {
      console.log(`not ok ${index + 1} - javascript: ${name}`);
      console.log(String(error.stack).replaceAll(/^/gm, '# '));
    }
  }
}

main();
