import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateDomainEntryCommand } from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { ZONE, zoneHarness } from "./zone.ts";

const { cli, client, dns } = zoneHarness();
const write = (...lines: string[]): void =>
  writeFileSync(join(cli().directory, "zone.txt"), `${lines.join("\n")}\n`);
const given = (flags: string) => dns(`import ${ZONE} --file zone.txt ${flags}`);
const FILE = ["www A 203.0.113.1", "@ MX 10 mail", "api CNAME www"];

test("a zone is exported as a file, which has no difference from it", async () => {
  write(...FILE, '@ TXT "v=spf1 -all"', ";ALIAS front A ab.elb.amazonaws.com.");
  await given("--yes");
  // As another tool may have written it.
  const domainEntry = { name: "x.example.com", type: "TXT", target: "plain text" };
  await client().send(new CreateDomainEntryCommand({ domainName: ZONE, domainEntry }));
  const { stdout } = await cli()(`dns export ${ZONE}`);
  expect(stdout).toContain('x     IN TXT   "plain text"\n');
  expect(stdout).toContain("\n;ALIAS front A ab.elb.amazonaws.com.\n");
  const { stderr } = await cli()(`dns export ${ZONE} --file zone.txt`);
  expect(stderr).toContain(`zone.txt: 11 entries of ${ZONE}`);
  expect(readFileSync(join(cli().directory, "zone.txt"), "utf8")).toBe(stdout);
  expect((await given("--prune --yes")).json()).toMatchObject({ changed: false, unchanged: 6 });
});

test("what no zone file can hold is told", async () => {
  const domainEntry = { name: "x.example.com", type: "TXT", target: "x" };
  await client().send(new CreateDomainEntryCommand({ domainName: ZONE, domainEntry }));
  const file = join(cli().directory, "sandbox", "us-east-1.json");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll('"type":"TXT"', '"type":"MX"'));
  const { status, stdout, stderr } = await cli()(`dns export ${ZONE}`);
  expect({ status, has: stdout.includes("x ") }).toEqual({ status: 0, has: false });
  expect(stderr).toContain('left out, as a zone file can\'t hold it: x.example.com MX "x"');
});

test("a file in a folder that is not there is refused", async () => {
  expect((await cli()(`dns export ${ZONE} --file no-folder/zone.txt`)).status).toBe(1);
});
