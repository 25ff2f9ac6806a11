import type { Clock } from "../clock.ts";
import type { Domain, Domains } from "../contracts/domains.ts";

const FRESH_MS = 5_000;

/**
 * The same domains, where a zone that was read is taken to be as it was for some seconds: it comes
 * as a whole, and to read it before each of a thousand changes would take far longer than they do.
 */
export function recently(domains: Domains, clock: Clock): Domains {
  let last: { name: string; at: number; domain: Domain } | null = null;
  const get: Domains["get"] = async (name, call) => {
    const now = clock.now();
    if (last?.name === name && now - last.at < FRESH_MS) return last.domain;
    const domain = await domains.get(name, call);
    last = { name, at: now, domain };
    return domain;
  };
  return {
    get,
    list: (call) => domains.list(call),
    create: (name, options) => domains.create(name, options),
    delete: (name, call) => domains.delete(name, call),
    createEntry: (name, entry, call) => domains.createEntry(name, entry, call),
    updateEntry: (name, entry, call) => domains.updateEntry(name, entry, call),
    deleteEntry: (name, entry, call) => domains.deleteEntry(name, entry, call),
  };
}
