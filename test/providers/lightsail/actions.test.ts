import { expect, test } from "vitest";
import { actionOf } from "../../../src/providers/lightsail/actions.ts";

test("an operation is known by its own name alone", () => {
  expect(actionOf("CreateInstances")).toBe("create_instance");
  expect(actionOf("GetInstances")).toBeNull();
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
  "%s, which every object has, is no operation",
  (name) => {
    expect(actionOf(name)).toBeNull();
  },
);
