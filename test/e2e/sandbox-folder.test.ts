import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ AWS_REGION: "eu-west-1" });
});
afterEach(() => here.dispose());

const USES = [
  "infra list",
  "infra create --name some-name",
  "sandbox status",
  "sandbox seed --instances 2",
  "sandbox start --port 0",
  "sandbox reset --yes",
];

const state = (): string => join(here.sandbox, "eu-west-1.json");

describe("a state file that is damaged", () => {
  test.each([
    { how: "cut off", text: '{"version":1,"region":' },
    { how: "empty", text: "" },
    { how: "a list", text: "[]" },
    { how: "another region's", text: '{"version":1,"region":"us-east-1"}' },
    { how: "a newer version's", text: '{"version":99}' },
  ])("($how) is told, and left as it is", async ({ text }) => {
    mkdirSync(here.sandbox);
    writeFileSync(state(), text);
    for (const argv of [
      "infra list",
      "infra create --name some-name",
      "sandbox seed --instances 2",
    ]) {
      const ended = await here.run([...argv.split(" "), "--output", "json"]);
      expect(ended).toMatchObject({ status: 1, stdout: "" });
      expect(ended.error()).toMatchObject({ code: "failed", resource: state() });
      expect(readFileSync(state(), "utf8")).toBe(text);
    }
  });

  test("is cleared by the reset that the hint advises", async () => {
    mkdirSync(here.sandbox);
    writeFileSync(state(), "damaged");
    const failed = await here.run(["infra", "list"]);
    const [, advice = ""] = /`(quants-ctl sandbox reset)`/.exec(failed.stderr) ?? [];
    expect(await here.shell(`${advice} --yes`)).toMatchObject({ status: 0 });
    expect(await here.run(["infra", "list", "-o", "json"])).toMatchObject({ stdout: "[]\n" });
  });
});

describe("a folder that can't be used", () => {
  test.each(USES)("because a file stands in its place: %s", async (line) => {
    writeFileSync(here.sandbox, "a file");
    const ended = await here.run([...line.split(" "), "--output", "json"]);
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.error()).toMatchObject({ code: "failed" });
    expect(String(ended.error()["hint"])).toContain("QUANTS_CTL_SANDBOX_DIR");
    expect(readFileSync(here.sandbox, "utf8")).toBe("a file");
  });

  const CASES = [
    { rights: "r-x", mode: 0o500, lines: USES.filter((line) => /create|seed/.test(line)) },
    { rights: "---", mode: 0o000, lines: USES },
  ];
  for (const { rights, mode, lines } of CASES) {
    test(`because of its rights: ${rights}`, async ({ skip }) => {
      // Root may do everything, so that another user has to try.
      const user = process.getuid?.() === 0 ? { uid: 65_534 } : {};
      mkdirSync(here.sandbox);
      chmodSync(here.directory, 0o755);
      const elsewhere = {
        ...user,
        env: { QUANTS_CTL_SANDBOX_DIR: join(here.directory, "absent") },
      };
      const { status } = await here.run(["infra", "regions"], elsewhere);
      skip(status !== 0, "another user can't run the executable where it is");

      if (user.uid !== undefined) chownSync(here.sandbox, user.uid, user.uid);
      chmodSync(here.sandbox, mode);
      for (const line of lines) {
        const ended = await here.run([...line.split(" "), "--output", "json"], user);
        expect(ended).toMatchObject({ status: 1, stdout: "" });
        expect(ended.error()).toMatchObject({ code: "failed" });
        expect(String(ended.error()["hint"])).toContain("QUANTS_CTL_SANDBOX_DIR");
      }
      chmodSync(here.sandbox, 0o700);
    });
  }
});

// A limit of the size of files makes a write stop short, as a disk does that fills up.
test.skipIf(process.platform === "win32")(
  "a state that can't be written whole stays as it was",
  async () => {
    await here.run(["sandbox", "seed", "--instances", "40"]);
    const before = readFileSync(state(), "utf8");
    expect(before.length).toBeGreaterThan(16_384);
    const ended = await here.shell(
      "trap '' XFSZ; ulimit -f 8; quants-ctl infra create --name one-more --output json",
    );
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.error()).toMatchObject({ code: "failed", resource: state() });
    expect(readFileSync(state(), "utf8")).toBe(before);
    expect(readdirSync(here.sandbox).toSorted()).toEqual(["addresses.json", "eu-west-1.json"]);
  },
);
