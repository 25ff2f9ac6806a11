import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteDomainCommand } from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { faultyCli } from "../../helpers/faults.ts";
import { ZONE, zoneHarness } from "./zone.ts";

const { cli, clock, client, dns, set, elsewhere, own, lastId, unfinished } = zoneHarness();
const write = (...lines: string[]): void =>
  writeFileSync(join(cli().directory, "zone.txt"), `${lines.join("\n")}\n`);
const FILE = ["$TTL 60", "www A 203.0.113.1", "@ MX 10 mail", "api CNAME www"];

describe("interrupted", () => {
  const cutOff = async (): Promise<void> => {
    await set("--name www --type A --target 203.0.113.9");
    await set("--name old --type A --target 203.0.113.9");
    write(...FILE);
    await clock().advance(1_000);
    const rules = [{ operation: "UpdateDomainEntry", fault: "expired_credentials" }];
    const { status, json } = await faultyCli(
      cli(),
      rules,
    )(`dns import ${ZONE} --file zone.txt --prune --yes -o json`);
    expect(status).toBe(4);
    expect(json()).toMatchObject({
      changed: true,
      entries: [{ changed: true }, { changed: true }, { changed: false }, { changed: false }],
    });
  };

  test("it is finished without the file", async () => {
    await cutOff();
    write("www A nowhere");
    expect((await cli()("infra resume --yes")).status).toBe(0);
    expect(await own()).toEqual([
      "api.example.com CNAME www.example.com",
      "example.com MX 10 mail.example.com",
      "www.example.com A 203.0.113.1",
    ]);
    expect(await unfinished()).toEqual([]);
  });

  test.each(["infra resume --undo --yes", "infra undo"])(
    "%s gives back all entries",
    async (line) => {
      await cutOff();
      const whole = line === "infra undo" ? `${line} ${await lastId()} --yes` : line;
      expect((await cli()(whole)).status).toBe(0);
      expect(await own()).toEqual([
        "old.example.com A 203.0.113.9",
        "www.example.com A 203.0.113.9",
      ]);
      expect(await unfinished()).toEqual([]);
    },
  );

  test("what somebody set since stays, and the rest is finished", async () => {
    await cutOff();
    await elsewhere(`set ${ZONE} --name www --type A --target 203.0.113.7`);
    const { status, stderr } = await cli()("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "the A entries of www.example.com were set by somebody since, and stay",
    );
    expect(await own()).toContain("www.example.com A 203.0.113.7");
    expect((await own()).join()).not.toContain("old.example.com");
    expect(await unfinished()).toEqual([]);
  });

  test("one entry that is set anew is not resumed", async () => {
    await cutOff();
    await set("--name www --type A --target 203.0.113.7");
    expect(await unfinished()).toHaveLength(1);
    expect((await cli()("infra resume --yes")).status).toBe(0);
    expect(await own()).toContain("www.example.com A 203.0.113.7");
    expect(await unfinished()).toEqual([]);
  });

  test("a zone that it made is deleted, though another run went on in between", async () => {
    write(...FILE);
    const fault = { operation: "CreateDomainEntry", fault: "expired_credentials", calls: [2] };
    await faultyCli(cli(), [fault])("dns import example.org --file zone.txt --create-zone --yes");
    await clock().advance(1_000);
    const resumed = await faultyCli(cli(), [fault])("infra resume --yes");
    expect(resumed.status).toBe(4);
    await clock().advance(1_000);
    const { stderr } = await cli()("infra resume --undo --yes");
    expect(stderr).toContain("example.org: DNS zone: 7 entries → none");
    expect((await dns("zones")).json()).toMatchObject([{ name: ZONE }]);
    expect(await unfinished()).toEqual([]);
  });

  test("a zone that was deleted since is not made again", async () => {
    write(...FILE);
    const rules = [{ operation: "CreateDomainEntry", fault: "expired_credentials", calls: [2] }];
    await faultyCli(cli(), rules)("dns import example.org --file zone.txt --create-zone --yes");
    await client().send(new DeleteDomainCommand({ domainName: "example.org" }));
    const { status, stderr } = await cli()("infra resume --yes");
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain("the zone example.org has been deleted since");
    expect((await dns("zones")).json()).toHaveLength(1);
  });
});
