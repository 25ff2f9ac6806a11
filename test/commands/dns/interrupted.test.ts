import { describe, expect, test } from "vitest";
import { faultyCli } from "../../helpers/faults.ts";
import { ZONE, zoneHarness } from "./zone.ts";

const { cli, clock, set, elsewhere, own, lastId, unfinished } = zoneHarness();

describe("interrupted", () => {
  const REPLACE = `dns set ${ZONE} --name www --type A --target 203.0.113.3 --replace`;
  const cutOff = async (): Promise<void> => {
    await set("--name www --type A --target 203.0.113.1");
    await set("--name www --type A --target 203.0.113.2 --add");
    await clock().advance(1_000);
    const rules = [{ operation: "DeleteDomainEntry", fault: "expired_credentials" }];
    expect((await faultyCli(cli(), rules)(REPLACE)).status).toBe(4);
    expect(await own()).toEqual(["www.example.com A 203.0.113.2", "www.example.com A 203.0.113.3"]);
  };

  test.each(["infra resume --yes", REPLACE])("it is finished by %s", async (line) => {
    await cutOff();
    expect((await cli()(line)).status).toBe(0);
    expect(await own()).toEqual(["www.example.com A 203.0.113.3"]);
    expect(await unfinished()).toEqual([]);
  });

  test("what somebody else set since is not overwritten", async () => {
    await cutOff();
    await elsewhere(`set ${ZONE} --name www --type A --target 203.0.113.7 --add`);
    const { status, stderr } = await cli()("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "stay: 203.0.113.3, 203.0.113.2, 203.0.113.7; to go on all the same: quants-ctl dns set example.com --name www --type A --target 203.0.113.3 --replace",
    );
    expect(await own()).toHaveLength(3);
    expect(await unfinished()).toEqual([]);
  });

  test("it is over when the entries are set anew", async () => {
    await cutOff();
    await set("--name www --type A --target 203.0.113.7 --add");
    expect(await unfinished()).toEqual([]);
    expect((await cli()("infra resume --yes")).status).toBe(3);
    expect(await own()).toHaveLength(3);
  });

  test("the address that an instance had is what it is finished with", async () => {
    await cli()("infra create --name one --region ap-northeast-1");
    const rules = [{ operation: "CreateDomainEntry", fault: "reset_before" }];
    const line = `dns set ${ZONE} --name one --type A --target one`;
    expect((await faultyCli(cli(), rules)(line)).status).not.toBe(0);
    const { public_ip: ip } = (await cli()("infra info one -o json")).json() as {
      public_ip: string;
    };
    await cli()("infra destroy --name one --yes");
    expect((await cli()("infra resume --yes")).status).toBe(0);
    expect(await own()).toEqual([`one.example.com A ${ip}`]);
  });

  test.each(["infra resume --undo --yes", "infra undo"])(
    "%s brings back what was there",
    async (line) => {
      await cutOff();
      const whole = line === "infra undo" ? `${line} ${await lastId()} --yes` : line;
      expect((await cli()(whole)).status).toBe(0);
      expect(await unfinished()).toEqual([]);
      expect(await own()).toEqual([
        "www.example.com A 203.0.113.1",
        "www.example.com A 203.0.113.2",
      ]);
    },
  );
});
