import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  chronyd: tool("chronyd", null),
  "fail2ban-server": tool("fail2ban-server", null),
  "prometheus-node-exporter": tool("prometheus-node-exporter"),
  sshd: tool("/usr/sbin/sshd", null),
  sudo: tool("sudo"),
  ufw: tool("ufw", null),
  "unattended-upgrade": tool("unattended-upgrade", null),
};

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1vXHPm1q1y3Yl3m1YkI0oOq3kAzd8XyLk2p0lC3d0E anna";
const VARIABLES = {
  ansible_connection: "local",
  ansible_become: true,
  timezone: "Asia/Tokyo",
  ntp_servers: ["time.example.org"],
  common_upgrade: false,
  common_users: [{ name: "anna", keys: [KEY] }],
  security_ssh_cidrs: ["203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32"],
  security_ufw_extra_rules: ["allow 443/tcp"],
  quants_wireguard_network: "10.200.0.0/16",
  docker_packages: [],
  docker_start: false,
};
const withVariables = (more: object, host: object = {}): unknown => ({
  all: { vars: { ...VARIABLES, ...more }, hosts: { one: host } },
});

describeOnMachine("the base roles on a real machine", programs, () => {
  let machine: Machine;
  let first: Played;
  let second: Played;
  const base = ["common", "security", "docker", "node_exporter"].map(playbook);
  const said = async (...argv: [string, ...string[]]): Promise<string> => {
    const { status, stdout, stderr } = await machine.run(argv);
    expect(status === 0 ? "" : stderr).toBe("");
    return stdout;
  };
  const read = (path: string): string => readFileSync(join(machine.root, path), "utf8");

  beforeAll(async () => {
    machine = await openMachine();
    await said("ufw", "allow", "22/tcp");
    first = await play(machine, withVariables({}), base);
    second = await play(machine, withVariables({}), base);
  });
  afterAll(() => machine.close());

  test("they run, and have nothing to change the second time", () => {
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    expect(first.stderr).toBe("");
    expect(second.recap).toEqual({ one: { ...second.recap["one"], changed: 0, failed: 0 } });
  });

  test("sshd accepts its configuration, and refuses passwords", async () => {
    await said("/usr/sbin/sshd", "-t");
    const options = (await said("/usr/sbin/sshd", "-T")).split("\n");
    expect(options).toEqual(
      expect.arrayContaining([
        "passwordauthentication no",
        "kbdinteractiveauthentication no",
        "permitemptypasswords no",
        "pubkeyauthentication yes",
        // Ansible logs in as root here, and must be able to do so again.
        "permitrootlogin without-password",
        "x11forwarding no",
      ]),
    );
  });

  test("the firewall is on, and lets in what was asked for and nothing that was open before", async () => {
    expect(await said("ufw", "status", "verbose")).toMatch(
      /^Status: active[^]*^Default: deny \(incoming\), allow \(outgoing\)/m,
    );
    const rules = (await said("ufw", "show", "added")).trim().split("\n").slice(1);
    expect(rules.toSorted()).toEqual(
      [
        "ufw allow 443/tcp",
        "ufw allow 51820/udp",
        "ufw allow from 198.51.100.7 to any port 22 proto tcp",
        "ufw allow from 2001:db8::/32 to any port 22 proto tcp",
        "ufw allow from 203.0.113.0/24 to any port 22 proto tcp",
        ...[3000, 8080, 9090, 9093, 9100].map(
          (port) => `ufw allow in on wg0 from 10.200.0.0/16 to any port ${port} proto tcp`,
        ),
      ].toSorted(),
    );
    expect(await said("ip6tables", "-S", "INPUT")).toContain("-P INPUT DROP");
    expect(await said("iptables", "-S", "INPUT")).toContain("-P INPUT DROP");
  });

  test("fail2ban watches sshd, and updates come by themselves without a restart", async () => {
    expect(await said("fail2ban-client", "get", "sshd", "maxretry")).toBe("5\n");
    expect(await said("fail2ban-client", "get", "sshd", "actions")).toContain("ufw");
    const apt = await said("apt-config", "dump");
    expect(apt).toContain('APT::Periodic::Unattended-Upgrade "1";');
    expect(apt).toContain('Unattended-Upgrade::Automatic-Reboot "false";');
  });

  test("an operator has a key, no password, and may become root", async () => {
    expect(read("home/anna/.ssh/authorized_keys")).toBe(`${KEY}\n`);
    expect(statSync(join(machine.root, "home/anna/.ssh/authorized_keys")).mode & 0o777).toBe(0o600);
    expect(await said("su", "anna", "-c", "sudo -n id -un")).toBe("root\n");
    expect(read("etc/shadow")).toMatch(/^anna:!/m);
  });

  test("the time zone and the time servers are set", async () => {
    expect(await said("date", "+%Z")).toBe("JST\n");
    expect(await said("chronyc", "-n", "sources")).not.toBe("");
    expect(read("etc/chrony/sources.d/quants.sources")).toContain("server time.example.org iburst");
  });

  test("Node Exporter answers, on loopback as long as there is no VPN", async () => {
    expect(first.stdout).toContain("Deploy wireguard, then node_exporter again.");
    expect(await said("curl", "-sf", "http://127.0.0.1:9100/metrics")).toContain(
      "node_cpu_seconds",
    );
    const sockets = await said("ss", "-ltn");
    expect(sockets).toContain("127.0.0.1:9100");
    expect(sockets).not.toMatch(/(\*|0\.0\.0\.0|\[::\]):9100/);
  });

  test("it listens on the VPN's address once the host has it", async () => {
    await said("ip", "address", "add", "10.200.0.9/16", "dev", "lo");
    const inventory = withVariables({}, { wireguard_address: "10.200.0.9" });
    const { status, stdout } = await play(machine, inventory, [playbook("node_exporter")]);
    expect(status === 0 ? "" : stdout).toBe("");
    expect(await said("ss", "-ltn")).toContain("10.200.0.9:9100");
  });

  test("Docker rotates its logs, and lets containers live through an update", () => {
    expect(JSON.parse(read("etc/docker/daemon.json"))).toEqual({
      "live-restore": true,
      "log-driver": "json-file",
      "log-opts": { "max-file": "5", "max-size": "10m" },
    });
  });

  test("security refuses to lock out, before it changes anything", async () => {
    const refused: Record<string, [cidrs: string[], message: string]> = {
      empty: [[], "security_ssh_cidrs is empty, so nobody could log in any more"],
      world: [["203.0.113.0/24", "::/0"], "::/0 is the whole world"],
      mistyped: [["203.0.113.9/24"], "203.0.113.9/24 has host bits set"],
      elsewhere: [["192.0.2.0/24"], "comes from 203.0.113.1, which would be locked out"],
      keyless: [["203.0.113.0/24"], "may have logged in with a password"],
    };
    const hosts = Object.entries(refused).map(([name, [cidrs]]) => [
      name,
      { security_ssh_cidrs: cidrs },
    ]);
    const inventory = { all: { vars: VARIABLES, hosts: Object.fromEntries(hosts) } };
    const { status, stdout, recap } = await play(machine, inventory, [playbook("security")], {
      SSH_CONNECTION: "203.0.113.1 5000 192.0.2.2 22",
    });
    expect(status).toBe(2);
    for (const [name, [, message]] of Object.entries(refused)) {
      expect(stdout.replaceAll(/\s+/g, " ")).toContain(message);
      expect({ name, ...recap[name] }).toMatchObject({ name, changed: 0, failed: 1 });
    }
  });

  test("a check tells what would change, and changes nothing", async () => {
    const inventory = withVariables({ security_ssh_cidrs: ["192.0.2.0/24"] });
    const before = await said("ufw", "show", "added");
    const { status, stdout } = await play(machine, inventory, [playbook("security"), "--check"]);
    expect(status === 0 ? "" : stdout).toBe("");
    expect(await said("ufw", "show", "added")).toBe(before);
  });
});
