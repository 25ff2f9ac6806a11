import type { spec } from "./import.spec.ts";
import type { OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import type { ZoneFileFault } from "../../core/dns/zone-file/fault.ts";
import { LIGHTSAIL_TTL } from "../../core/dns/zone-file/default-ttl.ts";
import { type ZoneFile, readZoneFile } from "../../core/dns/zone-file/read.ts";
import { checkTogether } from "../../core/dns/zone-file/together.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { readAtMost } from "../shared/read-at-most.ts";

type ImportOptions = OptionsFor<typeof spec>;

/** More than ten times what a zone may have. */
const MAX_BYTES = 8 * 1_048_576;
const MAX_FAULTS = 100;

/** The entries of the file, and warnings of what Lightsail can't keep of it; throws for faults. */
export async function readImport(
  { file: path, skipUnknown = false }: ImportOptions,
  zone: string,
  context: Context,
): Promise<ZoneFile> {
  const text = await readText(path, context);
  const file = readZoneFile(text, { zone, skipUnknown });
  const { entries, faults } = checkTogether(file.entries, zone);
  const all = [...file.faults, ...faults].toSorted((a, b) => a.line - b.line);
  if (all.length > 0) throw faulty(path, all);
  if (entries.length === 0 && file.nameServers.length === 0) throw withoutEntries(path);
  warnOf(file, context);
  return { ...file, entries };
}

async function readText(file: string, context: Context): Promise<string> {
  const name = file === "-" ? "The zone file on stdin" : `The zone file ${file}`;
  const bytes = await readAtMost(file, MAX_BYTES, context.host).catch((cause: unknown) => {
    throw new UsageError(`${name} can't be read (${(cause as NodeJS.ErrnoException).code}).`, {
      hint: "Check the path given to --file.",
      resource: file,
      cause,
    });
  });
  if (bytes.length > MAX_BYTES) {
    throw new UsageError(`${name} is larger than 8 MiB.`, {
      hint: "Check that it is the file you meant.",
      resource: file,
    });
  }
  try {
    // Without a byte-order mark, which some editors write.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`${name} is not UTF-8 text.`, {
      hint: "Convert it, or write what is beyond ASCII as escapes: \\252.",
      resource: file,
      cause,
    });
  }
}

function faulty(file: string, faults: readonly ZoneFileFault[]): QuantsError {
  const told = faults
    .slice(0, MAX_FAULTS)
    .map(({ line, message }) => `\n  line ${line}: ${message}`);
  const more = faults.length - told.length;
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  return new QuantsError(
    "invalid_input",
    `The zone file ${file} has ${count}:${told.join("")}${more > 0 ? `\n  and ${more} more` : ""}`,
    { hint: "Fix the file; nothing was done.", resource: file },
  );
}

/** What a transfer that was refused leaves: pruned by it, a zone would be empty. */
function withoutEntries(file: string): QuantsError {
  return new QuantsError("invalid_input", `The zone file ${file} has no entries.`, {
    hint: "Check that it is the file you meant, and that the command that writes it succeeded.",
    resource: file,
  });
}

function warnOf({ otherTtls, skipped }: ZoneFile, { narrator }: Context): void {
  if (otherTtls > 0) {
    narrator.warn(
      `Lightsail's TTL is always ${LIGHTSAIL_TTL} seconds: those of ${otherTtls} ${otherTtls === 1 ? "entry" : "entries"} are lost`,
    );
  }
  for (const { line, name, type } of skipped) {
    narrator.warn(`line ${line} is left out, as Lightsail has no such type: ${name} ${type}`);
  }
}
