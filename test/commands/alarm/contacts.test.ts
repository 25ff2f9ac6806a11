import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { faultyCli } from "../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const contacts = (line: string): ReturnType<Cli> => cli(`alarm contacts ${line} --output json`);
const listed = async (line = ""): Promise<unknown> =>
  (await contacts(`list ${line}`.trim())).json();

/** All that the journal has of what was done. */
function journal(): string {
  const folder = join(cli.directory, "state", "journal");
  return readdirSync(folder)
    .map((it) => readFileSync(join(folder, it), "utf8"))
    .join("");
}

describe("set", () => {
  test("gives the region an address and a number, masked wherever it is shown", async () => {
    const ended = await contacts("set --email ops@example.com");
    expect(ended.json()).toMatchObject({
      ...{ action: "set", name: "email", endpoint: "o***@example.com", changed: true },
      status: "pending_verification",
    });
    expect(ended.stderr).toContain("follows the link");
    await cli("alarm contacts set --sms", "+1 (555) 010-0123");
    expect(await listed()).toMatchObject([
      { protocol: "email", endpoint: "o***@example.com", status: "pending_verification" },
      { protocol: "sms", endpoint: "+1***23", status: "valid", alarm_count: 0 },
    ]);
    expect(await listed("--show")).toMatchObject([
      { endpoint: "ops@example.com" },
      { endpoint: "+15550100123" },
    ]);
    expect(journal()).toContain("o***@example.com");
    expect(journal()).not.toMatch(/ops@|5550100/);
    expect((await contacts("set --email ops@example.com")).json()).toMatchObject({
      changed: false,
    });
  });

  test("replaces another one only when that is confirmed", async () => {
    await contacts("set --email ops@example.com");
    expect((await contacts("set --email new@example.com")).error()).toMatchObject({
      code: "confirmation_required",
    });
    expect((await contacts("set --email new@example.com --dry-run")).json()).toMatchObject({
      changes: [{ action: "replace", detail: "o***@example.com -> n***@example.com" }],
    });
    expect((await contacts("set --email new@example.com --yes")).status).toBe(0);
    expect(await listed("--show")).toMatchObject([{ endpoint: "new@example.com" }]);
  });

  test.each([
    ["--email ops", "not an email address"],
    ["--email ops@example.com,other@example.com", "not an email address"],
    ["--sms 4915550100", "not a phone number"],
    ["--sms +0915550100", "not a phone number"],
    ["--sms +15550100123 --email ops@example.com", "either --email or --sms"],
    ["", "either --email or --sms"],
    ["--sms +15550100123 --region eu-central-1", "no text messages from eu-central-1"],
  ])("refuses %j, and repeats nothing of it", async (line, message) => {
    const ended = await contacts(`set ${line}`.trim());
    expect(ended.status).toBe(2);
    expect(ended.error()["message"]).toContain(message);
    expect(ended.stderr).not.toMatch(/other@|915550100/);
    expect(await listed("--region all")).toEqual([]);
  });

  test("that was interrupted asks for the address, and is over once it is repeated", async () => {
    await contacts("set --email ops@example.com");
    const refused = faultyCli(cli, [
      { operation: "CreateContactMethod", fault: "expired_credentials" },
    ]);
    const ended = await refused("alarm contacts set --email new@example.com --yes");
    expect(ended.status).toBe(4);
    expect((await cli("infra resume --yes")).stderr).toContain("The journal keeps no address");
    expect(await listed()).toEqual([]);
    expect((await contacts("set --email new@example.com")).status).toBe(0);
    expect((await cli("infra resume --yes")).status).toBe(3);
    expect(await listed("--show")).toMatchObject([{ endpoint: "new@example.com" }]);
  });
});

describe("remove", () => {
  test("tells how many alarms name it", async () => {
    await cli("infra create --name web");
    await contacts("set --email ops@example.com");
    await cli("alarm set web-cpu --instance web --metric cpu --above 80");
    expect((await contacts("remove email")).error()).toMatchObject({
      code: "confirmation_required",
    });
    expect((await contacts("remove email --dry-run")).json()).toMatchObject({
      changes: [{ action: "delete", kind: "contact", detail: "1 alarm names it" }],
    });
    expect((await contacts("remove email --yes")).json()).toMatchObject({
      ...{ changed: true, endpoint: "o***@example.com" },
    });
    expect((await contacts("remove email --yes")).error()).toMatchObject({ code: "not_found" });
    expect((await contacts("remove email --yes --if-exists")).json()).toMatchObject({
      changed: false,
    });
    expect((await contacts("remove fax --yes")).status).toBe(2);
  });

  test("that was interrupted is resumed", async () => {
    await contacts("set --email ops@example.com");
    const lost = faultyCli(cli, [{ operation: "DeleteContactMethod", fault: "reset_before" }]);
    expect((await lost("alarm contacts remove email --yes")).status).toBe(8);
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toEqual([]);
  });
});

describe("verify", () => {
  test("sends it once more, where there is an address", async () => {
    expect((await contacts("verify")).error()).toMatchObject({ code: "not_found" });
    await contacts("set --email ops@example.com");
    expect((await contacts("verify --dry-run")).json()).toMatchObject({
      changes: [{ action: "verify", name: "email" }],
    });
    expect((await contacts("verify")).json()).toMatchObject({ action: "verify", changed: true });
  });
});
