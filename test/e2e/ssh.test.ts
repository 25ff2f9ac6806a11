import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnMachine } from "../helpers/machine.ts";
import { type Finished, type Workplace, makeWorkplace } from "../helpers/process.ts";
import {
  type Fleet,
  type KeyPair,
  canServeSsh,
  createKeyPair,
  openFleet,
} from "../helpers/ssh-hosts.ts";
import { tool } from "../helpers/tools.ts";
import { editRegionFile } from "../helpers/region-file.ts";

const NAME = "dev-monitor";

/** What a child of ours left behind. */
const leftovers = (here: Workplace): string[] => readdirSync(join(here.directory, "tmp"));

describe("without a server", () => {
  let here: Workplace;
  beforeAll(async () => {
    here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
    await here.run(["infra", "create", "--name", NAME]);
  });
  afterAll(() => here.dispose());
  const ssh = (...argv: string[]): Promise<Finished> => here.run(["infra", "ssh", ...argv]);

  test("an address of the sandbox's own is refused, not tried", async () => {
    const ended = await ssh(NAME);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain("is a documentation address");
  });

  test("no ssh program is one clear error, before any call", async () => {
    const ended = await here.run(["infra", "ssh", "no-such-instance"], {
      env: { PATH: join(here.directory, "bin") },
    });
    expect(ended).toMatchObject({ status: 4, stdout: "" });
    expect(ended.stderr).toMatch(/ssh is not on the PATH.*\n.*openssh-client/);
  });

  test("a stopped instance is said to be stopped, with the command that starts it", async () => {
    await here.run(["infra", "create", "--name", "idle"]);
    await here.run(["infra", "manage", "--name", "idle", "--action", "stop"]);
    const ended = await ssh("idle");
    expect(ended).toMatchObject({ status: 5, stdout: "" });
    expect(ended.stderr).toMatch(/idle is stopped.*\n.*--action start/);
  });

  test("a private key that others can read is refused before any call", async () => {
    const key = join(here.directory, "open.pem");
    writeFileSync(key, "x");
    chmodSync(key, 0o644);
    const ended = await ssh("no-such-instance", "--identity", key);
    expect(ended).toMatchObject({ status: 4, stdout: "" });
    expect(ended.stderr).toContain(`chmod 600 ${key}`);
  });

  test.each([
    { argv: [], why: "--name is missing" },
    { argv: ["a-1", "--name", "b-1"], why: "Both a-1 and --name b-1" },
    { argv: ["a-1", "uptime"], why: "behind --" },
    { argv: ["a-1", "--user", "-oProxyCommand=x"], why: "is not a login name" },
    { argv: ["a-1", "--address=-oProxyCommand=x"], why: "is not an address" },
  ])("$argv is a usage error", async ({ argv, why }) => {
    const ended = await ssh(...argv);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain(why);
  });
});

const canListen = await canServeSsh();
const tools = { ssh: tool("ssh", ["-V"]), sshd: tool("sshd", null), sudo: tool("sudo") };

(canListen ? describeOnMachine : describe.skip)(
  canListen ? "with a real server" : "with a real server (skipped: port 22 is not to be had)",
  tools,
  () => {
    let here: Workplace;
    let fleet: Fleet;
    let key: KeyPair;
    const argvFor = (...remote: string[]): string[] => [
      ...["infra", "ssh", NAME, "--identity", key.file],
      ...(remote.length === 0 ? [] : ["--", ...remote]),
    ];

    beforeAll(async () => {
      here = makeWorkplace({
        QUANTS_CTL_SANDBOX_PACE: "instant",
        QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.30.0/28",
      });
      key = await createKeyPair(here, "ops");
      await here.run(["infra", "create", "--name", NAME, "--key-pair", "ops"]);
      fleet = await openFleet(here, [NAME], key.publicKey);
    });
    afterAll(async () => {
      await fleet.close();
      await here.dispose();
    });

    test("a command runs there by the recorded host key, and its status is ours", async () => {
      const ended = await here.run(argvFor("id -un;", "exit", "7"));
      expect(ended).toMatchObject({ status: 7, stdout: "ubuntu\n", stderr: "" });
      expect(leftovers(here)).toEqual([]);
    });

    test("a shell reads what is typed", async () => {
      const ended = await here.run(argvFor(), { stdin: "echo it is $((40 + 2))\n" });
      expect(ended).toMatchObject({ status: 0 });
      expect(ended.stdout).toContain("it is 42");
    });

    test("infra doctor finds nothing wrong, up to the login", async () => {
      const argv = ["infra", "doctor", NAME, "--login", "--identity", key.file, "-o", "json"];
      const found = (await here.run(argv)).json<{ check: string; status: string }[]>();
      const of = (check: string) => found.find((it) => it.check === check)?.status;
      expect([of("ssh"), of("host_key"), of("login")]).toEqual(["ok", "ok", "ok"]);
      expect(leftovers(here)).toEqual([]);
    });

    test.each([
      { signal: "SIGTERM", status: 143 },
      { signal: "SIGINT", status: 130 },
    ] as const)("$signal ends ssh as well, and leaves nothing behind", async (how) => {
      const running = here.start(argvFor("echo here; exec sleep 60"));
      await running.until(/here/);
      running.kill(how.signal);
      expect(await running.ended).toMatchObject({ status: how.status });
      expect(leftovers(here)).toEqual([]);
    });

    test("a server with another key is refused, and doctor says so", async () => {
      await fleet.hosts.get(NAME)?.changeHostKey();
      const ended = await here.run(argvFor("true"));
      expect(ended).toMatchObject({ status: 255, stdout: "" });
      expect(ended.stderr).toContain("Host key verification failed");
      const { status, json } = await here.run(["infra", "doctor", NAME, "-o", "json"]);
      expect(status).toBe(1);
      expect(json()).toContainEqual(
        expect.objectContaining({ check: "host_key", status: "problem" }),
      );
    });

    test("without a recorded key it says how to go on", async () => {
      const file = join(here.sandbox, "ap-northeast-1.json");
      editRegionFile<{ resources: { access?: { hostKeys: unknown[] } }[] }>(file, (state) => {
        for (const { access } of state.resources) if (access !== undefined) access.hostKeys = [];
      });
      const ended = await here.run(argvFor("true"));
      expect(ended).toMatchObject({ status: 5, stdout: "" });
      expect(ended.stderr).toContain("--accept-new");
    });
  },
);
