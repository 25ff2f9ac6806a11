import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnMachine } from "../helpers/machine.ts";
import { type Finished, type Workplace, makeWorkplace } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";
import { type Fleet, canServeSsh, openFleet } from "../helpers/ssh-hosts.ts";
import { tool } from "../helpers/tools.ts";

const canListen = await canServeSsh();
const tools = {
  ssh: tool("ssh", ["-V"]),
  sshd: tool("sshd", null),
  sudo: tool("sudo"),
  "ssh-keygen": tool("ssh-keygen", null),
};
const NAMES = ["one", "two", "three", "four"];
/** Another key of somebody else, with an option, which has to stay. */
const OTHER =
  "no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIxeXGEuXdepp2CvZowSz3qdrel5z15T97zbJpSAZ+mT other";

(canListen ? describeOnMachine : describe.skip)(
  canListen ? "key rotate" : "key rotate (skipped: port 22 is not to be had)",
  tools,
  () => {
    let here: Workplace;
    let fleet: Fleet;
    const at = (file: string): string => join(here.directory, file);
    const rotate = (...more: string[]): Promise<Finished> =>
      here.run([
        ...["key", "rotate", "old", "--to", "new", "--yes", "--output", "json"],
        ...["--identity", at("old.pem"), "--new-identity", at("new.pem"), ...more],
      ]);
    const on = async (name: string, script: string): Promise<string> => {
      const host = fleet.hosts.get(name);
      return (await host?.machine.run(["sh", "-c", script]))?.stdout ?? "";
    };
    const FILE = "/home/ubuntu/.ssh/authorized_keys";
    const keysOf = async (name: string): Promise<string[]> =>
      (await on(name, `cat ${FILE}`)).trim().split("\n");
    const publicKey = async (file: string): Promise<string> =>
      (await run("ssh-keygen", ["-y", "-f", at(file)])).stdout.trim();
    const opens = async (file: string, name: string): Promise<number | null> =>
      (await here.run(["infra", "ssh", name, "--identity", at(file), "--", "true"])).status;
    const tagsOf = async (name: string): Promise<Record<string, string>> =>
      (await here.run(["infra", "info", name, "--output", "json"])).json<{
        tags: Record<string, string>;
      }>().tags;

    beforeAll(async () => {
      here = makeWorkplace({
        QUANTS_CTL_SANDBOX_PACE: "instant",
        QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.31.0/28",
      });
      for (const pair of ["old", "new"]) {
        await here.run(["key", "create", pair, "--private-key", at(`${pair}.pem`)]);
      }
      for (const name of NAMES) {
        await here.run(["infra", "create", "--name", name, "--key-pair", "old"]);
      }
      fleet = await openFleet(here, NAMES, await publicKey("old.pem"));
      // Without an end of its last line, as an editor may leave it.
      for (const name of NAMES) await on(name, `printf '%s' '${OTHER}' >>${FILE}`);
    });
    afterAll(async () => {
      await fleet.close();
      await here.dispose();
    });

    test("a dry run looks, and changes nothing", async () => {
      const before = await keysOf("one");
      const ended = await rotate("--instance", "one", "--dry-run");
      expect(ended.json()).toMatchObject({
        changes: [
          { action: "add", kind: "public_key", name: "one", detail: "new" },
          { action: "remove", kind: "public_key", name: "one", detail: "old" },
          { action: "set", kind: "tag", detail: "quants-ctl:key-pair=new" },
        ],
      });
      expect(await keysOf("one")).toEqual(before);
      expect(await tagsOf("one")).not.toHaveProperty("quants-ctl:key-pair");
    });

    test("the new key opens it, the old one no more, and all others stay", async () => {
      const ended = await rotate("--instance", "one");
      expect(ended).toMatchObject({ status: 0 });
      expect(ended.json()).toMatchObject({
        ...{ name: "one", changed: true, key_pair: "new", made_with: "old", user: "ubuntu" },
        not_done: [],
      });
      expect(await keysOf("one")).toEqual([OTHER, `${await publicKey("new.pem")} new`]);
      expect(await on("one", `stat -c '%U %a' ${FILE}`)).toBe("ubuntu 644\n");
      expect(await on("one", "ls /home/ubuntu/.ssh")).toBe("authorized_keys\n");
      expect([await opens("new.pem", "one"), await opens("old.pem", "one")]).toEqual([0, 255]);
      expect(await tagsOf("one")).toMatchObject({ "quants-ctl:key-pair": "new" });
    });

    test("again, there is nothing to do, and key list knows who has which", async () => {
      expect((await rotate("--instance", "one")).json()).toMatchObject({ changed: false });
      const listed = (await here.run(["key", "list", "--output", "json"])).json();
      expect(listed).toMatchObject([
        { name: "new", instance_count: 1 },
        { name: "old", instance_count: 3 },
      ]);
    });

    test("a new key that does not open it costs nobody the old one", async () => {
      // The server heeds another file than the one that is written to.
      const config = "/etc/ssh/sshd_config.d/00-host.conf";
      await on("two", `cp ${FILE} /etc/ssh/keys; chmod 644 /etc/ssh/keys`);
      await on("two", `printf 'AuthorizedKeysFile /etc/ssh/keys\\n' >>${config}`);
      const host = fleet.hosts.get("two");
      await host?.stop();
      await host?.start();
      const ended = await rotate("--instance", "two");
      expect(ended.status).toBe(1);
      expect(ended.json()).toMatchObject({
        ...{ name: "two", key_pair: "old", done: ["mark", "authorize"] },
        not_done: ["prove", "revoke", "remember"],
      });
      expect(ended.stderr).toContain("old was not removed");
      expect(await opens("old.pem", "two")).toBe(0);
      expect(await tagsOf("two")).toMatchObject({ "quants-ctl:key-pair": "old new" });
      expect(await keysOf("two")).toHaveLength(3);

      // The same command goes on once that is put right.
      await on("two", `sed -i /AuthorizedKeysFile/d ${config}`);
      await host?.stop();
      await host?.start();
      expect((await here.run(["infra", "resume", "--yes"])).status).toBe(0);
      expect([await opens("new.pem", "two"), await opens("old.pem", "two")]).toEqual([0, 255]);
      const left = await here.run(["infra", "log", "--unfinished", "--output", "json"]);
      expect(left.json()).toEqual([]);
    });

    test.each([
      ["once it is marked", "kill_after", 1],
      ["before it is remembered", "kill_before", 2],
    ])("killed %s, it is finished by infra resume", async (_, fault, call) => {
      const name = call === 1 ? "three" : "one";
      if (name === "one") await backToOld(name);
      const rules = [{ operation: "TagResource", fault, calls: [call] }];
      writeFileSync(at("kill.json"), JSON.stringify({ rules }));
      const argv = ["key", "rotate", "old", "--to", "new", "--yes", "--instance", name];
      const files = ["--identity", at("old.pem"), "--new-identity", at("new.pem")];
      const killed = await here.run([...argv, ...files], {
        env: { QUANTS_CTL_SANDBOX_FAULTS: at("kill.json") },
      });
      expect(killed.signal).toBe("SIGKILL");
      expect([await opens("new.pem", name), await opens("old.pem", name)]).toContain(0);
      expect((await here.run(["infra", "resume", "--yes"])).status).toBe(0);
      expect([await opens("new.pem", name), await opens("old.pem", name)]).toEqual([0, 255]);
      expect(await tagsOf(name)).toMatchObject({ "quants-ctl:key-pair": "new" });
    });

    /** By the same command, the other way round. */
    async function backToOld(name: string): Promise<void> {
      const argv = ["key", "rotate", "new", "--to", "old", "--yes", "--instance", name];
      const files = ["--identity", at("new.pem"), "--new-identity", at("old.pem")];
      expect((await here.run([...argv, ...files])).status).toBe(0);
      expect([await opens("new.pem", name), await opens("old.pem", name)]).toEqual([255, 0]);
    }

    test("of all that hold it, one that does not answer keeps no other", async () => {
      await here.run(["infra", "create", "--name", "silent", "--key-pair", "old"]);
      const ended = await rotate();
      expect(ended.status).toBe(6);
      expect(ended.json()).toMatchObject([
        { name: "four", changed: true, key_pair: "new" },
        { name: "silent", changed: false, error: { code: "invalid_state" } },
      ]);
      expect(await opens("new.pem", "four")).toBe(0);
      await here.run(["infra", "destroy", "silent", "--yes"]);
    });

    test("no private key is in the journal or in any output", async () => {
      const [first = ""] = readFileSync(at("new.pem"), "utf8").split("\n").slice(1);
      const { stdout } = await run("grep", ["-rlF", "--", first, here.directory]);
      expect(stdout.trim()).toBe(at("new.pem"));
    });
  },
);
