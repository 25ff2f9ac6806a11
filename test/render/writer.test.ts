import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { writeAll, writeWhileRead } from "../../src/render/writer.ts";

/** A stream that takes so many writes, and then fails with a code. */
function failing(after: number, code: string): { stream: Writable; written: () => number } {
  let writes = 0;
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      writes += 1;
      done(writes > after ? Object.assign(new Error(code), { code }) : null);
    },
  });
  stream.on("error", () => undefined);
  return { stream, written: () => writes };
}

const PIECES = Array.from({ length: 10 }, () => "x".repeat(70_000));

test("a reader that has gone ends the writing, and is no failure", async () => {
  const { stream, written } = failing(2, "EPIPE");
  expect(await writeWhileRead(stream, PIECES)).toBe(false);
  expect(written()).toBe(3);
  await writeAll(failing(0, "EPIPE").stream, PIECES);
});

test("a reader that stays gets all of it", async () => {
  const { stream, written } = failing(100, "EPIPE");
  expect(await writeWhileRead(stream, PIECES)).toBe(true);
  expect(written()).toBe(10);
  expect(await writeWhileRead(stream, [])).toBe(true);
});

test("a full disk is a failure", async () => {
  await expect(writeAll(failing(1, "ENOSPC").stream, PIECES)).rejects.toThrow("can't be written");
});
