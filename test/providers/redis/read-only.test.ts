import { expect, test } from "vitest";
import type { RedisCommand } from "../../../src/core/contracts/redis-control.ts";
import { requireReading } from "../../../src/providers/redis/read-only.ts";

test.each([
  [["SET", "a", "b"]],
  [["MEMORY", "PURGE"]],
  [["CLUSTER", "RESET"]],
  [["CONFIG", "GET", "*"]],
  [["GETDEL", "a"]],
  [["MEMORY", Buffer.from("PURGE")]],
] satisfies [RedisCommand][])("%j is never sent to a source", (command) => {
  expect(() => requireReading(command)).toThrow("is no command to send to the source");
});

test("reading is", () => {
  expect(() => requireReading(["MEMORY", "USAGE", "a"])).not.toThrow();
  expect(() => requireReading(["DUMP", "a"])).not.toThrow();
});
