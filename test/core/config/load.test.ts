import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfigFile } from "../../../src/commands/config-file/read.ts";
import type { QuantsError } from "../../../src/core/errors.ts";

const cwd = mkdtempSync(join(tmpdir(), "quants-ctl-config-"));
afterAll(() => rmSync(cwd, { recursive: true }));

function load(
  name: string,
  text: string,
  env: Record<string, string> = {},
): ReturnType<typeof readConfigFile> {
  writeFileSync(join(cwd, name), text);
  return readConfigFile(name, { cwd, env });
}

async function faultOf(promise: Promise<unknown>): Promise<QuantsError> {
  return promise.then(
    () => Promise.reject(new Error("no fault was found")),
    (error: unknown) => error as QuantsError,
  );
}

test("YAML and JSON mean the same", async () => {
  const yaml = await load(
    "a.yml",
    "region: eu-west-1\ninfra:\n  create:\n    tag: {Environment: dev}\n",
  );
  const json = await load(
    "a.json",
    '{"region":"eu-west-1","infra":{"create":{"tag":{"Environment":"dev"}}}}',
  );
  expect(yaml).toEqual({ region: "eu-west-1", infra: { create: { tag: { Environment: "dev" } } } });
  expect(json).toEqual(yaml);
});

test("variables are expanded, with defaults, and $${ stands for itself", async () => {
  const text =
    'profile: "${WHO}"\nregion: ${WHERE:eu-west-1}\ninfra: {create: {tag: {Path: "$${HOME}", Empty: "${NONE:}"}}}';
  expect(await load("b.yml", text, { WHO: "ops" })).toEqual({
    profile: "ops",
    region: "eu-west-1",
    infra: { create: { tag: { Path: "${HOME}", Empty: "" } } },
  });
});

test("an empty variable takes the default", async () => {
  expect(await load("c.yml", "region: ${WHERE:eu-west-1}", { WHERE: "" })).toEqual({
    region: "eu-west-1",
  });
});

test("an expanded value is data, never parsed or expanded again", async () => {
  const env = { EVIL: "a: {b: c}\n${OTHER}" };
  expect(await load("d.yml", "profile: ${EVIL}", env)).toEqual({ profile: "a: {b: c}\n${OTHER}" });
});

test("all faults are told at once, each with its path", async () => {
  const text = [
    "regoin: x",
    "profile: ${NOBODY}",
    "output: xml",
    "infra:",
    "  create:",
    "    bundel: nano_3_0",
    "    tag: {Version: 1.10, Note: null}",
    "    static_ip: maybe",
  ].join("\n");
  const error = await faultOf(load("e.yml", text));
  expect(error).toMatchObject({ code: "config_invalid", exitStatus: 4, resource: "e.yml" });
  expect(error.message.split("\n").toSorted()).toEqual(
    [
      "The config file e.yml has 7 faults:",
      "  infra.create.bundel: unknown key; did you mean bundle?",
      '  infra.create.static_ip: must be of type boolean, not the string "maybe"',
      "  infra.create.tag.Note: must be text (quote it), not empty",
      "  infra.create.tag.Version: must be text (quote it), not the number 1.1",
      '  output: Invalid option: expected one of "table"|"json"|"yaml"|"name"|"wide"|"yml"',
      "  profile: ${NOBODY} is not set in the environment",
      "  regoin: unknown key; did you mean region?",
    ].toSorted(),
  );
});

test.each([
  ["empty.yml", "", "is empty"],
  ["empty.json", "", "is empty"],
  ["list.yml", "- a\n- b\n", "contains no mapping"],
  ["text.yml", "hello", "contains no mapping"],
  ["broken.yml", "a: [1, 2", "can't be parsed"],
  ["broken.json", "{", "can't be parsed"],
  ["twice.yml", "region: a\nregion: b", "can't be parsed"],
  ["dollar.yml", "region: ${1X}", "is not of the form"],
])("%s is refused", async (name, text, why) => {
  const error = await faultOf(load(name, text));
  expect(error.code).toBe("config_invalid");
  expect(error.message).toContain(why);
  expect(error.hint).toBeDefined();
});

test("a missing file says so", async () => {
  const error = await faultOf(readConfigFile("nowhere.yml", { cwd, env: {} }));
  expect(error).toMatchObject({ code: "config_not_found", exitStatus: 4 });
  expect(error.message).toBe("The config file nowhere.yml does not exist.");
});

test("a folder and a huge file are refused", async () => {
  expect((await faultOf(readConfigFile(".", { cwd, env: {} }))).code).toBe("config_not_found");
  const huge = await faultOf(load("huge.yml", `a: ${"x".repeat(1_100_000)}`));
  expect(huge.message).toContain("larger than 1 MiB");
});

test("aliases can't blow up memory", async () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 12; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(", ")}]`,
    );
  expect((await faultOf(load("bomb.yml", lines.join("\n")))).code).toBe("config_invalid");
});
