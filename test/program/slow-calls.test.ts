import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNarrator } from "../../src/render/narrator.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Host } from "../../src/core/context.ts";
import type { Output } from "../../src/core/settings.ts";
import { watchCalls } from "../../src/program/slow-calls.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function told(settings: { output: Output; quiet: boolean } = { output: "table", quiet: false }) {
  const chunks: string[] = [];
  const stderr = Object.assign(new PassThrough(), { isTTY: false });
  stderr.write = ((text: string) => chunks.push(text) > 0) as typeof stderr.write;
  const host = { stderr, env: {}, clock: systemClock } as unknown as Host;
  return { narrator: createNarrator(host, settings), text: () => chunks.join("") };
}

const call = (region: string) => ({
  ...{ operation: "GetInstances", action: null, region, resource: undefined, isChange: false },
});
const answer = (outcome: string) => ({ requestId: undefined, outcome, effect: "none" as const });

test("a command that waits for answers says for which regions, and why (#11.23)", () => {
  const { narrator, text } = told();
  const watch = watchCalls(narrator.waitingForCalls);
  const tokyo = watch(call("ap-northeast-1"));
  const virginia = watch(call("us-east-1"));
  tokyo(answer("ok"));
  virginia(answer("throttled"));
  vi.advanceTimersByTime(900);
  expect(text()).toBe("");
  vi.advanceTimersByTime(2_200);
  expect(text()).toBe("waiting for us-east-1 (throttled, retrying)\n");
  // Once is enough, as long as nothing changes.
  vi.advanceTimersByTime(20_000);
  expect(text().split("\n")).toHaveLength(2);
  watch(call("us-east-1"))(answer("ok"));
  watch.end();
  narrator.idle();
});

test("nothing is said of what is quick, or of what the command tells itself", () => {
  const { narrator, text } = told();
  const watch = watchCalls(narrator.waitingForCalls);
  watch(call("us-east-1"))(answer("ok"));
  watch.end();
  vi.advanceTimersByTime(10_000);
  narrator.waiting("web-1: deleting");
  watchCalls(narrator.waitingForCalls)(call("us-east-1"));
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("web-1: deleting\n");
  narrator.idle();
});

test.each([
  { output: "json" as const, quiet: false },
  { output: "table" as const, quiet: true },
])("nothing at all with %j", (settings) => {
  const { narrator, text } = told(settings);
  watchCalls(narrator.waitingForCalls)(call("us-east-1"));
  narrator.waiting("web-1: deleting");
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("");
});
