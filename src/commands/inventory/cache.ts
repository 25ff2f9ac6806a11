import { createHash } from "node:crypto";
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Context } from "../../core/context.ts";
import type { HostRecord } from "../../core/inventory/instance-host.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { cacheFolder, changedAt } from "./cache-folder.ts";
import type { Answer } from "./cached-answer.ts";
import { makePrivate, odd, readPrivate } from "./private-files.ts";

export interface CacheOptions {
  /** `--cache-ttl`, in milliseconds; without it nothing is kept. */
  cacheTtl?: number;
  /** Ask whatever is there. */
  refresh?: boolean;
}

/** No answer is taken that is older than a duration on the command line can be. */
const LONGEST = 24 * 3_600_000;

/**
 * The answer of an earlier run with the same `key`, when it is young enough; else that of
 * `ask`, which is kept. Whatever is odd about the file is told, and never trusted: its records
 * go through the same checks as the source's own.
 */
export async function throughCache(
  name: string,
  key: () => Promise<unknown>,
  options: CacheOptions,
  context: Context,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { cacheTtl = 0, refresh = false } = options;
  if (cacheTtl === 0) return ask();
  const { narrator, clock } = context;
  const parts = JSON.stringify([name, await context.identity(), await key()]);
  const digest = createHash("sha256").update(parts).digest("hex");
  const folder = cacheFolder(context.host);
  const path = join(folder, `${name}-${digest}.json`);
  try {
    makePrivate(folder, context.host);
  } catch (error) {
    narrator.warn(`the cache is not used: ${(error as Error).message}`);
    return ask();
  }
  const kept = refresh ? null : await keptAnswer(path, digest, context);
  const now = clock.now();
  const age = kept === null ? -1 : now - kept.asked_at;
  // A clock that was set back says nothing about an age.
  const isYoung = kept !== null && age >= 0 && age < cacheTtl;
  if (isYoung && kept.asked_at > changedAt(folder)) return { ...kept.answer, age };
  const answer = await ask();
  keep(path, { key: digest, asked_at: now }, answer, context);
  return answer;
}

async function keptAnswer(path: string, digest: string, { narrator }: Context) {
  try {
    const text = readPrivate(path);
    if (text === null) return null;
    const { parseKept } = await import("./cached-answer.ts");
    const kept = parseKept(text);
    if (kept?.key !== digest) throw odd(path, "it is damaged");
    return kept;
  } catch (error) {
    narrator.warn(`a cached answer is not used: ${(error as Error).message}`);
    return null;
  }
}

function keep(
  path: string,
  head: { key: string; asked_at: number },
  { instances, warnings, unread = [] }: Answer,
  { clock, narrator }: Context,
): void {
  const kept = { ...head, answer: { instances: instances.map(recordOf), warnings, unread } };
  try {
    // Not through a link, which a file to be replaced is otherwise.
    rmSync(path, { force: true });
    writeWholeFile(path, JSON.stringify(kept), 0o600);
    prune(dirname(path), clock.now());
  } catch (error) {
    narrator.warn(`the answer is not kept: ${(error as Error).message}`);
  }
}

/** The members by name: a source's records may hold what is nobody else's business. */
function recordOf(instance: HostRecord): HostRecord {
  return {
    name: instance.name,
    status: instance.status,
    public_ip: instance.public_ip,
    private_ip: instance.private_ip,
    ipv6_addresses: instance.ipv6_addresses,
    username: instance.username,
    region: instance.region,
    availability_zone: instance.availability_zone,
    bundle_id: instance.bundle_id,
    blueprint_id: instance.blueprint_id,
    tags: instance.tags,
  };
}

/** Keys change with accounts and options: what nothing can ask for any more goes. */
function prune(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && now - stat.mtimeMs > LONGEST) rmSync(path, { force: true });
  }
}
