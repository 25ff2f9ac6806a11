import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { expect, test } from "vitest";
import { fileSchema } from "../../../src/commands/config-file/read.ts";

/** Every key that a file may have, as a path. */
function keysOf(node: unknown, path: string): string[] {
  let inner = node;
  while (inner instanceof z.ZodOptional) inner = inner.unwrap();
  if (!(inner instanceof z.ZodObject)) return [path];
  return Object.entries(inner.shape).flatMap(([key, below]) =>
    keysOf(below, path === "" ? key : `${path}.${key}`),
  );
}

test("no key that was published is lost", () => {
  const file = fileURLToPath(new URL("published-keys.txt", import.meta.url));
  const published = readFileSync(file, "utf8").trim().split("\n");
  expect(keysOf(fileSchema(), "")).toEqual(expect.arrayContaining(published));
});

test.each([
  ["what is for the flag alone", { infra: { destroy: { yes: true } } }],
  ["another spelling of an option", { infra: { create: { availability_zone: "a" } } }],
  ["a command that reads no file", { init: { region: "eu-west-1" } }],
  ["another way to call a command", { infra: { stop: { region: "eu-west-1" } } }],
])("%s has no key", (_, file) => {
  expect(fileSchema().safeParse(file).success).toBe(false);
});

test.each([
  [
    "a list of regions where a command takes several",
    { infra: { list: { region: ["a", "b"] } } },
    { infra: { list: { region: "a,b" } } },
  ],
  ["a choice in any case", { output: "JSON" }, { output: "json" }],
  ["a number for a duration", { timeout: 30 }, { timeout: "30" }],
  [
    "true or a level",
    { wait: true, infra: { create: { wait: "ssh" } } },
    { wait: true, infra: { create: { wait: "ssh" } } },
  ],
  [
    "what counts for a whole group",
    { stack: { workspace: "a", var: { count: 2 } } },
    { stack: { workspace: "a", var: { count: 2 } } },
  ],
])("takes %s", (_, file, config) => {
  expect(fileSchema().parse(file)).toEqual(config);
});

test.each([
  ["a list of regions where a command takes one", { infra: { create: { region: ["a", "b"] } } }],
  ["a number that is too large", { backup: { keep_daily: 10_000 } }],
  ["a choice that does not exist", { infra: { create: { wait: "later" } } }],
])("refuses %s", (_, file) => {
  expect(fileSchema().safeParse(file).success).toBe(false);
});
