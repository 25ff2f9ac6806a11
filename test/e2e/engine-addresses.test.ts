import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { makeAuthority, makeCertificate } from "../helpers/certificates.ts";
import { type Cli, makeCli } from "../helpers/cli.ts";
import { outputOf } from "../helpers/run.ts";
import { Swarm, SWARM_TOOLS } from "../helpers/swarm.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const TLS_PORT = "2376";
const tools = {
  ...SWARM_TOOLS,
  openssl: tool("openssl", ["version"]),
  socat: tool("socat", ["-V"]),
  ssh: tool("ssh", ["-V"]),
  sshd: tool("/usr/sbin/sshd", null),
};

describeWith("engines elsewhere", tools, () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const at = (...path: string[]): string => join(folder, ...path);
  const swarm = new Swarm(
    ["worker-1"],
    [
      ...["--host", `tcp://127.0.0.1:${TLS_PORT}`, "--tlsverify", "--tlscacert", at("ca.pem")],
      ...["--tlscert", at("server.pem"), "--tlskey", at("server-key.pem")],
    ],
  );
  const children: ChildProcess[] = [];
  let door: Server;
  let cli: Cli;
  /** Addresses that lead to the engine. */
  let tls: string;
  let ssh: string;

  const freePort = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    return port;
  };

  /** What a client has in DOCKER_CERT_PATH. */
  function client(name: string, authority: string, certificate?: string): void {
    mkdirSync(at(name));
    copyFileSync(at(`${authority}.pem`), at(name, "ca.pem"));
    if (certificate === undefined) return;
    copyFileSync(at(`${certificate}.pem`), at(name, "cert.pem"));
    copyFileSync(at(`${certificate}-key.pem`), at(name, "key.pem"));
  }

  beforeAll(async () => {
    for (const name of ["ca", "stranger"]) await makeAuthority(folder, name);
    await makeCertificate(folder, { name: "server", authority: "ca", names: "IP:127.0.0.1" });
    await makeCertificate(folder, { name: "client", authority: "ca", names: "DNS:client" });
    await makeCertificate(folder, { name: "other", authority: "stranger", names: "DNS:client" });
    client("good", "ca", "client");
    client("other-engine", "stranger", "client");
    client("other-client", "ca", "other");
    client("none", "ca");
    mkdirSync(at("empty"));
    await swarm.start({ "worker-1": "low" });
    // The engine's port is in a network of its own, which is reached from here through this.
    door = createServer((socket) => {
      const [program = "", ...args] = swarm.within(0, ["socat", "-", `TCP4:127.0.0.1:${TLS_PORT}`]);
      const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
      socket.pipe(child.stdin);
      child.stdout.pipe(socket);
      socket.on("error", () => child.kill());
      child.stdin.on("error", () => socket.destroy());
    });
    await new Promise<void>((done) => door.listen(0, "127.0.0.1", done));
    tls = `tcp://127.0.0.1:${(door.address() as AddressInfo).port}`;
    ssh = `ssh://root@127.0.0.1:${await startSshd()}`;
    cli = makeCli({ env: envOf("good"), clock: systemClock });
    swarm.writePlatform(join(cli.directory, "platform.yml"));
  }, 180_000);

  afterAll(async () => {
    door.close();
    for (const child of children) child.kill();
    await swarm.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const envOf = (certificates: string, known = "known_hosts"): Record<string, string> => {
    // Docker starts the ssh of the PATH, which asks the account's own folder for keys.
    mkdirSync(at("bin"), { recursive: true });
    const options = `-o BatchMode=yes -o IdentitiesOnly=yes -i ${at("key")} -o UserKnownHostsFile=${at(known)}`;
    writeFileSync(at("bin", "ssh"), `#!/bin/sh\nexec /usr/bin/ssh -F none ${options} "$@"\n`);
    chmodSync(at("bin", "ssh"), 0o755);
    return {
      PATH: `${at("bin")}:${process.env["PATH"] ?? ""}`,
      DOCKER_CERT_PATH: at(certificates),
    };
  };

  /** A throw-away server, in which `docker` asks the Swarm's manager. */
  async function startSshd(): Promise<number> {
    const port = await freePort();
    for (const name of ["host", "key"]) {
      await outputOf("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at(name)]);
    }
    copyFileSync(at("key.pub"), at("authorized_keys"));
    mkdirSync("/run/sshd", { recursive: true });
    writeFileSync(
      at("sshd_config"),
      [
        ...[`ListenAddress 127.0.0.1`, `Port ${port}`, `HostKey ${at("host")}`],
        ...[`AuthorizedKeysFile ${at("authorized_keys")}`, `PidFile ${at("sshd.pid")}`],
        ...["UsePAM no", "StrictModes no", "PasswordAuthentication no"],
        ...["PermitRootLogin prohibit-password", `SetEnv DOCKER_HOST=${swarm.host()}`, ""],
      ].join("\n"),
    );
    const server = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", at("sshd_config")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    children.push(server);
    await new Promise<void>((done, fail) => {
      let said = "";
      server.once("exit", () => fail(new Error(`sshd ended: ${said}`)));
      server.stderr.on("data", (data) => {
        said += String(data);
        if (said.includes("Server listening")) done();
      });
    });
    const [kind, key] = (await outputOf("ssh-keygen", ["-y", "-f", at("host")])).split(" ");
    writeFileSync(at("known_hosts"), `[127.0.0.1]:${port} ${kind} ${key?.trim()}\n`);
    writeFileSync(at("empty_hosts"), "");
    return port;
  }

  const quants = async (env: Record<string, string>, line: string) => {
    const result = await cli.with({ env })(`${line} --output json`);
    expect(result.stderr).toBe("");
    return JSON.parse(result.stdout) as never;
  };

  test("over TLS a tenant is made, listed and shown; over SSH it is seen too", async () => {
    const env = envOf("good");
    expect(await quants(env, `worker list --host ${tls}`)).toMatchObject([{ worker: "worker-1" }]);
    const made = await quants(env, `tenant create ada --tier free --timeout 150s --host ${tls}`);
    expect(made).toMatchObject({ tenant: "ada", worker: "worker-1", not_done: [] });
    for (const host of [tls, ssh]) {
      const list = await quants(env, `tenant list --host ${host}`);
      expect(list).toMatchObject([{ tenant: "ada", status: "well" }]);
    }
    expect(await quants(env, `tenant info ada --host ${ssh}`)).toMatchObject({ running: 4 });
    expect(await quants({ ...env, DOCKER_HOST: ssh }, "worker info worker-1")).toMatchObject({
      tenants: 1,
    });
  }, 300_000);

  describe.each([
    [
      "an engine of another authority",
      "other-engine",
      4,
      /engine's certificate is not .*x509.*unknown authority/,
    ],
    [
      "a client of another authority",
      "other-client",
      4,
      /engine refuses this client's certificate/,
    ],
    ["a client without a certificate", "none", 4, /engine refuses this client's certificate/],
    ["no certificates at all", "empty", 4, /certificates for the engine can't be read.*ca\.pem/],
  ])("over TLS, %s", (_what, certificates, status, text) => {
    test("is named", async () => {
      const ended = await cli.with({ env: envOf(certificates) })(`tenant list --host ${tls}`);
      expect(ended).toMatchObject({ status, stdout: "" });
      expect(ended.stderr).toMatch(text);
    });
  });

  test("a name that the engine's certificate has not is named", async () => {
    const host = tls.replace("127.0.0.1", "localhost");
    const ended = await cli.with({ env: envOf("good") })(`worker list --host ${host}`);
    expect(ended.status).toBe(4);
    expect(ended.stderr).toMatch(/not to be trusted.*localhost/);
  });

  test("nobody there has status 8, over TLS and SSH", async () => {
    const port = await freePort();
    for (const host of [`tcp://127.0.0.1:${port}`, `ssh://root@127.0.0.1:${port}`]) {
      const ended = await cli.with({ env: envOf("good") })(`worker list --host ${host}`);
      expect(ended).toMatchObject({ status: 8, stdout: "" });
      expect(ended.stderr).toContain(host);
      expect(ended.stderr).toContain("Is dockerd running there");
    }
  });

  test("over SSH, an unknown host key and a refused key are named", async () => {
    const unknown = await cli.with({ env: envOf("good", "empty_hosts") })(
      `worker list --host ${ssh}`,
    );
    expect(unknown.status).toBe(4);
    expect(unknown.stderr).toMatch(/host key.*is unknown, or has changed/);
    writeFileSync(at("authorized_keys"), "");
    const refused = await cli.with({ env: envOf("good") })(`worker list --host ${ssh}`);
    expect(refused.status).toBe(4);
    expect(refused.stderr).toContain("The engine refuses this user");
  });
});
