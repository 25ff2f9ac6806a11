import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { abortReason, type Observation, pause, poll } from "../../../src/core/time/wait.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

const passing = new QuantsError("throttled", "Too many requests.", {
  retryable: true,
  requestId: "request-1",
});
const stopped = new QuantsError("interrupted", "Stopped by the user.");

/** Looks that show one thing after the other, the last one for ever. */
function script(...steps: (string | QuantsError | { value: number })[]) {
  let looks = 0;
  return {
    looks: () => looks,
    look: async (): Promise<Observation<number>> => {
      const step = steps[Math.min(looks, steps.length - 1)];
      looks += 1;
      if (step instanceof QuantsError) throw step;
      if (typeof step === "object") return { done: true, value: step.value };
      return { done: false, seen: step ?? "" };
    },
  };
}

function options(look: () => Promise<Observation<number>>) {
  return {
    clock: fakeClock({ auto: true }),
    timeoutMs: 10_000,
    intervalMs: 1_000,
    random: () => 0.5,
    look,
    onTimeout: (seen: string) =>
      new QuantsError("wait_timeout", `Not done: ${seen}.`, { hint: "Wait longer." }),
  };
}

describe("poll", () => {
  test("looks at once, and does not sleep when that is enough", async () => {
    const given = options(script({ value: 7 }).look);
    expect(await poll(given)).toBe(7);
    expect(given.clock.sleeps).toEqual([]);
  });

  test("tells every change once", async () => {
    const seen: string[] = [];
    const { look } = script("pending", "pending", passing, "pending", "running", { value: 1 });
    await poll({ ...options(look), onChange: (what) => seen.push(what) });
    expect(seen).toEqual(["pending", "running"]);
  });

  test("jitters its pauses by a fifth either way", async () => {
    for (const [random, ms] of [
      [0, 800],
      [0.5, 1_000],
      [0.999_999, 1_200],
    ] as const) {
      const given = { ...options(script("a", { value: 1 }).look), random: () => random };
      await poll(given);
      expect(Math.round(given.clock.sleeps[0] ?? 0)).toBe(ms);
    }
  });

  test("goes on after failures that may pass, ever more slowly", async () => {
    const { look } = script(passing, passing, passing, "pending", { value: 3 });
    const given = { ...options(look), timeoutMs: 60_000 };
    expect(await poll(given)).toBe(3);
    expect(given.clock.sleeps).toEqual([2_000, 4_000, 8_000, 1_000]);
  });

  test("ends at a failure that does not pass", async () => {
    const fatal = new QuantsError("not_found", "Gone.");
    const { look, looks } = script("pending", fatal, { value: 1 });
    await expect(poll(options(look))).rejects.toBe(fatal);
    expect(looks()).toBe(2);
  });

  test("ends at a bug", async () => {
    const bug = new TypeError("oops");
    await expect(poll(options(() => Promise.reject(bug)))).rejects.toBe(bug);
  });

  test("looks a last time when the time is up, then says what it saw last", async () => {
    const { look, looks } = script("pending");
    const given = { ...options(look), timeoutMs: 2_500 };
    const start = given.clock.now();
    await expect(poll(given)).rejects.toMatchObject({
      code: "wait_timeout",
      message: "Not done: pending.",
      hint: "Wait longer.",
    });
    expect(given.clock.now() - start).toBe(2_500);
    expect(looks()).toBe(4);
  });

  test("a timeout of nothing is one look", async () => {
    const { look, looks } = script("pending");
    await expect(poll({ ...options(look), timeoutMs: 0 })).rejects.toMatchObject({
      code: "wait_timeout",
    });
    expect(looks()).toBe(1);
  });

  test("a timeout after failed looks carries the last failure", async () => {
    const { look } = script("pending", passing);
    await expect(poll(options(look))).rejects.toMatchObject({
      code: "wait_timeout",
      message: "Not done: pending. The last attempt failed: Too many requests.",
      hint: "Wait longer.",
      requestId: "request-1",
      cause: passing,
    });
  });

  test("tells each look how much time is left", async () => {
    const left: number[] = [];
    const given = { ...options(script("a").look), timeoutMs: 1_500 };
    const look = async (remaining: number): Promise<Observation<number>> => {
      left.push(remaining);
      return { done: false, seen: "a" };
    };
    await expect(poll({ ...given, look })).rejects.toThrow();
    expect(left).toEqual([1_500, 500, 0]);
  });

  test("an abort before the first look prevents it", async () => {
    const { look, looks } = script("pending");
    const signal = AbortSignal.abort(stopped);
    await expect(poll({ ...options(look), signal })).rejects.toBe(stopped);
    expect(looks()).toBe(0);
  });

  test("an abort ends a pause", async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const { look } = script("pending");
    const waiting = poll({ ...options(look), clock, signal: controller.signal });
    await clock.advance(0);
    controller.abort(stopped);
    await expect(waiting).rejects.toBe(stopped);
  });
});

describe("pause", () => {
  test("an abort without a reason of our own is `interrupted`", async () => {
    const controller = new AbortController();
    const clock = fakeClock();
    const sleeping = pause(clock, 1_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ code: "interrupted", exitStatus: 130 });
  });

  test("a clock that fails is not hidden", async () => {
    const clock = { now: () => 0, sleep: () => Promise.reject(new Error("no clock")) };
    await expect(pause(clock, 1)).rejects.toThrow("no clock");
  });

  test("the reason is kept as the cause", () => {
    const error = abortReason(AbortSignal.abort("enough"));
    expect(error.cause).toBe("enough");
  });
});
