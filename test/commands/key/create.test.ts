import { createPrivateKey, createPublicKey } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { privateKeyFingerprints } from "../../../src/core/instances/key-fingerprint.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { faultyCli } from "../../helpers/faults.ts";
import { readRegionFile } from "../../helpers/region-file.ts";
import { run } from "../../helpers/run.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const LINE = "key create ops --private-key ops.pem --output json";
const at = (file: string): string => join(cli.directory, file);
const keyText = (): string => readFileSync(at("ops.pem"), "utf8");
const pairs = async (): Promise<{ name: string; fingerprint: string }[]> =>
  (await cli("key list --output json")).json() as { name: string; fingerprint: string }[];

/** The file has the private half of the key pair that there is. */
async function expectWhole(): Promise<void> {
  const [pair, ...more] = await pairs();
  expect(more).toEqual([]);
  expect(privateKeyFingerprints(keyText())).toContain(pair?.fingerprint);
  expect(statSync(at("ops.pem")).mode & 0o777).toBe(0o600);
}

test("the private key is in the file alone, which only its owner reads", async () => {
  expect((await cli(LINE, "--dry-run")).json()).toMatchObject({
    changes: [{ action: "create", kind: "key_pair", name: "ops" }],
  });
  expect([await pairs(), existsSync(at("ops.pem"))]).toEqual([[], false]);
  // The helper looks for private keys in every output, and in the journal.
  const ended = await cli(LINE);
  expect(ended.json()).toMatchObject({
    ...{ action: "create", name: "ops", changed: true, instances: [] },
    private_key_file: at("ops.pem"),
  });
  await expectWhole();
  const stored = readRegionFile(join(cli.directory, "sandbox", "ap-northeast-1.json")).resources;
  const { n = "" } = createPublicKey(createPrivateKey(keyText())).export({ format: "jwk" });
  const [, blob = ""] = (stored[0] as { publicKey: string }).publicKey.split(" ");
  expect(Buffer.from(blob, "base64").includes(Buffer.from(n, "base64url"))).toBe(true);
  expect(readdirSync(cli.directory).filter((it) => it.startsWith("ops"))).toEqual(["ops.pem"]);
});

test("again, it has nothing to do", async () => {
  await cli(LINE);
  const before = keyText();
  expect((await cli(LINE)).json()).toMatchObject({ changed: false });
  expect(keyText()).toBe(before);
  expect((await cli("key create ops --private-key ops.pem")).stdout).toContain("nothing to do");
});

describe("nothing is made", () => {
  const refused = async (code: string, line = LINE): Promise<void> => {
    const before = await pairs();
    const ended = await cli(line);
    expect([ended.error()["code"], ended.stdout]).toEqual([code, ""]);
    expect(await pairs()).toEqual(before);
  };

  test("where a file is, whatever it is", async () => {
    writeFileSync(at("ops.pem"), "precious\n");
    await refused("conflict");
    expect(keyText()).toBe("precious\n");
    mkdirSync(at("folder"));
    await refused("conflict", "key create ops --private-key folder --output json");
    symlinkSync(at("nowhere"), at("link"));
    await refused("conflict", "key create ops --private-key link --output json");
    // A pipe would be waited for without end.
    await run("mkfifo", [at("pipe")]);
    await refused("conflict", "key create ops --private-key pipe --output json");
    await refused("conflict", "key create ops --private-key /dev/zero --output json");
    // Nor is it shown on stdout, which "-" stands for elsewhere.
    await refused("invalid_input", "key create ops --private-key - --output json");
    expect(existsSync(at("nowhere"))).toBe(false);
  });

  test("where the file has another private key", async () => {
    await cli("key create other --private-key ops.pem");
    await refused("conflict");
    await cli("key delete other --yes");
    await refused("conflict");
  });

  test("where no file can be", async () => {
    await refused("failed", "key create ops --private-key no/such/ops.pem --output json");
    mkdirSync(at("locked"));
    chmodSync(at("locked"), 0o500);
    // The superuser can write there all the same.
    if (process.getuid?.() !== 0) {
      await refused("failed", "key create ops --private-key locked/ops.pem --output json");
    }
  });

  test("under the name of another key pair, whose private key nobody gets again", async () => {
    await cli("key create ops --private-key first.pem");
    const before = readFileSync(at("first.pem"), "utf8");
    await refused("name_in_use");
    expect(existsSync(at("ops.pem"))).toBe(false);
    expect(readFileSync(at("first.pem"), "utf8")).toBe(before);
  });

  test("when Lightsail refuses, and no file is left behind", async () => {
    const rules = [{ operation: "CreateKeyPair", fault: "expired_credentials" }];
    expect((await faultyCli(cli, rules)(LINE)).status).toBe(4);
    expect(existsSync(at("ops.pem"))).toBe(false);
  });
});

describe("an answer that is lost, and the private key with it", () => {
  test("makes no difference: what it made is deleted, and another one made", async () => {
    const rules = [{ operation: "CreateKeyPair", fault: "reset_after", calls: [1, 2] }];
    const ended = await faultyCli(cli, rules)(LINE);
    expect(ended.json()).toMatchObject({ name: "ops", changed: true });
    await expectWhole();
  });

  test("leaves nothing behind when all of them are", async () => {
    const rules = [{ operation: "CreateKeyPair", fault: "reset_after" }];
    expect((await faultyCli(cli, rules)(LINE)).status).not.toBe(0);
    expect([await pairs(), existsSync(at("ops.pem"))]).toEqual([[], false]);
  });

  const interrupted = async (): Promise<void> => {
    const faulty = faultyCli(cli, [
      { operation: "CreateKeyPair", fault: "reset_after", calls: [1] },
      { operation: "GetKeyPair", fault: "expired_credentials" },
    ]);
    expect((await faulty(LINE)).status).not.toBe(0);
    expect(await pairs()).toMatchObject([{ name: "ops" }]);
    expect(keyText()).toMatch(/^# quants-ctl: for the private key of ops in ap-northeast-1, /);
  };

  test("is told by a dry run, and cured by the same command", async () => {
    await interrupted();
    expect((await cli(LINE, "--dry-run")).json()).toMatchObject({
      changes: [{ action: "delete", detail: "its private key was lost" }, { action: "create" }],
    });
    const ended = await cli(LINE);
    expect(ended.json()).toMatchObject({ changed: true });
    expect(ended.stderr).toContain("its private key was lost");
    await expectWhole();
    expect((await cli("infra log --unfinished --output json")).json()).toEqual([]);
  });

  test.each([true, false])("is cured by infra resume; is the file gone: %s", async (isGone) => {
    await interrupted();
    if (isGone) rmSync(at("ops.pem"));
    expect((await cli("infra resume --yes")).status).toBe(0);
    await expectWhole();
  });

  test("is undone by deleting that key pair, and no other one", async () => {
    await interrupted();
    expect((await cli("infra resume --undo --yes")).status).toBe(0);
    expect(await pairs()).toEqual([]);
    // Its reservation is still good for the same name.
    expect((await cli(LINE)).status).toBe(0);
    await expectWhole();
  });

  test("never costs another's key pair of that name", async () => {
    await interrupted();
    await cli("key delete ops --yes");
    await cli("key create ops --private-key theirs.pem");
    expect((await cli(LINE)).error()).toMatchObject({ code: "name_in_use" });
    await cli("infra resume --undo --yes");
    expect(await pairs()).toMatchObject([{ name: "ops" }]);
  });
});
