import { expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { steady } from "../../../src/providers/docker/steady.ts";

const failing = (times: number, code: "not_found" | "conflict") => {
  let left = times;
  return (): Promise<string> => {
    left -= 1;
    return left >= 0 ? Promise.reject(new QuantsError(code, "x")) : Promise.resolve("seen");
  };
};

test("what went away between two calls is looked for again, and no other failure is", async () => {
  expect(await steady(failing(2, "not_found"))).toBe("seen");
  await expect(steady(failing(3, "not_found"))).rejects.toThrow("x");
  await expect(steady(failing(1, "conflict"))).rejects.toThrow("x");
});
