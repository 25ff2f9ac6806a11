import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyFingerprint } from "../../../src/core/instances/key-fingerprint.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { faultyCli } from "../../helpers/faults.ts";
import { PUBLIC_KEY } from "../fleet/fleet.ts";

const OTHER_KEY = PUBLIC_KEY.replace("AAAAIE9", "AAAAIE8");

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
  write("ops.pub", `${PUBLIC_KEY}\n`);
  write("other.pub", `${OTHER_KEY}\n`);
});
afterEach(() => cli.dispose());

const write = (file: string, text: string): void => writeFileSync(join(cli.directory, file), text);
const key = (line: string): ReturnType<Cli> => cli(`key ${line} --output json`);
const importOps = (line = ""): ReturnType<Cli> =>
  key(`import ops --public-key ops.pub ${line}`.trim());
const listed = async (line = ""): Promise<unknown> => (await key(`list ${line}`.trim())).json();

describe("list", () => {
  test("tells the age of each, and how many instances were made with it", async () => {
    await importOps();
    await importOps("--region us-east-1");
    await cli("infra create --name one --name two --key-pair ops");
    expect(await listed("--region all")).toMatchObject([
      { name: "ops", region: "us-east-1", instance_count: 0 },
      { name: "ops", region: "ap-northeast-1", instance_count: 2, age_days: 0, tags: {} },
    ]);
    expect(await listed("--region us-east-1")).toMatchObject([{ region: "us-east-1" }]);
    expect((await cli("key list")).stdout).toMatch(/ops +0 +2 /);
  });

  test("of none is [] with a note", async () => {
    expect(await listed()).toEqual([]);
    expect((await cli("key list")).stderr).toContain("No key pairs in ap-northeast-1");
  });
});

describe("import", () => {
  test("gives Lightsail the key, once", async () => {
    expect((await importOps("--dry-run")).json()).toMatchObject({
      changes: [{ action: "import", kind: "key_pair", name: "ops" }],
    });
    expect(await listed()).toEqual([]);
    expect((await importOps()).json()).toMatchObject({
      ...{ action: "import", name: "ops", changed: true, instances: [] },
      fingerprint: keyFingerprint(PUBLIC_KEY),
    });
    expect((await importOps()).json()).toMatchObject({ changed: false });
  });

  test("never replaces another key of that name", async () => {
    await importOps();
    const ended = await key("import ops --public-key other.pub");
    expect(ended.error()).toMatchObject({ code: "conflict" });
    expect(await listed()).toMatchObject([{ fingerprint: keyFingerprint(PUBLIC_KEY) }]);
  });

  test.each([
    ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n", "is a private key"],
    ["hello\n", "is no public key"],
    [`${PUBLIC_KEY.slice(0, 60)}\n`, "is no whole OpenSSH public key"],
    ["ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI\n", "is no public key"],
  ])("refuses a file of %j", async (text, message) => {
    write("ops.pub", text);
    const ended = await importOps();
    expect(ended.error()).toMatchObject({ code: "invalid_input" });
    expect(ended.error()["message"]).toContain(message);
    expect(ended.error()["message"]).not.toContain("b3BlbnNzaC1rZXk");
    expect(await listed()).toEqual([]);
  });

  test("whose answer is lost has succeeded", async () => {
    const faulty = faultyCli(cli, [
      { operation: "ImportKeyPair", fault: "reset_after", calls: [1] },
    ]);
    const ended = await faulty("key import ops --public-key ops.pub --output json");
    expect(ended.json()).toMatchObject({ name: "ops", changed: true });
  });

  describe("that was interrupted", () => {
    const interrupted = async (): Promise<number> => {
      const faulty = faultyCli(cli, [{ operation: "GetKeyPair", fault: "expired_credentials" }]);
      return (await faulty("key import ops --public-key ops.pub")).status;
    };

    test("is resumed", async () => {
      expect(await interrupted()).toBe(4);
      expect((await cli("infra resume --yes")).status).toBe(0);
      expect(await listed()).toMatchObject([{ fingerprint: keyFingerprint(PUBLIC_KEY) }]);
      expect((await cli("infra resume --yes")).stderr).toContain("othing");
    });

    test("is not resumed with another key", async () => {
      expect(await interrupted()).toBe(4);
      write("ops.pub", OTHER_KEY);
      expect((await cli("infra resume --yes")).stderr).toContain("holds another key than before");
      expect(await listed()).toMatchObject([{ fingerprint: keyFingerprint(PUBLIC_KEY) }]);
    });

    test("is undone by deleting the key pair, unless it is another one by now", async () => {
      expect(await interrupted()).toBe(4);
      await cli("key delete ops --yes");
      await key("import ops --public-key other.pub");
      await cli("infra resume --undo --yes");
      expect(await listed()).toMatchObject([{ fingerprint: keyFingerprint(OTHER_KEY) }]);
    });

    test("is undone by deleting the key pair", async () => {
      expect(await interrupted()).toBe(4);
      expect((await cli("infra resume --undo --yes")).status).toBe(0);
      expect(await listed()).toEqual([]);
    });

    test("is not imported again once it has been deleted", async () => {
      expect(await interrupted()).toBe(4);
      await cli("key delete ops --yes");
      await cli("infra resume --yes");
      expect(await listed()).toEqual([]);
    });
  });
});

describe("delete", () => {
  test("tells which instances keep the key inside", async () => {
    await importOps();
    await cli("infra create --name one --key-pair ops");
    expect((await key("delete ops --dry-run")).json()).toMatchObject({
      changes: [{ action: "delete", name: "ops", detail: expect.stringContaining("one") }],
    });
    const ended = await key("delete ops --yes");
    expect(ended.json()).toMatchObject({ action: "delete", changed: true, instances: ["one"] });
    expect(ended.stderr).toContain("keep its public key: one");
    expect(await listed()).toEqual([]);
  });

  test("without a terminal needs --yes", async () => {
    await importOps();
    expect((await key("delete ops")).error()).toMatchObject({ code: "confirmation_required" });
    const asked = cli.with({ terminal: 100, stdin: "op\n" });
    expect((await asked("key delete ops")).status).toBe(2);
    expect(await listed()).toMatchObject([{ name: "ops" }]);
  });

  test("of one that is not there fails, but for --if-exists", async () => {
    expect((await key("delete ops --yes")).error()).toMatchObject({ code: "not_found" });
    expect((await key("delete ops --yes --if-exists")).json()).toMatchObject({ changed: false });
  });
});
