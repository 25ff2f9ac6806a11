import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  restic: tool("restic", ["version"]),
  "systemd-analyze": tool("systemd-analyze"),
};

const PASSWORD = "the password of all backups";
const SECRET = "the-secret-key-of-the-bucket";
const VOLUMES = "/var/lib/quants/tenants";

const inventory = (vars: object = {}): unknown => ({
  all: {
    vars: {
      ansible_connection: "local",
      ansible_become: false,
      // A folder stands in for the bucket: restic keeps the same files in either.
      backup_repository: "/srv/bucket",
      backup_password: PASSWORD,
      backup_access_key: "AKIDEXAMPLE",
      backup_secret_key: SECRET,
      ...vars,
    },
    children: { service_worker: { hosts: { "p-worker-1": {} } } },
  },
});

describeOnMachine("backups of tenants", programs, () => {
  let machine: Machine;
  let first: Played;
  const playOn = (hosts: unknown, ...argv: string[]): Promise<Played> =>
    play(machine, hosts, [playbook("backup"), ...argv], {
      ANSIBLE_GATHERING: "explicit",
      SYSTEMD_OFFLINE: "1",
    });
  const write = (tenant: string, file: string, text: string, mode = 0o600): void => {
    const path = join(machine.root, VOLUMES, tenant, file);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text, { mode });
  };
  const ran = async (...argv: [string, ...string[]]): Promise<string> => {
    const { status, stdout, stderr } = await machine.run(argv);
    return status === 0 ? stdout : `status ${status}: ${stdout}${stderr}`;
  };

  beforeAll(async () => {
    machine = await openMachine();
    first = await playOn(inventory(), "-vvv", "--diff");
    write("anna", "postgres-data/base/1", "anna's rows");
    write("anna", "bots-conf/a strategy.yml", "key: value", 0o640);
    write("berta", "postgres-data/base/1", "berta's rows");
    await ran("chown", "-R", "70:70", `${VOLUMES}/anna/postgres-data`);
  });
  afterAll(() => machine.close());

  test("it runs, shows no secret, and has nothing to change the second time", async () => {
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    for (const secret of [PASSWORD, SECRET]) {
      expect(first.stdout + first.stderr).not.toContain(secret);
    }
    const again = await playOn(inventory());
    expect(again.recap["p-worker-1"]).toMatchObject({ changed: 0, failed: 0 });
    for (const file of ["password", "credentials", "environment"]) {
      const { mode } = statSync(join(machine.root, "etc/quants-backup", file));
      expect(mode & 0o777).toBe(0o600);
    }
  });

  test("systemd accepts the service and the timer", async () => {
    const units = ["quants-backup.service", "quants-backup.timer"];
    const paths = units.map((unit) => `/etc/systemd/system/${unit}`);
    expect(await ran("systemd-analyze", "verify", ...paths)).toBe("");
    const when = await ran("systemd-analyze", "calendar", "*-*-* 01:00:00 UTC");
    expect(when).toContain("Normalized form");
  });

  test("one tenant is restored alone, as it was, also on another server", async () => {
    expect(await ran("/usr/local/sbin/quants-backup")).toBe("");
    write("anna", "postgres-data/base/1", "overwritten");
    expect(await ran("/usr/local/sbin/quants-restore", "anna", "/tmp/back", "p-worker-1")).toBe("");
    const read = (file: string): string =>
      readFileSync(join(machine.root, "tmp/back", file), "utf8");
    expect(read("postgres-data/base/1")).toBe("anna's rows");
    expect(read("bots-conf/a strategy.yml")).toBe("key: value");
    const { mode } = statSync(join(machine.root, "tmp/back/bots-conf/a strategy.yml"));
    expect(mode & 0o777).toBe(0o640);
    expect(await ran("stat", "-c", "%u:%g", "/tmp/back/postgres-data/base/1")).toBe("70:70\n");
    expect(await ran("ls", "/tmp/back")).toBe("bots-conf\npostgres-data\n");
    expect(await ran("ls", VOLUMES)).toBe("anna\nberta\n");
  });

  test("a folder with something in it is not restored into, an unknown tenant is an error", async () => {
    const full = await ran("/usr/local/sbin/quants-restore", "anna", `${VOLUMES}/anna`);
    expect(full).toContain("is not empty");
    expect(await ran("/usr/local/sbin/quants-restore", "nobody", "/tmp/nobody")).toMatch(
      /^status /,
    );
    expect(await ran("ls", "-A", "/tmp")).not.toContain(".restore");
  });

  test("the bucket holds nothing that can be read without the password", async () => {
    const found = await machine.run(["grep", "-rlE", "rows|strategy|anna|berta", "/srv/bucket"]);
    expect(found.stdout).toBe("");
    writeFileSync(join(machine.root, "tmp/wrong"), "another password of backups");
    const wrong = [
      "restic",
      "-r",
      "/srv/bucket/p-worker-1",
      "-p",
      "/tmp/wrong",
      "snapshots",
    ] as const;
    expect(await ran(...wrong)).toContain("wrong password");
  });

  test("old snapshots go, by tenant, and the repository stays sound", async () => {
    expect(await ran("/usr/local/sbin/quants-backup")).toBe("");
    const restic = ["restic", "-r", "/srv/bucket/p-worker-1", "-p", "/etc/quants-backup/password"];
    const listed = await ran("restic", ...restic.slice(1), "snapshots", "--json");
    const tags = (JSON.parse(listed) as { tags: string[] }[]).flatMap((it) => it.tags);
    expect(tags.toSorted()).toEqual(["tenant=anna", "tenant=berta"]);
    expect(await ran("restic", ...restic.slice(1), "check")).toContain("no errors were found");
  });

  test("without a password or a bucket nothing is changed", async () => {
    for (const wrong of [{ backup_password: "short" }, { backup_repository: "" }]) {
      const { recap, status } = await playOn(inventory(wrong));
      expect(status).toBe(2);
      expect(recap["p-worker-1"]).toMatchObject({ changed: 0, failed: 1 });
    }
  });
});
