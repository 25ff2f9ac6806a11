import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createNarrator } from "../../src/render/narrator.ts";
import { columnsOf } from "../../src/render/screen.ts";
import type { Host, OutputStream } from "../../src/core/context.ts";
import { fakeClock } from "../helpers/fake-clock.ts";

const stream = (isTTY: boolean, columns?: number): OutputStream & { text: () => string } => {
  const through = new PassThrough();
  const chunks: Buffer[] = [];
  through.on("data", (chunk: Buffer) => chunks.push(chunk));
  return Object.assign(through, {
    isTTY,
    ...(columns !== undefined && { columns }),
    text: () => Buffer.concat(chunks).toString("utf8"),
  });
};

test.each([
  [false, 120, null],
  [true, undefined, 80],
  [true, 0, 80],
  [true, 1, 1],
  [true, 100_000, 100_000],
])("a terminal (%s) of %s columns counts as %s (#11.1)", (isTTY, columns, counts) => {
  expect(columnsOf(stream(isTTY, columns))).toBe(counts);
});

test.each([
  { columns: 0, env: { TERM: "xterm" } },
  { columns: 1, env: { TERM: "xterm" } },
  { columns: 19, env: { TERM: "xterm" } },
  { columns: 80, env: { TERM: "dumb" } },
  { columns: 80, env: {} },
])(
  "there is no spinner at $columns columns with $env (#11.1, #11.28)",
  async ({ columns, env }) => {
    const stderr = stream(true, columns);
    const narrator = createNarrator({ stderr, env, clock: fakeClock() } as unknown as Host);
    narrator.waiting("web-1: stopping");
    // Were there one, its module would be loaded by now.
    await import("ora");
    await new Promise((resolve) => setImmediate(resolve));
    narrator.step("web-1: stopped");
    narrator.idle();
    expect(stderr.text()).toBe("web-1: stopped\n");
  },
);
