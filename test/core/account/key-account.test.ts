import { expect, test } from "vitest";
import { accountOfKey } from "../../../src/core/account/key-account.ts";

test.each([
  ["ASIAQNZGKIQY56JQ7WML", "029608264753"],
  ["AKIAQNZGKIQY2222AAAA", "029608264753"],
  ["ASIAY34FZKBOKMUTVV7A", "609629065308"],
  // Of an older form, of another kind, and made up.
  ["AKIAIOSFODNN7EXAMPLE", null],
  ["AROAQNZGKIQY56JQ7WML", null],
  ["AKIACANARYCANARY0000", null],
  ["sandbox", null],
  ["", null],
])("the key %j belongs to %s", (id, account) => {
  expect(accountOfKey(id)).toBe(account);
});
