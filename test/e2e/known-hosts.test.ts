import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, type Workplace, makeWorkplace } from "../helpers/process.ts";
import { describeWith, tool } from "../helpers/tools.ts";
import { readRegionFile } from "../helpers/region-file.ts";

const programs = {
  // Debian has it where only root's PATH leads to.
  sshd: tool("/usr/sbin/sshd", null) ?? tool("sshd", null),
  ssh: tool("ssh", null),
};

interface Access {
  hostKeys: { algorithm: string; privateKey: string }[];
}

describeWith("a server with the host keys of a sandbox's instance", programs, () => {
  let work: Workplace;
  let server: Running;
  let port: number;
  const at = (name: string): string => join(work.directory, name);

  beforeAll(async () => {
    work = makeWorkplace({ QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.0.0/29" });
    await work.run(["sandbox", "seed", "--instances", "2", "--prefix", "web"]);
    port = await freePort();
    writeFileSync(
      at("fleet.json"),
      JSON.stringify({
        instances: [{ name: "web-1", host: "127.0.0.7", port }],
        inventory: { source: ["lightsail", "config"] },
      }),
    );
    const { status, stderr } = await work.run([
      "inventory",
      "known-hosts",
      "-c",
      "fleet.json",
      "-o",
      "known_hosts",
    ]);
    if (status !== 0) throw new Error(stderr);
    server = serve("web-1");
    await server.until(/Server listening/, "stderr");
  });
  afterAll(() => work.dispose());

  function serve(name: string): Running {
    // Where sshd runs as root it asks for this folder.
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
    const keys = accessOf(name).hostKeys.map(({ algorithm, privateKey }) => {
      writeFileSync(at(algorithm), privateKey, { mode: 0o600 });
      return `HostKey ${at(algorithm)}`;
    });
    const lines = [`Port ${port}`, "ListenAddress 127.0.0.7", "PidFile none", "UsePAM no", ...keys];
    writeFileSync(at("sshd_config"), `${lines.join("\n")}\n`);
    return work.spawn(programs.sshd ?? "sshd", ["-D", "-e", "-f", at("sshd_config")]);
  }

  function accessOf(name: string): Access {
    const file = join(work.sandbox, "ap-northeast-1.json");
    const found = find(readRegionFile(file), name);
    if (found === undefined) throw new Error(`There is no access of ${name}.`);
    return found;
  }

  /** Without a way to log in: what ssh says before that is what counts. */
  async function connect(...options: string[]): Promise<string> {
    const { ended } = work.spawn(programs.ssh ?? "ssh", [
      ...["-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"],
      ...["-o", `UserKnownHostsFile=${at("known_hosts")}`, "-o", "GlobalKnownHostsFile=none"],
      ...["-o", "PreferredAuthentications=none", "-p", String(port), ...options],
      ...["nobody@127.0.0.7", "true"],
    ]);
    return (await ended).stderr;
  }

  const TRUSTED = "Permission denied";
  const REFUSED = "Host key verification failed.";

  test.each(["ssh-ed25519", "ecdsa-sha2-nistp256"])("is trusted by its name: %s", async (kind) => {
    const options = ["-o", `HostKeyAlgorithms=${kind}`, "-o", "HostKeyAlias=web-1"];
    expect(await connect(...options)).toContain(TRUSTED);
  });

  test("is trusted by its address and port", async () => {
    expect(await connect()).toContain(TRUSTED);
  });

  test("is not taken for another instance", async () => {
    expect(await connect("-o", "HostKeyAlias=web-2")).toContain(REFUSED);
    expect(await connect("-o", "HostKeyAlias=web-3")).toContain(REFUSED);
  });
});

function find(node: unknown, name: string): Access | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const { name: own, access } = node as { name?: string; access?: Access };
  if (own === name && access !== undefined) return access;
  return Object.values(node)
    .map((item) => find(item, name))
    .find((it) => it !== undefined);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
