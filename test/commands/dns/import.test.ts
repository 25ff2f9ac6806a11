import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { faultyCli } from "../../helpers/faults.ts";
import { ZONE, zoneHarness } from "./zone.ts";

const { cli, dns, set, elsewhere, own, lastId } = zoneHarness();
const write = (...lines: string[]): void =>
  writeFileSync(join(cli().directory, "zone.txt"), `${lines.join("\n")}\n`);
const given = (flags: string, zone = ZONE) => dns(`import ${zone} --file zone.txt ${flags}`);
const FILE = ["$TTL 60", "www A 203.0.113.1", "@ MX 10 mail", "api CNAME www"];

describe("import", () => {
  test("makes the file's entries, and none the next time", async () => {
    write(...FILE);
    expect((await given("--dry-run")).json()).toMatchObject({
      dry_run: true,
      changes: [
        { action: "create", kind: "dns_record", name: ZONE, detail: "MX 10 mail.example.com" },
        { action: "create", name: "api.example.com" },
        { action: "create", name: "www.example.com" },
      ],
    });
    expect(await own()).toEqual([]);
    const made = (await given("--yes")).json();
    expect(made).toMatchObject({
      ...{
        action: "import",
        zone: ZONE,
        changed: true,
        zone_created: false,
        unchanged: 0,
        kept: [],
      },
      entries: [
        { action: "create", type: "MX", changed: true, previous_target: null },
        { action: "create", type: "CNAME", target: "www.example.com" },
        { action: "create", type: "A", target: "203.0.113.1", is_alias: false },
      ],
    });
    expect((await given("--yes")).json()).toMatchObject({
      changed: false,
      unchanged: 3,
      entries: [],
    });
  });

  test("keeps what the file does not have unless it is pruned", async () => {
    await set("--name old --type A --target 203.0.113.9");
    await set("--name www --type A --target 203.0.113.9");
    write(...FILE);
    expect((await given("--yes")).json()).toMatchObject({
      entries: [
        { type: "MX" },
        { type: "CNAME" },
        { action: "change", previous_target: "203.0.113.9" },
      ],
      kept: [{ name: "old.example.com", type: "A", target: "203.0.113.9" }],
    });
    const pruned = await given("--yes --prune");
    expect(pruned.json()).toMatchObject({
      entries: [{ action: "delete", name: "old.example.com" }],
      kept: [],
    });
    expect((await dns(`list ${ZONE}`)).json()).toHaveLength(5 + 3);
  });

  test("what is in the way is told with the command that removes it", async () => {
    await set("--name api --type A --target 203.0.113.9");
    write(...FILE);
    const refused = await given("--yes");
    expect(refused.error()).toMatchObject({ code: "conflict", resource: "api.example.com" });
    expect(refused.error()["hint"]).toContain(
      "dns remove example.com --name api.example.com --type A",
    );
    expect(await own()).toHaveLength(1);
    expect((await given("--yes --prune")).status).toBe(0);
    expect(await own()).toContain("api.example.com CNAME www.example.com");
  });

  test("TTLs that are lost are told once", async () => {
    write("$TTL 1h", "a A 203.0.113.1", "b A 203.0.113.1", "c 60 A 203.0.113.1");
    const { stderr } = await given("--yes");
    expect(stderr.match(/TTL/g)).toHaveLength(1);
    expect(stderr).toContain("those of 2 entries are lost");
  });

  test("name servers of the zone itself are ignored, and told unless they are its own", async () => {
    write("@ NS ns1.example.net.", ...FILE);
    const { stderr, json } = await given("--yes --prune");
    expect(stderr).toContain("name servers are Lightsail's own: ignored are ns1.example.net");
    expect(json()).toMatchObject({ changed: true });
    expect((await dns(`list ${ZONE}`)).stdout).not.toContain("ns1.example.net");
    await cli()(`dns export ${ZONE} --file zone.txt`);
    expect((await given("--yes --prune")).stderr).not.toContain("ignored");
  });

  test("unknown types are refused, or left out and told", async () => {
    write(...FILE, '@ CAA 0 issue "letsencrypt.org"');
    expect((await given("--yes")).error()["message"]).toContain(
      'line 5: Lightsail has no entries of type "CAA"',
    );
    const { json, stderr } = await given("--yes --skip-unknown");
    expect(json()).toMatchObject({ skipped: [{ line: 5, name: ZONE, type: "CAA" }] });
    expect(stderr).toContain("line 5 is left out");
  });

  test("every fault of the file is told, and no call is made", async () => {
    write("www A nowhere", "$INCLUDE other", "@ MX 10 mail");
    const refused = await faultyCli(cli(), [{ operation: "GetDomain", fault: "server_error" }])(
      `dns import ${ZONE} --file zone.txt --yes -o json`,
    );
    expect(refused.status).toBe(2);
    expect(refused.error()["message"]).toMatch(/has 2 faults:\n {2}line 1: .*\n {2}line 2: /);
  });

  test.each([
    ["missing.txt", "can't be read (ENOENT)"],
    [".", "can't be read (EISDIR)"],
    ["/dev/zero", "is larger than 8 MiB"],
    ["latin.txt", "is not UTF-8 text"],
  ])("%s %s", async (file, message) => {
    writeFileSync(join(cli().directory, "latin.txt"), Buffer.from('@ TXT "\xfc"', "latin1"));
    const { status, error } = await dns(`import ${ZONE} --file ${file} --yes`);
    expect(status).toBe(2);
    expect(error()["message"]).toContain(message);
  });

  test("a file without entries never empties a zone, but an export of an empty one is sound", async () => {
    await cli()(`dns export ${ZONE} --file zone.txt`);
    expect((await given("--prune --yes")).json()).toMatchObject({ changed: false });
    await set("--name www --type A --target 203.0.113.9");
    write("; Transfer failed.");
    for (const flags of ["--yes", "--prune --yes"]) {
      expect((await given(flags)).error()["message"]).toBe(
        "The zone file zone.txt has no entries.",
      );
    }
    expect(await own()).toHaveLength(1);
  });

  test("ten thousand lines are planned", async () => {
    write(...Array.from({ length: 10_000 }, (_, n) => `h${n} A 10.0.${n >> 8}.${n & 255}`));
    const { changes } = (await given("--dry-run")).json() as { changes: unknown[] };
    expect(changes).toHaveLength(10_000);
    write(...Array.from({ length: 10_000 }, () => "www A nowhere"));
    const { error } = await given("--dry-run");
    expect(error()["message"]).toMatch(
      /has 10000 faults:(\n {2}line \d+: .*){100}\n {2}and 9900 more$/,
    );
  });
});

