import { actionOf } from "../../../src/providers/lightsail/actions.ts";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { isUnfinished } from "../../../src/core/journal/operation.ts";
import { isRunning, processStart } from "../../../src/core/journal/process-start.ts";
import { pruneJournal } from "../../../src/core/journal/prune.ts";
import { readJournal } from "../../../src/core/journal/read.ts";
import { readUnfinished } from "../../../src/core/journal/unfinished.ts";
import { JournalWriter } from "../../../src/core/journal/writer.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

let root: string;
let folder: string;
let complaints: string[];
const clock = fakeClock({ auto: true });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "quants-ctl-journal-"));
  folder = join(root, "state", "journal");
  complaints = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function writer(command = "infra create"): JournalWriter {
  return new JournalWriter({
    folder,
    clock,
    asked: {
      command,
      resuming: {},
      options: { name: ["one"] },
      provider: "sandbox",
      profile: null,
      account: null,
      endpoint: null,
      region: null,
      version: "0.0.0-test",
      user: "tester",
      cwd: root,
    },
    onFailure: (why) => complaints.push(why),
  });
}

function call(
  journal: JournalWriter,
  operation: string,
  effect: "done" | "none" | "unknown" | null = "done",
): void {
  const isChange = !operation.startsWith("Get");
  const answered = journal.observe({
    operation,
    action: actionOf(operation),
    region: "eu-west-1",
    resource: "one",
    isChange,
  });
  if (effect !== null) {
    answered({ requestId: "r-1", outcome: effect === "done" ? "ok" : "throttled", effect });
  }
}

/** One that was begun and then ended with this error; without one its process is just gone. */
async function left(error?: QuantsError | null, effect: "done" | "none" = "done") {
  const journal = writer();
  call(journal, "CreateInstances", effect);
  if (error !== undefined) journal.end(error);
  else forgeProcess(journal);
  await clock.sleep(1);
  return journal.id ?? "";
}

/** Makes it the journal of a process that is no more. */
function forgeProcess({ id }: JournalWriter): void {
  const file = join(folder, `${id}.jsonl`);
  writeFileSync(file, readFileSync(file, "utf8").replace(/"pid":\d+/, '"pid":4194305'));
}

const only = () => readJournal(folder).operations[0];

describe("a journal's file", () => {
  test("is begun by the first change, with the reads before it", () => {
    const journal = writer();
    call(journal, "GetRegions");
    journal.remember({ wanted: 1 });
    expect(existsSync(folder)).toBe(false);
    expect(journal.id).toBeNull();
    call(journal, "CreateInstances");
    expect(only()).toMatchObject({
      id: journal.id,
      status: "running",
      command: "infra create",
      remembered: { wanted: 1 },
      calls: [
        { n: 1, operation: "GetRegions", change: false, outcome: "ok" },
        { n: 2, operation: "CreateInstances", change: true, outcome: "ok", request_id: "r-1" },
      ],
    });
  });

  test("and its folders are for their owner alone", () => {
    call(writer(), "CreateInstances");
    const [name = ""] = readdirSync(folder);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, "state")).mode & 0o777).toBe(0o700);
  });

  test("has a change's line before the answer comes", () => {
    const journal = writer();
    call(journal, "CreateInstances", null);
    expect(only()?.calls).toMatchObject([{ operation: "CreateInstances", effect: null }]);
  });

  test("with a cut-off last line tells all that is before it", async () => {
    await left();
    const [name = ""] = readdirSync(folder);
    appendFileSync(join(folder, name), '{"type":"answer","at":"2026-01-15T12:00');
    expect(readJournal(folder)).toMatchObject({
      operations: [{ status: "interrupted", calls: [{ operation: "CreateInstances" }] }],
      damaged: [],
    });
  });

  test.each(["", "\0\0\0", "{}\n", '{"type":"step","at":"x","text":"y"}\n', "[1]\n"])(
    "that holds %j is told as damaged, and hides no other",
    async (content) => {
      await left(null);
      const file = join(folder, "20260101T000000000Z-00000000.jsonl");
      writeFileSync(file, content);
      const { operations, damaged } = readJournal(folder);
      expect(operations).toHaveLength(1);
      expect(damaged).toEqual([file]);
      expect(await readUnfinished(folder)).toEqual([]);
    },
  );

  test("that can't be read is told as damaged, and hides no other", async () => {
    await left(null);
    const file = join(folder, "20260101T000000000Z-00000000.jsonl");
    mkdirSync(file);
    expect(readJournal(folder)).toMatchObject({
      operations: [{ status: "done" }],
      damaged: [file],
    });
  });

  test("is one for each of many at once", () => {
    const journals = Array.from({ length: 20 }, () => writer());
    for (const journal of journals) call(journal, "CreateInstances");
    for (const journal of journals) journal.end(null);
    const ids = readJournal(folder).operations.map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(journals.map(({ id }) => id)));
  });

  test("that could not be written to its end is no interrupted operation once all is done", () => {
    const [done, failed] = [writer(), writer()];
    for (const journal of [done, failed]) {
      call(journal, "CreateInstances");
      // Stands in for a full disk, which is not to be had in a test.
      const file = join(folder, `${journal.id}.jsonl`);
      renameSync(file, `${file}.cut`);
      mkdirSync(file);
      journal.step("one: created");
      rmdirSync(file);
      renameSync(`${file}.cut`, file);
    }
    done.end(null);
    failed.end(new QuantsError("quota_exceeded", "No."));
    expect(complaints).toHaveLength(2);
    expect(readJournal(folder).operations.map(({ id }) => id)).toEqual([failed.id]);
  });

  test("that can't be written is complained of once, and stops nothing", () => {
    writeFileSync(join(root, "state"), "a file where the folder should be");
    const journal = writer();
    call(journal, "CreateInstances");
    journal.step("one: created");
    journal.end(null);
    expect(complaints).toHaveLength(1);
    expect(readJournal(join(root, "nowhere"))).toEqual({ operations: [], damaged: [] });
  });
});

