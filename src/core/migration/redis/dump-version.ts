import { QuantsError } from "../../errors.ts";
import { ask, buffersOf, listOf } from "./replies.ts";
import type { RedisStore } from "./store.ts";

/** From which version of Redis on a server reads which format of values, newest first. */
const FORMATS: readonly (readonly [major: number, minor: number, format: number])[] = [
  [7, 4, 12],
  [7, 2, 11],
  [7, 0, 10],
  [5, 0, 9],
  [4, 0, 8],
  [3, 2, 7],
  [0, 0, 6],
];

/** Newer than all that is known: what it reads is found out by trying. */
const UNKNOWN_FROM = 8;

/**
 * An older server does not take the values of a newer one. That is found out from a value of the
 * source before the first key is copied.
 */
export async function checkVersions(source: RedisStore, target: RedisStore): Promise<void> {
  const written = await formatOfDumps(source);
  for (const { node, facts } of target.primaries) {
    const read = formatOfVersion(facts.version);
    if (written === null || read === null || read >= written) continue;
    throw new QuantsError(
      "invalid_state",
      `The target ${node.name} (Redis ${facts.version}) can't read values of the source (Redis ${source.primaries[0]?.facts.version}).`,
      {
        hint: "Nothing was changed. Use a target of the same or a newer version.",
        resource: node.name,
      },
    );
  }
}

/** Null for a version that is not known. */
function formatOfVersion(version: string): number | null {
  const [major = Number.NaN, minor = 0] = version.split(".").map(Number);
  if (Number.isNaN(major) || major >= UNKNOWN_FROM) return null;
  const known = FORMATS.find(([from, least]) => major > from || (major === from && minor >= least));
  return known?.[2] ?? null;
}

/** The format that the source's own values have; null without any value. */
async function formatOfDumps({ primaries }: RedisStore): Promise<number | null> {
  for (const { node } of primaries) {
    const [, keys] = listOf(await ask(node, "SCAN", "0", "COUNT", "10"));
    for (const key of buffersOf(keys)) {
      const dump = await ask(node, "DUMP", key);
      // Two bytes before the checksum of eight.
      if (Buffer.isBuffer(dump) && dump.length > 10) return dump.readUInt16LE(dump.length - 10);
    }
  }
  return null;
}
