import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { ANSIBLE, type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { run } from "../helpers/run.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const programs = {
  ansible: tool("ansible"),
  "ansible-playbook": tool("ansible-playbook"),
  wg: tool("wg"),
  "wg-quick": tool("wg-quick", null),
};

// Runs what sudo would, with an /etc/wireguard of the host's own: so several hosts are on one
// machine, and none of them can see the others' keys.
const AS_HOST = `#!/bin/sh
folder=/tmp/hosts/$1
shift
while [ "\${1#-}" != "$1" ]; do
  if [ "$1" = -u ]; then shift; fi
  shift
done
mkdir -p "$folder"
exec unshare --mount sh -c 'mount --bind "$0" /etc/wireguard && exec "$@"' "$folder" "$@"
`;

const ADDRESSES: Readonly<Record<string, string>> = {
  one: "203.0.113.1",
  two: "203.0.113.2",
  three: "2001:db8::3",
};

function inventory(names: readonly string[], vars: object = {}): unknown {
  const hosts = names.map((name) => [
    name,
    { ansible_host: ADDRESSES[name], ansible_become_exe: `/tmp/as-host ${name}` },
  ]);
  return {
    all: {
      vars: {
        ansible_connection: "local",
        ansible_become: true,
        quants_wireguard_network: "10.200.0.0/16",
        wireguard_start: false,
        ...vars,
      },
      hosts: Object.fromEntries(hosts),
    },
  };
}

