import { resolve } from "node:path";
import type { spec } from "./export.spec.ts";
import type { Command } from "../definition/command.ts";
import { checkZoneName } from "../../core/dns/names.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { writeZoneFile } from "../../core/dns/zone-file/write.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";

export const command: Command<typeof spec> = async ({ argument, file }, context) => {
  const zone = checkZoneName(argument);
  const { domains } = await context.manager(DOMAINS_REGION);
  const domain = await domains.get(zone, { signal: context.signal });
  const { text, left } = writeZoneFile({ ...domain, name: zone });
  for (const { name, type, target } of left) {
    context.narrator.warn(
      `left out, as a zone file can't hold it: ${name} ${type} ${JSON.stringify(target)}`,
    );
  }
  if (file === undefined) return { kind: "text", text };
  writeWholeFile(resolve(context.host.cwd, file), text, 0o644);
  const count = domain.entries.length - left.length;
  context.narrator.step(`${file}: ${count} ${count === 1 ? "entry" : "entries"} of ${zone}`);
  return { kind: "silent" };
};
