import { CreateDomainEntryCommand, CreateLoadBalancerCommand } from "@aws-sdk/client-lightsail";
import { beforeEach, describe, expect, test } from "vitest";
import type { Cli } from "../../helpers/cli.ts";
import { ZONE, zoneHarness } from "./zone.ts";

const { cli, client, dns, set, listed, own, lastId } = zoneHarness();

describe("zones and list", () => {
  test("are those of us-east-1, whatever region is set", async () => {
    await set("--name www --type A --target 203.0.113.1");
    const elsewhere = cli().with({ env: { AWS_REGION: "eu-west-1" } });
    expect((await elsewhere("dns zones -o json")).json()).toEqual([
      { name: ZONE, entries: 6, tags: {} },
    ]);
    const { stdout } = await elsewhere("dns list EXAMPLE.com.");
    expect(stdout).toMatch(/www\.example\.com +A +203\.0\.113\.1/);
    expect(stdout).toMatch(/example\.com +SOA /);
  });

  test("a zone that is not there is said to be missing", async () => {
    expect((await dns("list example.org")).status).toBe(3);
    expect((await dns("list example")).status).toBe(2);
    expect((await set("--name www --type A --target 203.0.113.999")).status).toBe(2);
  });
});

describe("set", () => {
  test("makes an entry, says unchanged the next time, and changes the only one", async () => {
    expect((await set("--name www --type A --target 203.0.113.1")).json()).toMatchObject({
      ...{ action: "set", name: "www.example.com", changed: true },
      ...{ targets: ["203.0.113.1"], previous_targets: [] },
    });
    const again = await set("--name WWW.example.com. --type A --target 203.0.113.1");
    expect(again.json()).toMatchObject({ changed: false });
    const other = await set("--name www --type A --target 203.0.113.2");
    expect(other.json()).toMatchObject({ changed: true, previous_targets: ["203.0.113.1"] });
    expect(await own()).toEqual(["www.example.com A 203.0.113.2"]);
  });

  test.each([
    ["CNAME", "www", "Target.example.net.", "target.example.net"],
    ["MX", "@", "10  mail.example.net.", "10 mail.example.net"],
    ["SRV", "_sip._tcp", "10 5 5060 sip.example.net.", "10 5 5060 sip.example.net"],
    ["NS", "part", "ns1.example.net.", "ns1.example.net"],
    ["AAAA", "www", "2001:DB8:0:0::1", "2001:db8::1"],
    ["TXT", "@", '"v=spf1 -all"', '"v=spf1 -all"'],
  ])("a last dot and the like make no difference: %s", async (type, name, given, kept) => {
    const words = ["dns", "set", ZONE, "--name", name, "--type", type, "--output", "json"];
    expect((await cli()(...words, "--target", given)).json()).toMatchObject({ targets: [kept] });
    for (const same of [given, kept, kept.replaceAll('"', "")]) {
      const { json } = await cli()(...words, "--target", same);
      expect(json()).toMatchObject({ changed: false, targets: [kept] });
    }
  });

  test("what another tool wrote with a last dot is the same, and is left as it is", async () => {
    const domainEntry = { name: "www.example.com", type: "CNAME", target: "a.example.net." };
    const sandbox = client();
    await sandbox.send(new CreateDomainEntryCommand({ domainName: ZONE, domainEntry }));
    const { json } = await set("--name www --type CNAME --target a.example.net");
    expect(json()).toMatchObject({ changed: false });
  });

  test("--add puts it beside the others, --replace has it alone, neither guesses", async () => {
    await set("--name www --type A --target 203.0.113.1");
    await set("--name www --type A --target 203.0.113.2 --add");
    expect(await own()).toEqual(["www.example.com A 203.0.113.1", "www.example.com A 203.0.113.2"]);
    const refused = await set("--name www --type A --target 203.0.113.3");
    expect(refused.error()).toMatchObject({ code: "conflict" });
    const replace = "--name www --type A --target 203.0.113.3 --replace";
    expect((await set(`${replace} --dry-run`)).json()).toMatchObject({
      changes: [
        { action: "change", kind: "dns_record", detail: "A 203.0.113.1 -> 203.0.113.3" },
        { action: "delete", detail: "A 203.0.113.2" },
      ],
    });
    expect(await own()).toHaveLength(2);
    await set(replace);
    expect(await own()).toEqual(["www.example.com A 203.0.113.3"]);
  });

  test("an instance's name is its address, with a warning unless that is static", async () => {
    await cli()("infra create --name one");
    const moving = await set("--name one --type A --target one");
    expect(moving.stderr).toContain("one has no static IP");
    const [{ public_ip: ip } = {}] = (await cli()("infra list -o json")).json() as {
      public_ip: string;
    }[];
    expect(moving.json()).toMatchObject({ targets: [ip] });
    await cli()("infra create --name two --static-ip");
    expect((await set("--name two --type A --target two")).stderr).not.toContain("static IP");
    expect((await set("--name three --type A --target three")).status).toBe(3);
  });

  test("--alias-of points at the load balancer's name", async () => {
    const sandbox = client();
    const region = sandbox.config.region;
    await sandbox.send(
      new CreateLoadBalancerCommand({ loadBalancerName: "front", instancePort: 80 }),
    );
    const line = `--name @ --type A --alias-of front --region ${await region()}`;
    const made = (await set(line)).json() as { targets: string[] };
    expect(made.targets[0]).toMatch(/\.elb\.amazonaws\.com$/);
    expect((await set(line)).json()).toMatchObject({ changed: false });
    expect(await listed()).toContainEqual(
      expect.objectContaining({ name: ZONE, type: "A", is_alias: true }),
    );
  });

  test.each([
    ["--name @ --type NS --target ns1.example.net", "protected"],
    ["--name @ --type CNAME --target a.example.net", "invalid_input"],
    ["--name www --type CNAME --target 203.0.113.1", "invalid_input"],
    ["--name www --type MX --target mail.example.net", "invalid_input"],
    ["--name a..b --type A --target 203.0.113.1", "invalid_input"],
    ["--name www --type A", "usage"],
    ["--name www --type MX --alias-of front", "usage"],
    ["--name busy --type CNAME --target a.example.net", "conflict"],
  ])("%s is refused before anything is changed: %s", async (line, code) => {
    await set("--name busy --type A --target 203.0.113.1");
    const before = await listed();
    expect((await set(line)).error()).toMatchObject({ code });
    expect(await listed()).toEqual(before);
  });
});

