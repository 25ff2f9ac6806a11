import { expect, test } from "vitest";
import {
  EXIT_STATUS,
  QuantsError,
  UsageError,
  amended,
  combineErrors,
  errorToJson,
  toQuantsError,
} from "../../src/core/errors.ts";

test("codes and exit statuses are a published contract", () => {
  expect(EXIT_STATUS).toEqual({
    failed: 1,
    internal: 1,
    operation_failed: 1,
    quota_exceeded: 1,
    usage: 2,
    invalid_input: 2,
    confirmation_required: 2,
    not_found: 3,
    access_denied: 4,
    account_not_ready: 4,
    config_invalid: 4,
    config_not_found: 4,
    credentials_expired: 4,
    credentials_invalid: 4,
    credentials_missing: 4,
    profile_not_found: 4,
    region_not_enabled: 4,
    conflict: 5,
    invalid_state: 5,
    name_in_use: 5,
    protected: 5,
    partial_failure: 6,
    wait_timeout: 7,
    capacity: 8,
    endpoint_unreachable: 8,
    service_unavailable: 8,
    throttled: 8,
    interrupted: 130,
    terminated: 143,
  });
});

test("the JSON form has every key, null where nothing is known", () => {
  expect(errorToJson(new UsageError("Wrong."))).toEqual({
    code: "usage",
    message: "Wrong.",
    hint: null,
    docs: null,
    request_id: null,
    resource: null,
    retryable: false,
  });
});

test("anything else that is thrown is a bug that keeps its cause", () => {
  const cause = new TypeError("x is not a function");
  const error = toQuantsError(cause);
  expect(error.code).toBe("internal");
  expect(error.cause).toBe(cause);
  expect(error.hint).toContain("--debug");
});

const failure = (code: "throttled" | "not_found" | "interrupted", text: string): QuantsError =>
  new QuantsError(code, text);

test("one target's failure is itself; many become a partial failure", () => {
  const one = failure("not_found", "a");
  expect(combineErrors([], 3, "instances")).toBeNull();
  expect(combineErrors([one], 1, "instances")).toBe(one);
  const some = combineErrors([one], 3, "instances");
  expect(some).toMatchObject({ code: "partial_failure", exitStatus: 6, errors: [one] });
  expect(some?.message).toBe("1 of 3 instances failed.");
});

test("when every target failed the same way, the status says that way", () => {
  const errors = [failure("throttled", "a"), failure("throttled", "b")];
  expect(combineErrors(errors, 2, "regions")).toMatchObject({ code: "throttled", exitStatus: 8 });
});

test("an interruption outweighs what else failed", () => {
  const stop = failure("interrupted", "stop");
  expect(combineErrors([failure("throttled", "a"), stop], 3, "regions")).toBe(stop);
});

test("a failure in other words keeps what is not given", () => {
  const one = new QuantsError("throttled", "a", { hint: "h", requestId: "r", retryable: true });
  const all = combineErrors([one], 2, "regions");
  const { message: _, ...same } = errorToJson(all ?? one);
  expect(errorToJson(amended(all ?? one, { message: "Other words." }))).toEqual({
    ...same,
    message: "Other words.",
  });
  expect(errorToJson(amended(one, { hint: "i" }))).toEqual({ ...errorToJson(one), hint: "i" });
});
