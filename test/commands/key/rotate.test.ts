import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

let cli: Cli & { dispose: () => void };
let withSsh: Cli;
beforeEach(() => {
  cli = makeCli();
  withSsh = cli.with({ env: { PATH: process.env["PATH"] ?? "" } });
});
afterEach(() => cli.dispose());

const LINE = "key rotate old --to new --identity old.pem --new-identity new.pem";
const rotate = (more = ""): ReturnType<Cli> =>
  withSsh(`${LINE} --yes --output json ${more}`.trim());
const create = (name: string): ReturnType<Cli> =>
  cli(`key create ${name} --private-key ${name}.pem`);

test("without ssh it is refused before any call", async () => {
  const ended = await cli(`${LINE} --yes`);
  expect(ended.status).toBe(4);
  expect(ended.stderr).toContain("ssh is not on the PATH");
});

test.each([
  ["key rotate old --to old --identity a --new-identity b --yes", "can't replace itself"],
  ["key rotate old --identity a --new-identity b --yes", "--to"],
  [`${LINE} --user -oProxyCommand=x --yes`, "not a login name"],
])("%s is refused", async (line, why) => {
  const ended = await withSsh(line);
  expect([ended.status, ended.stdout]).toEqual([2, ""]);
  expect(ended.stderr).toContain(why);
});

describeWith(
  "with keys",
  { ssh: tool("ssh", ["-V"]), "ssh-keygen": tool("ssh-keygen", null) },
  () => {
    beforeEach(async () => {
      await create("old");
      await create("new");
    });

    test("the files must be the private keys of the pairs", async () => {
      await create("third");
      const swapped = await withSsh(
        "key rotate old --to new --identity old.pem --new-identity third.pem --yes --output json",
      );
      expect(swapped.error()).toMatchObject({
        ...{ code: "conflict", hint: "Check --new-identity." },
        message: "third.pem is not the private key of new.",
      });
      chmodSync(join(cli.directory, "old.pem"), 0o644);
      expect((await rotate()).error()).toMatchObject({ code: "config_invalid" });
    });

    test("the new pair must be there; the old one may be gone", async () => {
      await cli("infra create --name one --key-pair old");
      await cli("key delete old --yes");
      // It comes as far as the instance.
      expect((await rotate()).error()).toMatchObject({ code: "invalid_input", resource: "one" });
      await cli("key delete new --yes");
      expect((await rotate()).error()).toMatchObject({ code: "not_found", resource: "new" });
    });

    test("without a terminal it needs --yes", async () => {
      await cli("infra create --name one --key-pair old");
      const ended = await withSsh(`${LINE} --output json`);
      expect(ended.error()).toMatchObject({ code: "confirmation_required" });
    });

    test("nobody that holds the old key, or another key, is told", async () => {
      expect((await rotate()).error()).toMatchObject({ code: "not_found", resource: "old" });
      await cli("infra create --name one --key-pair new");
      await cli("infra create --name two");
      expect((await rotate("--instance two")).error()).toMatchObject({
        message: "two has the key of LightsailDefaultKeyPair, not of old.",
      });
      expect((await rotate("--instance no-such")).error()).toMatchObject({ code: "not_found" });
    });

    test("stopped and protected instances keep no other, and are not touched", async () => {
      await cli("infra create --name off --name kept --key-pair old");
      await cli("infra tag set --name kept --tag Protected=true");
      await cli("infra manage --name off --action stop");
      const ended = await rotate();
      expect(ended.status).toBe(6);
      expect(ended.json()).toMatchObject([
        { name: "kept", error: { code: "protected" } },
        { name: "off", error: { code: "invalid_state" } },
      ]);
      const tags = (await cli("infra list --output json")).json() as { tags: object }[];
      for (const it of tags) expect(it.tags).not.toHaveProperty("quants-ctl:key-pair");
    });

    test("the tag of a rotated instance tells who holds which key, and a resize takes that one", async () => {
      await cli("infra create --name one --key-pair old");
      await cli("infra tag set --name one --tag quants-ctl:key-pair=new");
      const listed = (await cli("key list --output json")).json();
      expect(listed).toMatchObject([
        { name: "new", instance_count: 1 },
        { name: "old", instance_count: 0 },
      ]);
      await cli("key delete old --yes");
      const resized = await cli("infra resize --name one --bundle medium_3_0 --yes --output json");
      expect(resized.json()).toMatchObject({ name: "one-medium", key_pair: "new" });
    });
  },
);
