import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import {
  CreateKeyPairCommand,
  GetInstanceAccessDetailsCommand,
  LightsailClient,
} from "@aws-sdk/client-lightsail";
import { type Machine, openMachine } from "./machine.ts";
import type { Workplace } from "./process.ts";
import { readRegionFile } from "./region-file.ts";
import { startSandbox } from "./sandbox-server.ts";

const REGION = "ap-northeast-1";

interface SshKey {
  algorithm: string;
  publicKey: string;
  privateKey: string;
}

/** An SSH server of its own, in a throw-away machine where its user has all rights through sudo. */
export interface SshHost {
  readonly name: string;
  readonly machine: Machine;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Gives it another key, as a machine has that took over the address. */
  changeHostKey(): Promise<void>;
  close(): Promise<void>;
}

export interface SshHostOptions {
  name: string;
  address: string;
  port?: number;
  user: string;
  /** The public key that opens it. */
  authorizedKey: string;
  /** Private keys in OpenSSH's form; without any, it makes one of its own. */
  hostKeys?: readonly string[];
}

/** Whether addresses of the loopback network can be given an SSH server at its usual port. */
export function canServeSsh(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(22, "127.0.10.254", () => server.close(() => resolve(true)));
  });
}

export async function openSshHost(options: SshHostOptions): Promise<SshHost> {
  const { name, address, port = 22, user, authorizedKey, hostKeys = [] } = options;
  const machine = await openMachine({ network: "host" });
  const files = hostKeys.map((_, index) => `/etc/ssh/host_key_${index}`);
  const write = (path: string, text: string, mode: string): Promise<unknown> =>
    must(machine, `umask 077; cat >"$1"; chmod ${mode} "$1"`, path, text);
  for (const [index, key] of hostKeys.entries()) await write(files[index] ?? "", key, "600");
  if (files.length === 0) {
    files.push("/etc/ssh/own_host_key");
    await must(machine, 'ssh-keygen -q -t ed25519 -N "" -f "$1"', "/etc/ssh/own_host_key");
  }
  await must(
    machine,
    'useradd --create-home --shell /bin/bash "$1" && install -d -m 700 -o "$1" "/home/$1/.ssh"',
    user,
  );
  await write(`/etc/sudoers.d/90-${user}`, `${user} ALL=(ALL) NOPASSWD:ALL\n`, "440");
  await write(`/home/${user}/.ssh/authorized_keys`, `${authorizedKey}\n`, "644");
  await write(
    "/etc/ssh/sshd_config.d/00-host.conf",
    [
      `ListenAddress ${address}`,
      `Port ${port}`,
      ...files.map((file) => `HostKey ${file}`),
      "PasswordAuthentication no",
      "",
    ].join("\n"),
    "644",
  );
  const start = async (): Promise<void> => {
    await must(machine, "mkdir -p /run/sshd && exec /usr/sbin/sshd");
  };
  const stop = async (): Promise<void> => {
    await must(machine, 'kill "$(cat /run/sshd.pid)" && while [ -e /run/sshd.pid ]; do :; done');
  };
  await start();
  return {
    name,
    machine,
    start,
    stop,
    changeHostKey: async () => {
      await stop();
      const remake = 'rm "$1" && ssh-keygen -q -t ed25519 -N "" -f "$1"';
      for (const file of files) await must(machine, remake, file);
      await start();
    },
    close: () => machine.close(),
  };
}

/** A script in the machine; what it ends with must be 0. */
async function must(machine: Machine, script: string, argument = "", stdin = ""): Promise<void> {
  const { status, stderr } = await machine.run(["sh", "-c", script, "sh", argument], { stdin });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
}

export interface KeyPair {
  /** The file of the private key. */
  file: string;
  publicKey: string;
}

/** A key pair of the sandbox, as CreateKeyPair hands it out. */
export async function createKeyPair(workplace: Workplace, name: string): Promise<KeyPair> {
  return withClient(workplace, async (client) => {
    const made = await client.send(new CreateKeyPairCommand({ keyPairName: name }));
    const file = join(workplace.directory, `${name}.pem`);
    writeFileSync(file, made.privateKeyBase64 ?? "", { mode: 0o600 });
    return { file, publicKey: made.publicKeyBase64 ?? "" };
  });
}

export interface Fleet {
  hosts: Map<string, SshHost>;
  /** What GetInstanceAccessDetails hands out besides host keys. */
  secrets: string[];
  close(): Promise<void>;
}

/** An SSH server at the address of each of these instances, with the host keys that it shall have. */
export async function openFleet(
  workplace: Workplace,
  names: readonly string[],
  authorizedKey: string,
): Promise<Fleet> {
  const answers = await withClient(workplace, (client) =>
    Promise.all(
      names.map(async (instanceName) => {
        const command = new GetInstanceAccessDetailsCommand({ instanceName });
        return (await client.send(command)).accessDetails;
      }),
    ),
  );
  const records = readRegion(workplace);
  const opened = await Promise.all(
    answers.map((answer) =>
      openSshHost({
        name: answer?.instanceName ?? "",
        address: answer?.ipAddress ?? "",
        user: answer?.username ?? "",
        authorizedKey,
        hostKeys: hostKeysOf(records, answer?.instanceName ?? ""),
      }),
    ),
  );
  return {
    hosts: new Map(opened.map((host) => [host.name, host])),
    secrets: answers.flatMap((it) => [it?.privateKey ?? "", it?.certKey ?? ""]),
    close: async () => {
      await Promise.all(opened.map((host) => host.close()));
    },
  };
}

async function withClient<T>(
  workplace: Workplace,
  work: (client: LightsailClient) => Promise<T>,
): Promise<T> {
  const server = await startSandbox(workplace);
  const client = new LightsailClient({
    endpoint: server.endpoint,
    region: REGION,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
    await server.stop();
  }
}

interface Stored {
  name: string;
  access?: { hostKeys: SshKey[] };
}

/** The sandbox keeps both halves of each key; its service hands out the public one. */
const readRegion = (workplace: Workplace): readonly Stored[] =>
  readRegionFile(join(workplace.sandbox, `${REGION}.json`)).resources;

function hostKeysOf(records: readonly Stored[], name: string): string[] {
  const keys = records.find((it) => it.name === name)?.access?.hostKeys ?? [];
  return keys.map((it) => it.privateKey);
}
