import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  authorizeScript,
  lookScript,
  parseLook,
  parsePublicKey,
  revokeScript,
  sshFingerprint,
} from "../../../src/core/ssh/authorized-keys.ts";
import { type Ran, run } from "../../helpers/run.ts";

const OLD = { algorithm: "ssh-rsa", base64: "AAAAB3NzaC1yc2EAAAADAQABAAABgQold0" };
const NEW = { algorithm: "ssh-ed25519", base64: "AAAAC3NzaC1lZDI1NTE5AAAAINew0000" };
const OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOther00 someone";
const OLD_LINE = `no-pty,command="echo hi" ${OLD.algorithm} ${OLD.base64} ops`;

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "quants-ctl-keys-"));
  mkdirSync(join(home, ".ssh"));
  file = join(home, ".ssh", "authorized_keys");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const sh = (script: string): Promise<Ran> =>
  run("sh", ["-s"], { stdin: script, env: { HOME: home, PATH: process.env["PATH"] } });
const keys = (): string => readFileSync(file, "utf8");
const look = async () => parseLook((await sh(lookScript(OLD, NEW))).stdout);

test("a key is added once, behind a last line without an end, and the file's mode stays", async () => {
  writeFileSync(file, `${OTHER}\n${OLD_LINE}`);
  chmodSync(file, 0o640);
  for (const _ of [1, 2]) expect((await sh(authorizeScript(NEW, "ops-2026"))).status).toBe(0);
  expect(keys()).toBe(`${OTHER}\n${OLD_LINE}\n${NEW.algorithm} ${NEW.base64} ops-2026\n`);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(home, ".ssh"))).toEqual(["authorized_keys"]);
});

test("a comment with the key in it is none", async () => {
  writeFileSync(file, `# ${NEW.algorithm} ${NEW.base64}\n`);
  expect(await look()).toEqual({ old: false, new: false });
  await sh(authorizeScript(NEW, "ops"));
  expect(await look()).toEqual({ old: false, new: true });
});

test("a link stays a link", async () => {
  writeFileSync(join(home, "keys"), `${OTHER}\n`);
  symlinkSync(join(home, "keys"), file);
  expect((await sh(authorizeScript(NEW, "ops"))).status).toBe(0);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(home, "keys"), "utf8")).toContain(NEW.base64);
});

describe("the old key is removed", () => {
  test("and no other line", async () => {
    writeFileSync(file, `# people\n${OTHER}\n${OLD_LINE}\n${NEW.algorithm} ${NEW.base64}\n`);
    expect(await look()).toEqual({ old: true, new: true });
    for (const _ of [1, 2]) expect((await sh(revokeScript(OLD, NEW))).status).toBe(0);
    expect(keys()).toBe(`# people\n${OTHER}\n${NEW.algorithm} ${NEW.base64}\n`);
    expect(await look()).toEqual({ old: false, new: true });
  });

  test.each([
    ["without the new one", `${OTHER}\n${OLD_LINE}\n`],
    ["with the new one in a comment", `${OLD_LINE}\n# ${NEW.algorithm} ${NEW.base64}\n`],
  ])("never from a file %s", async (_, text) => {
    writeFileSync(file, text);
    expect((await sh(revokeScript(OLD, NEW))).status).not.toBe(0);
    expect(keys()).toBe(text);
    expect(readdirSync(join(home, ".ssh"))).toEqual(["authorized_keys"]);
  });
});

test("looking makes no file, and what is no answer is none", async () => {
  expect(await look()).toEqual({ old: false, new: false });
  expect(readdirSync(join(home, ".ssh"))).toEqual([]);
  expect(parseLook("This account is not available.\n")).toBeNull();
  expect(parseLook("Welcome!\nold yes\nnew no\n")).toEqual({ old: true, new: false });
});

test.each([
  ["ssh-rsa AAAA'$(reboot)'", null],
  ["-----BEGIN OPENSSH PRIVATE KEY-----", null],
  ["ssh-ed25519 AAAA; id", null],
  [`${OTHER}; \`id\``, "AAAAC3NzaC1lZDI1NTE5AAAAIOther00"],
])("of %j, nothing is read that a shell would heed", (text, base64) => {
  expect(parsePublicKey(text)?.base64 ?? null).toBe(base64);
});

test("the fingerprint is ssh's", () => {
  const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIxeXGEuXdepp2CvZowSz3qdrel5z15T97zbJpSAZ+mT x";
  const key = parsePublicKey(line);
  expect(key && sshFingerprint(key)).toBe("SHA256:NqJOqLsMEsY10d0FKpMBfNZBqGO32rqJFbFaYOVUVNc");
});
