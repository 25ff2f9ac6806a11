import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { QuantsError } from "../../../../src/core/errors.ts";
import { call, harness, newInstances } from "../harness.ts";

type Sandbox = ReturnType<typeof harness>;

const pathOf = ({ directory }: Pick<Sandbox, "directory">): string =>
  join(directory, "us-east-1.json");
const text = (sandbox: Sandbox): string => readFileSync(pathOf(sandbox), "utf8");
const lines = (sandbox: Sandbox): string[] => text(sandbox).trimEnd().split("\n");
const create = (sandbox: Sandbox, ...names: string[]) =>
  call(sandbox, "CreateInstances", newInstances(...names));
const names = async (sandbox: Sandbox): Promise<unknown> =>
  (await call(sandbox, "GetActiveNames")).body["activeNames"];
const again = ({ directory }: Sandbox): Sandbox => harness({ directory });

test("a write adds a line with what it changed (#16.5)", async () => {
  const sandbox = harness();
  await create(sandbox, "web-1", "web-2");
  expect(lines(sandbox)).toHaveLength(1);
  await call(sandbox, "TagResource", { resourceName: "web-2", tags: [{ key: "a", value: "b" }] });
  await call(sandbox, "DeleteInstance", { instanceName: "web-1" });
  const [, tagged, deleted] = lines(sandbox).map((line) => JSON.parse(line));
  expect(tagged).toMatchObject({
    ...{ gone: [], put: [{ name: "web-2", tags: [{ key: "a", value: "b" }] }] },
    operations: [{ operationType: "TagResource" }],
  });
  expect(deleted).toMatchObject({ gone: ["web-1"], put: [], revision: tagged.revision + 1 });
  expect(await names(again(sandbox))).toEqual(["web-2"]);
});

test("a write's size does not grow with the number of instances (#16.5)", async () => {
  const sandbox = harness();
  const all = Array.from({ length: 300 }, (_, index) => `web-${index + 1}`);
  await create(sandbox, ...all);
  const { size } = statSync(pathOf(sandbox));
  await call(sandbox, "StopInstance", { instanceName: "web-7" });
  expect(statSync(pathOf(sandbox)).size - size).toBeLessThan(3_000);
});

test("the file is written whole when its lines have grown (#16.5)", async () => {
  const one = harness();
  const other = again(one);
  await create(one, "web-1");
  expect(await names(other)).toEqual(["web-1"]);
  const first = lines(one)[0];
  const value = "x".repeat(256);
  const tags = Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, value }));
  const tag = (round: number) =>
    call(one, "TagResource", {
      resourceName: "web-1",
      tags: tags.map((it) => ({ ...it, value: `${round}${value.slice(1)}` })),
    });
  let most = 0;
  for (let round = 0; round < 60; round += 1) {
    await tag(round % 10);
    most = Math.max(most, lines(one).length);
  }
  expect(lines(one)[0]).not.toBe(first);
  expect(lines(one).length).toBeLessThan(most);
  // Whoever knew the former file reads the new one, and both may go on.
  await create(other, "web-2");
  expect(await names(one)).toEqual(["web-1", "web-2"]);
});

test("half a line of a killed process is passed over (#16.5)", async () => {
  const sandbox = harness();
  await create(sandbox, "web-1");
  await create(sandbox, "web-2");
  const known = again(sandbox);
  expect(await names(known)).toEqual(["web-1", "web-2"]);
  appendFileSync(pathOf(sandbox), '{"revision":3,"sequence":9,"gone":["web-1"]');
  for (const reader of [sandbox, known, again(sandbox)]) {
    expect(await names(reader)).toEqual(["web-1", "web-2"]);
  }
  await create(known, "web-3");
  expect(lines(sandbox)).toHaveLength(1);
  expect(await names(again(sandbox))).toEqual(["web-1", "web-2", "web-3"]);
});

test("a write that came too late, after its lock was taken, has no effect (#16.5)", async () => {
  const sandbox = harness();
  await create(sandbox, "web-1");
  await create(sandbox, "web-2");
  const late = lines(sandbox).at(-1) ?? "";
  appendFileSync(pathOf(sandbox), `${late.replaceAll("web-2", "web-9")}\n`);
  expect(await names(again(sandbox))).toEqual(["web-1", "web-2"]);
  await create(sandbox, "web-3");
  expect(await names(again(sandbox))).toEqual(["web-1", "web-2", "web-3"]);
});

test.each([
  ["no JSON", "}"],
  ["no write", "{}"],
  [
    "an unknown record",
    '{"revision":2,"sequence":9,"gone":[],"put":[{"name":"a"}],"operations":[]}',
  ],
])("a line that is %s is a clear error and stays (#16.5)", async (_what, line) => {
  const sandbox = harness();
  await create(sandbox, "web-1");
  appendFileSync(pathOf(sandbox), `${line}\n`);
  const before = text(sandbox);
  for (const reader of [sandbox, again(sandbox)]) {
    for (const attempt of [names(reader), create(reader, "web-2")]) {
      await expect(attempt).rejects.toThrow(QuantsError);
      await expect(attempt).rejects.toThrow(/is damaged, .*us-east-1\.json/);
    }
  }
  expect(text(sandbox)).toBe(before);
});

test("a file that somebody laid out anew is read, and goes on (#16.5)", async () => {
  const sandbox = harness();
  await create(sandbox, "web-1");
  writeFileSync(pathOf(sandbox), JSON.stringify(JSON.parse(text(sandbox)), undefined, 2));
  expect(await names(sandbox)).toEqual(["web-1"]);
  await create(sandbox, "web-2");
  expect(await names(again(sandbox))).toEqual(["web-1", "web-2"]);
  // As versions wrote it that had no lines.
  const { generation: _, ...older } = JSON.parse(lines(sandbox)[0] ?? "");
  writeFileSync(pathOf(sandbox), `${JSON.stringify(older)}\n\n\n`);
  await create(sandbox, "web-3");
  expect(await names(again(sandbox))).toHaveLength(older.resources.length + 1);
});

test("a folder that is emptied meanwhile is empty (#16.5)", async () => {
  const sandbox = harness();
  const other = again(sandbox);
  await create(sandbox, "web-1");
  expect(await names(other)).toEqual(["web-1"]);
  rmSync(pathOf(sandbox));
  expect(await names(other)).toEqual([]);
  await create(sandbox, "web-2");
  expect(await names(other)).toEqual(["web-2"]);
});