test("infra undo gives back a CNAME whose place others took", async () => {
  await set("--name www --type CNAME --target a.example.net");
  await set("--name api --type A --target 203.0.113.9");
  const before = await own();
  write(...FILE);
  expect((await given("--yes --prune")).status).toBe(0);
  expect((await cli()(`infra undo ${await lastId()} --yes`)).status).toBe(0);
  expect(await own()).toEqual(before);
});

describe("a zone that is not there", () => {
  test("is made when asked for, and its name servers are told", async () => {
    write(...FILE);
    const refused = await given("--yes", "example.org");
    expect(refused.error()["hint"]).toContain(
      "dns import example.org --file zone.txt --create-zone",
    );
    expect((await given("--create-zone --dry-run", "example.org")).json()).toMatchObject({
      changes: [{ action: "create", kind: "dns_zone", name: "example.org" }, {}, {}, {}],
    });
    const made = (await given("--create-zone --yes", "example.org")).json();
    expect(made).toMatchObject({ zone_created: true, changed: true });
    expect((made as { name_servers: string[] }).name_servers).toHaveLength(4);
  });

  test("infra undo deletes it again, but not with what somebody added", async () => {
    write(...FILE);
    await given("--create-zone --yes", "example.org");
    const id = await lastId();
    await elsewhere("set example.org --name more --type A --target 203.0.113.7");
    const refused = await cli()(`infra undo ${id} --yes -o json`);
    expect(refused.error()["message"]).toContain(
      "has other entries now: more.example.org A 203.0.113.7",
    );
    expect(refused.error()["hint"]).toContain(`infra undo ${id} --force`);
    await elsewhere("remove example.org --name more --type A --yes");
    expect((await cli()(`infra undo ${id} --yes`)).status).toBe(0);
    expect((await dns("zones")).json()).toMatchObject([{ name: ZONE }]);
  });
});

describe("asking", () => {
  const asked = (stdin: string) =>
    cli().with({ terminal: 80, stdin })(`dns import ${ZONE} --file zone.txt --prune`);

  test("shows all changes, and takes the zone's name", async () => {
    await set("--name old --type A --target 203.0.113.9");
    write(...FILE);
    expect((await given("")).error()).toMatchObject({ code: "confirmation_required" });
    const refused = await asked("yes\n");
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain("  create www.example.com A 203.0.113.1");
    expect(refused.stderr).toContain("  delete old.example.com A 203.0.113.9");
    expect(await own()).toHaveLength(1);
    expect((await asked(`${ZONE}\n`)).status).toBe(0);
    expect(await own()).toHaveLength(3);
  });

  test("stdin is the file or answers, never both", async () => {
    const line = `dns import ${ZONE} --file - -o json`;
    const text = "www A 203.0.113.1\n";
    expect((await cli().with({ terminal: 80, stdin: text })(line)).status).toBe(2);
    expect((await cli().with({ stdin: text })(`${line} --yes`)).json()).toMatchObject({
      changed: true,
    });
  });
});