describe("remove", () => {
  beforeEach(async () => {
    await set("--name www --type A --target 203.0.113.1");
    await set("--name www --type A --target 203.0.113.2 --add");
  });
  const remove = (line: string): ReturnType<Cli> => dns(`remove ${ZONE} ${line}`);

  test("asks, and removes one or all of a name and type", async () => {
    expect((await remove("--name www --type A")).error()).toMatchObject({
      code: "confirmation_required",
    });
    const one = await remove("--name www --type A --target 203.0.113.1 --yes");
    expect(one.json()).toMatchObject({ changed: true, targets: ["203.0.113.2"] });
    expect((await remove("--name www --type A --dry-run")).json()).toMatchObject({
      changes: [{ action: "delete", name: "www.example.com", detail: "A 203.0.113.2" }],
    });
    await remove("--name www --type A --yes");
    expect(await own()).toEqual([]);
    expect((await remove("--name www --type A --yes")).status).toBe(3);
    expect((await remove("--name www --type A --yes --if-exists")).json()).toMatchObject({
      changed: false,
    });
  });

  test("asks on a terminal for the name, and shows what is lost", async () => {
    const asked = (stdin: string) =>
      cli().with({ terminal: 100, stdin })(`dns remove ${ZONE} --name www --type A`);
    const refused = await asked("www\n");
    expect(refused.stderr).toContain("www.example.com A 203.0.113.2");
    expect(refused.stderr).toContain("Not confirmed; nothing was changed.");
    expect(await own()).toHaveLength(2);
    expect((await asked("www.example.com\n")).status).toBe(0);
    expect(await own()).toEqual([]);
  });

  test.each(["NS", "SOA"])("keeps the zone's own %s entries", async (type) => {
    const before = await listed();
    const { error } = await remove(`--name @ --type ${type} --yes`);
    expect(error()).toMatchObject({ code: "protected" });
    expect(await listed()).toEqual(before);
  });

  test("is undone, and so is set, unless somebody changed the entries since", async () => {
    const before = await own();
    await remove("--name www --type A --yes");
    expect((await cli()(`infra undo ${await lastId()} --yes`)).status).toBe(0);
    expect(await own()).toEqual(before);
    await set("--name www --type A --target 203.0.113.9 --replace");
    const id = await lastId();
    await set("--name www --type A --target 203.0.113.10");
    const refused = await cli()(`infra undo ${id} --yes -o json`);
    expect(refused.error()["message"]).toContain("are now 203.0.113.10");
    expect((await cli()(`infra undo ${id} --yes --force`)).status).toBe(0);
    expect(await own()).toEqual(before);
  });
});