describe("how an operation ended", () => {
  test.each([
    { error: null, status: "done" },
    { error: new QuantsError("quota_exceeded", "No."), status: "failed" },
    { error: new QuantsError("interrupted", "Interrupted."), status: "interrupted" },
    { error: undefined, status: "interrupted" },
  ])("is $status", async ({ error, status }) => {
    await left(error);
    expect(only()?.status).toBe(status);
  });

  test("counts as unfinished when something was changed, or may have been", async () => {
    await left(new QuantsError("quota_exceeded", "No."), "none");
    expect(readJournal(folder).operations.map(isUnfinished)).toEqual([false]);
    const id = await left(new QuantsError("quota_exceeded", "No."));
    const other = await left();
    expect((await readUnfinished(folder)).map((it) => it.id)).toEqual([id, other]);
    writer().settle(id);
    expect((await readUnfinished(folder)).map((it) => it.id)).toEqual([other]);
    expect(readJournal(folder).operations.map((it) => it.status)).toEqual([
      "failed",
      "settled",
      "interrupted",
    ]);
  });

  test("is told as settled, though its process was cut off within a line", async () => {
    const id = await left();
    appendFileSync(join(folder, `${id}.jsonl`), '{"type":"answer","at":"2026-01-15T12:00');
    writer().settle(id);
    expect(only()?.status).toBe("settled");
    expect(await readUnfinished(folder)).toEqual([]);
  });

  test("is found unfinished, however many came after it", async () => {
    const id = await left();
    for (let count = 0; count < 150; count += 1) writer().settle(await left(null));
    expect((await readUnfinished(folder)).map((it) => it.id)).toEqual([id]);
  });

  test("of another machine is open until it has been silent for long", async () => {
    const id = await left();
    const file = join(folder, `${id}.jsonl`);
    writeFileSync(file, readFileSync(file, "utf8").replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
    const now = clock.now();
    expect(await readUnfinished(folder, now + 29 * 60_000)).toEqual([]);
    expect(readJournal(folder, now).operations[0]?.status).toBe("running");
    expect(await readUnfinished(folder, now + 31 * 60_000)).toMatchObject([{ id }]);
  });

  test("is open while its process runs, whatever the number meant before", () => {
    const started = processStart(process.pid);
    expect(isRunning(process.pid, started)).toBe(true);
    expect(isRunning(process.pid, null)).toBe(true);
    // The number is in use, but by a process that began at another time.
    if (started !== null) expect(isRunning(process.pid, `${started}1`)).toBe(false);
    expect(isRunning(4_194_305, null)).toBe(false);
  });
});

describe("pruning", () => {
  test("deletes the oldest, and none that is unfinished", async () => {
    const interrupted = await left();
    const failed = await left(new QuantsError("quota_exceeded", "No."));
    const old = await left(null);
    const running = writer();
    call(running, "CreateInstances");
    await clock.sleep(1);
    const newest = [await left(null), await left(null)];
    await pruneJournal(folder, 2);
    const kept = readJournal(folder).operations.map(({ id }) => id);
    expect(kept).toEqual([interrupted, failed, running.id, ...newest]);
    expect(kept).not.toContain(old);
  });

  test("of a folder that is not there is nothing", async () => {
    await expect(pruneJournal(join(root, "nowhere"), 1)).resolves.toBeUndefined();
  });
});
