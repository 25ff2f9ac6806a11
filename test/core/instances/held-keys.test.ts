import { expect, test } from "vitest";
import { heldKeys } from "../../../src/core/instances/held-keys.ts";

test.each([
  ["is that of its creation, unless it is told otherwise", {}, ["old"]],
  ["is the one in use", { "quants-ctl:key-pair": "new" }, ["new"]],
  [
    "is both while one takes the other's place",
    { "quants-ctl:key-pair": "old new" },
    ["old", "new"],
  ],
  ["is never what is no name", { "quants-ctl:key-pair": "$(id) x" }, ["old"]],
  ["is never of an empty tag", { "quants-ctl:key-pair": "" }, ["old"]],
])("the key %s", (_, tags: Record<string, string>, keys) => {
  expect(heldKeys({ key_pair: "old", tags })).toEqual(keys);
});

test("none is known of an instance without a key pair", () => {
  expect(heldKeys({ key_pair: null, tags: {} })).toEqual([]);
});
