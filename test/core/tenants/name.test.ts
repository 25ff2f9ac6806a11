import { expect, test } from "vitest";
import { checkTenantName } from "../../../src/core/tenants/name.ts";

test.each(["a", "ada", "ada-2", "a".repeat(24)])("%s is a name", (name) => {
  expect(checkTenantName(name)).toBe(name);
});

test.each([
  "",
  "Ada",
  "2ada",
  "-ada",
  "ada-",
  "a--b",
  "a.b",
  "a/b",
  "../x",
  "a b",
  "ada\n",
  "$(x)",
  "a".repeat(25),
  "run",
])("%j is none", (name) => {
  expect(() => checkTenantName(name)).toThrow("is not a name for a tenant");
});
