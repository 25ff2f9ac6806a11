import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };

/** What no user should ever be shown. */
const STACK = /\n\s+at .*[:(]|node:internal|EPIPE/;

let here: Workplace;
beforeAll(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
});
afterAll(() => here.dispose());

describe("the executable", () => {
  test.each(["quants-ctl", "quants-infra"])(
    "answers as %s, linked as npm links it",
    async (bin) => {
      const shown = await here.shell(`${bin} --version && ${bin} infra regions --output name`);
      expect(shown).toMatchObject({ status: 0, stderr: "" });
      const [first, ...regions] = shown.stdout.trim().split("\n");
      expect(first).toBe(version);
      expect(regions).toContain("ap-northeast-1");
    },
  );

  test("creates, lists and destroys from one process to the next", async () => {
    const created = await here.run(
      "infra create --name one --bundle nano_3_0 --tag Role=x --output json".split(" "),
    );
    expect(created.status).toBe(0);
    expect(created.json()).toMatchObject({ name: "one", status: "running", changed: true });

    const listed = await here.run(["infra", "list", "--output", "json"]);
    expect(listed.json<{ name: string }[]>().map((it) => it.name)).toEqual(["one"]);

    const destroyed = await here.run(["infra", "destroy", "--name", "one", "--yes"]);
    expect(destroyed.status).toBe(0);
    const after = await here.run(["infra", "list", "--output", "json"]);
    expect(after).toMatchObject({ status: 0, stdout: "[]\n", stderr: "" });
  });

  test.each([
    { argv: "infra lst", status: 2 },
    { argv: "infra info --name not-there", status: 3 },
    { argv: "infra list --config not-there.yaml", status: 4 },
    { argv: "infra create --name ok --bundle nano_9_9", status: 2 },
  ])("ends `$argv` with $status, and nothing on stdout", async ({ argv, status }) => {
    const ended = await here.run(argv.split(" "));
    expect(ended).toMatchObject({ status, stdout: "" });
    expect(ended.stderr).toMatch(/^error: .+\n {2}hint: .+\n/);
    expect(ended.stderr).not.toMatch(STACK);
  });
});

describe("with pipes", () => {
  const COUNT = 2_000;
  let full: Workplace;
  beforeAll(async () => {
    full = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
    await full.run(["sandbox", "seed", "--instances", String(COUNT)]);
  });
  afterAll(() => full.dispose());

  test("delivers megabytes to a reader that comes late", async () => {
    const running = full.start(["infra", "list", "--output", "json"], { paused: true });
    // Long enough for the first one to fill its pipe and wait.
    await full.run(["infra", "list", "--output", "name"]);
    running.read();
    const ended = await running.ended;
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    expect(ended.stdout.length).toBeGreaterThan(16 * 65_536);
    expect(ended.json<unknown[]>()).toHaveLength(COUNT);
  });

  test.each(["table", "json", "yaml", "name"])(
    "is quiet when head ends early (%s)",
    async (form) => {
      const ended = await full.shell(
        `{ quants-ctl infra list --output ${form}; echo $? > ${form}.status; } | head -n 1`,
      );
      expect(ended.stderr).toBe("");
      expect(ended.stdout.trim().split("\n")).toHaveLength(1);
      expect(readFileSync(`${full.directory}/${form}.status`, "utf8")).toBe("0\n");
    },
  );

  test.each(["--version", "--help", "infra list", "infra list --help", "completion bash"])(
    "is quiet when nobody reads `%s`",
    async (line) => {
      // The reader lets the writer begin when it has closed the pipe.
      const ended = await full.shell(`
        mkfifo gone
        { read word < gone; quants-ctl ${line}; echo $? > gone.status; } |
          { exec <&-; echo word > gone; }
        rm gone
      `);
      expect(ended.stderr).toBe("");
      expect(readFileSync(`${full.directory}/gone.status`, "utf8")).toBe("0\n");
    },
  );

  test("works with stdout, stderr or stdin closed", async () => {
    const ended = await full.shell(`
      quants-ctl infra list >&- ; echo stdout $?
      quants-ctl infra info --name not-there 2>&- ; echo stderr $?
      quants-ctl infra list --output name <&- | tail -n 1
      quants-ctl infra info --name not-there <&- >&- 2>&- ; echo all $?
    `);
    expect(ended.stdout.split("\n")).toEqual([
      "stdout 0",
      "stderr 3",
      `seed-${COUNT}`,
      "all 3",
      "",
    ]);
    expect(ended.stderr).toBe("");
  });

  test
    .skipIf(process.platform !== "linux")
    .each(["--version", "--help", "infra list", "infra list --output json"])(
    "says that the disk is full when `%s` can't be written",
    async (line) => {
      const ended = await full.shell(`quants-ctl ${line} > /dev/full`);
      expect(ended.status).toBe(1);
      expect(ended.stderr).toContain("no space left on device");
      expect(ended.stderr).not.toMatch(STACK);
    },
  );

  test.skipIf(process.platform !== "linux")("loses no record to a full stderr", async () => {
    const ended = await full.shell("quants-ctl infra create --name kept -o json 2> /dev/full");
    expect(ended.status).toBe(0);
    expect(ended.json()).toMatchObject({ name: "kept", status: "running" });
  });
});

describe("without a terminal", () => {
  test.each([
    { stdin: "of /dev/null", redirect: "</dev/null" },
    { stdin: "closed", redirect: "<&-" },
    { stdin: "with the answer piped", redirect: "" },
  ])("destroy refuses, stdin $stdin", async ({ redirect }) => {
    await here.run(["infra", "create", "--name", "kept", "--if-not-exists", "--no-wait"]);
    const ended = await here.shell(
      redirect === ""
        ? "echo kept | quants-ctl infra destroy --name kept"
        : `quants-ctl infra destroy --name kept ${redirect}`,
    );
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain("--yes");
    const listed = await here.run(["infra", "list", "--output", "name"]);
    expect(listed.stdout).toBe("kept\n");
  });
});

test("10,000 instances are listed whole, in every form", async () => {
  const place = makeWorkplace();
  try {
    await place.run(["sandbox", "seed", "--instances", "10000"]);
    const json = await place.run(["infra", "list", "--output", "json"]);
    expect(new Set(json.json<{ name: string }[]>().map((it) => it.name)).size).toBe(10_000);
    const table = await place.run(["infra", "list"]);
    expect(table.stdout.split("\n")).toHaveLength(10_002);
  } finally {
    await place.dispose();
  }
});