describeOnMachine("wireguard on real machines", programs, () => {
  let machine: Machine;
  let first: Played;
  const playOn = (hosts: unknown, ...argv: string[]): Promise<Played> =>
    play(machine, hosts, [playbook("wireguard"), ...argv], {
      // Root needs no sudo to be root; here, sudo makes the host.
      ANSIBLE_BECOME_ALLOW_SAME_USER: "True",
    });
  const read = (host: string, file = "wg0.conf"): string =>
    readFileSync(join(machine.root, "tmp/hosts", host, file), "utf8");
  const keyOf = (host: string): string => /^PrivateKey = (.+)$/m.exec(read(host))?.[1] ?? "";
  const publicKeyOf = async (host: string): Promise<string> =>
    (await run(programs.wg ?? "", ["pubkey"], { stdin: keyOf(host) })).stdout.trim();
  const peersOf = (host: string): string[] =>
    [...read(host).matchAll(/^\[Peer\]\n# (\S+)$/gm)].map(([, name]) => name ?? "");

  beforeAll(async () => {
    machine = await openMachine();
    writeFileSync(join(machine.root, "tmp/as-host"), AS_HOST, { mode: 0o755 });
    first = await playOn(inventory(["one", "two", "three"]), "-vvv", "--diff");
  });
  afterAll(() => machine.close());

  test("every host has a key of its own, and all others as peers", async () => {
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    const hosts = ["one", "two", "three"];
    expect(new Set(hosts.map(keyOf)).size).toBe(3);
    for (const host of hosts) {
      const others = hosts.filter((name) => name !== host);
      expect(peersOf(host)).toEqual(others);
      for (const other of others) {
        const address = ADDRESSES[other] ?? "";
        const own = /^Address = (\S+)\/16$/m.exec(read(other))?.[1];
        expect(read(host)).toContain(
          `# ${other}\nPublicKey = ${await publicKeyOf(other)}\nAllowedIPs = ${own}/32\n` +
            `Endpoint = ${address.includes(":") ? `[${address}]` : address}:51820\n`,
        );
      }
    }
  });

  test("private keys are in files that root alone can read, and nowhere else", () => {
    for (const host of ["one", "two", "three"]) {
      expect(keyOf(host)).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(first.stdout + first.stderr).not.toContain(keyOf(host));
      for (const file of ["wg0.conf", "wg0.d/10-key.conf", "wg0.d/20-network.conf"]) {
        const { mode } = statSync(join(machine.root, "tmp/hosts", host, file));
        expect({ file, mode: mode & 0o777 }).toEqual({ file, mode: 0o600 });
      }
      expect(read(host, "wg0.d/20-network.conf")).not.toContain(keyOf(host));
    }
  });

  test("wg-quick and wg accept the configuration", async () => {
    cpSync(
      join(machine.root, "tmp/hosts/one/wg0.conf"),
      join(machine.root, "etc/wireguard/wg0.conf"),
    );
    const stripped = await machine.run(["wg-quick", "strip", "wg0"]);
    expect(stripped.stderr).toBe("");
    const device = await openDevice(machine);
    writeFileSync(join(machine.root, "tmp/wg0"), stripped.stdout);
    const { status, stderr } = await machine.run(["wg", "setconf", "wg0", "/tmp/wg0"]);
    device.server.close();
    expect(status === 0 ? "" : stderr).toBe("");
    const hex = (key: string): string => Buffer.from(key, "base64").toString("hex");
    expect(device.heard()).toContain(`private_key=${hex(keyOf("one"))}\n`);
    expect(device.heard()).toContain("listen_port=51820\n");
    expect(device.heard()).toContain(`public_key=${hex(await publicKeyOf("three"))}\n`);
    expect(device.heard()).toContain("endpoint=[2001:db8::3]:51820\n");
    expect(device.heard()).toContain("persistent_keepalive_interval=25\n");
  });

  test("a second run changes nothing, and a limited one loses no peer", async () => {
    const again = await playOn(inventory(["one", "two", "three"]), "--limit", "one");
    expect(again.status === 0 ? "" : again.stdout + again.stderr).toBe("");
    expect(again.recap).toEqual({ one: { ...again.recap["one"], changed: 0, failed: 0 } });
    expect(peersOf("one")).toEqual(["two", "three"]);
  });

  test("a peer that has no key yet stops a limited run, by name, with all as it was", async () => {
    const before = read("one");
    const { status, stdout, recap } = await playOn(
      inventory(["one", "two", "new"]),
      "--limit",
      "one",
    );
    expect(status).toBe(2);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      "The public key of new is unknown, and without it",
    );
    expect(recap["one"]).toMatchObject({ changed: 0, failed: 1 });
    expect(read("one")).toBe(before);
  });

  test("a template of one's own, members and peers from outside are honoured", async () => {
    const example = parse(readFileSync("config/examples/lightsail_instances.yml", "utf8")) as {
      wireguard: Record<string, unknown>;
    };
    const settings = Object.entries(example.wireguard).map(([key, value]) => [
      `quants_wireguard_${key}`,
      value,
    ]);
    const laptop = {
      name: "laptop",
      public_key: await publicKeyOf("three"),
      address: "10.200.255.1",
    };
    const hosts = inventory(["one", "two", "three"], {
      ...Object.fromEntries(settings),
      wireguard_extra_peers: [laptop],
    }) as { all: object };
    const grouped = {
      all: { ...hosts.all, children: { wireguard_peers: { hosts: { one: {}, two: {} } } } },
    };
    const before = read("three");
    const { status, stdout } = await playOn(grouped);
    expect(status === 0 ? "" : stdout).toBe("");
    expect(read("three")).toBe(before);
    expect(peersOf("one")).toEqual(["two", "laptop"]);
    expect(read("one").match(/^PrivateKey/gm)).toHaveLength(1);
    expect(await publicKeyOf("one")).toMatch(/=$/);
    expect(read("two")).toContain(`PublicKey = ${await publicKeyOf("one")}`);
  });
});

describeWith("addresses in the VPN", programs, () => {
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-wireguard-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const ansible = async (program: string, hosts: unknown, ...argv: string[]): Promise<string> => {
    const file = join(folder, "hosts.json");
    writeFileSync(file, JSON.stringify(hosts));
    const { stdout } = await run(program, ["-i", file, ...argv], {
      env: { ...process.env, ANSIBLE_CONFIG: join(ANSIBLE, "ansible.cfg") },
    });
    return stdout;
  };
  const addresses = async (names: string[], vars: object): Promise<Record<string, string>> => {
    const show = [
      "all",
      "-m",
      "debug",
      "-a",
      "msg={{ inventory_hostname }}={{ wireguard_address }}=",
    ];
    const playbooks = ["--playbook-dir", join(ANSIBLE, "playbooks")];
    const said = await ansible("ansible", inventory(names, vars), ...show, ...playbooks);
    return Object.fromEntries(
      [...said.matchAll(/msg: (\S+)=(\S*)=/g)].map(([, name = "", address = ""]) => [
        name,
        address,
      ]),
    );
  };

  test("they depend on the name and the network alone", async () => {
    const few = await addresses(["one", "two"], {});
    const more = await addresses(["three", "two", "one"], {});
    expect(more).toMatchObject(few);
    expect(new Set(Object.values(more)).size).toBe(3);
    for (const address of Object.values(more)) expect(address).toMatch(/^10\.200\.\d+\.\d+$/);
  });

  test("without a network there are none", async () => {
    expect(await addresses(["one"], { quants_wireguard_network: "" })).toEqual({ one: "" });
  });

  test("two hosts of one address are an error before anything is changed", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    // A network of eight has six addresses for seven hosts.
    const hosts = inventory(names, {
      quants_wireguard_network: "10.9.8.0/29",
      ansible_become: false,
    });
    const said = await ansible("ansible-playbook", hosts, playbook("wireguard"), "--limit", "a");
    expect(said.replaceAll(/\s+/g, " ")).toContain("Two peers share an address in the VPN");
    expect(said).not.toMatch(/changed=[^0]/);
  });
});

/** A WireGuard device in user space, as far as it takes to hear what `wg` wants of it. */
async function openDevice(machine: Machine): Promise<{ server: Server; heard: () => string }> {
  await machine.run(["mkdir", "-p", "/run/wireguard"]);
  let heard = "";
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      if (heard.endsWith("\n\n")) socket.end("errno=0\n\n");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(join(machine.root, "run/wireguard/wg0.sock"), resolve);
  });
  return { server, heard: () => heard };
}
