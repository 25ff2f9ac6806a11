import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DomainEntry } from "../../../../src/core/contracts/domains.ts";
import { importPlan } from "../../../../src/core/dns/import-plan.ts";
import { textTarget } from "../../../../src/core/dns/text.ts";
import { readZoneFile } from "../../../../src/core/dns/zone-file/read.ts";
import { writeZoneFile } from "../../../../src/core/dns/zone-file/write.ts";
import { run } from "../../../helpers/run.ts";
import { describeWith, tool } from "../../../helpers/tools.ts";

const ZONE = "example.com";
const COMPILE = tool("named-compilezone", ["-v"]);
const entry = (name: string, type: string, target: string): DomainEntry => ({
  ...{ id: `${name} ${type} ${target}`, name, type, target, is_alias: false },
});
const ENTRIES = [
  entry(ZONE, "SOA", "ns-1.awsdns-1.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"),
  entry(ZONE, "NS", "ns-1.awsdns-1.com"),
  entry(ZONE, "A", "203.0.113.1"),
  entry(ZONE, "MX", "10 mail.example.com"),
  entry(ZONE, "TXT", "v=spf1 -all"),
  entry(ZONE, "TXT", String.raw`"say \"hi\"; \\" "\303\274\000\377"`),
  entry("long.example.com", "TXT", textTarget(["x".repeat(700)])),
  entry("mail.example.com", "AAAA", "2001:db8::1"),
  entry("*.example.com", "A", "203.0.113.2"),
  entry("_sip._tcp.example.com", "SRV", "10 5 5060 mail.example.com"),
  entry("part.example.com", "NS", "ns1.example.net"),
  entry("xn--bcher-kva.example.com", "CNAME", "example.com"),
];

/** What BIND writes of a file that it has read. */
async function throughBind(text: string, style: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-bind-"));
  try {
    const [from, to] = [join(folder, "in.zone"), join(folder, "out.zone")];
    writeFileSync(from, text);
    const argv = ["-i", "none", "-k", "fail", "-s", style, "-o", to, ZONE, from];
    const { status, stdout, stderr } = await run(COMPILE ?? "", argv);
    expect({ status, said: `${stdout}${stderr}` }).toEqual({
      status: 0,
      said: expect.stringMatching(/^zone example\.com\/IN: loaded serial 1\n.*OK\n$/s),
    });
    return readFileSync(to, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWith("BIND", { "named-compilezone": COMPILE }, () => {
  test.each(["full", "relative"])(
    "reads an export, and its own file has no difference: %s",
    async (style) => {
      const { text } = writeZoneFile({ name: ZONE, tags: {}, entries: ENTRIES });
      const written = await throughBind(text, style);
      const { entries, faults, nameServers } = readZoneFile(written, {
        zone: ZONE,
        skipUnknown: false,
      });
      expect({ faults, nameServers }).toEqual({ faults: [], nameServers: ["ns-1.awsdns-1.com"] });
      expect(importPlan(ZONE, ENTRIES, entries, { prune: true })).toMatchObject({
        sets: [],
        kept: [],
      });
      // It did read it all.
      expect(entries).toHaveLength(ENTRIES.length - 2);
    },
  );
});
