import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { CollectionResult } from "../../core/result.ts";
import { cacheFolder } from "../../commands/inventory/cache-folder.ts";
import { makePrivate, readPrivate } from "../../commands/inventory/private-files.ts";
import type { Context, Host } from "../../core/context.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { type NameKind } from "../../commands/definition/option.ts";
import { KIND_OF_LIST } from "./kinds.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** A name that was listed; `place` is its region or, for stacks and services, the working folder. */
interface Known {
  name: string;
  place: string;
}

type Names = Partial<Record<NameKind, Known[]>>;

/** Names kept per kind, newest first: nobody picks from more, and reading stays fast. */
const MOST = 2_000;
const LARGEST = 1_000_000;
/** What Lightsail and file systems allow, without characters special to a shell. */
const NAME = /^[\w.@+-]{1,255}$/;
/** Kinds found in the working folder or shipped with the program. */
const OF_FOLDERS: ReadonlySet<NameKind> = new Set(["stacks", "services"]);
/** Kinds that are the same in every region. */
const EVERYWHERE: ReadonlySet<NameKind> = new Set(["zones", "regions", "bundles", "blueprints"]);
/** Options that narrow a list. */
const FILTERS = ["name", "selector", "status", "state", "instance", "unattached"];

interface Listed {
  path: string;
  options: Readonly<Record<string, unknown>>;
  result: CollectionResult<never>;
  /** False when a region did not answer. */
  isWhole: boolean;
}

/**
 * Keeps the names of a list for completion, readable only by the user. A complete list replaces
 * what was known for its regions. Never throws: the user did not ask for this.
 */
export async function rememberNames(
  { path, options, result, isWhole }: Listed,
  context: Context,
): Promise<void> {
  const kind = ownValue(KIND_OF_LIST, path);
  if (kind === undefined || (kind === "services" && options["list"] !== true)) return;
  try {
    const { host } = context;
    const file = fileFor(await context.identity(), host);
    makePrivate(dirname(file), host);
    const { [kind]: before = [], ...others } = read(file);
    const { nameOf } = result.resource;
    const now = result.items
      .map((it) => ({ name: nameOf(it), place: placeOf(kind, it, host) }))
      .filter(({ name }) => NAME.test(name));
    const isAll = isWhole && FILTERS.every((key) => options[key] === undefined);
    const asked = isAll ? await placesAsked(kind, context) : [];
    const has = new Set(now.map(keyOf));
    const kept = before.filter(
      (it) => asked !== "all" && !asked.includes(it.place) && !has.has(keyOf(it)),
    );
    const text = JSON.stringify({ ...others, [kind]: [...now, ...kept].slice(0, MOST) });
    writeWholeFile(file, text, 0o600);
  } catch {
    // Completion goes on with what it had.
  }
}

/** Names of a kind that were listed before, in the given region if any; none without a cache. */
export function namesOf(
  kind: NameKind,
  identity: string,
  host: Pick<Host, "env" | "cwd">,
  region: string | undefined,
): readonly Known[] {
  try {
    const known = read(fileFor(identity, host))[kind] ?? [];
    if (OF_FOLDERS.has(kind)) return known.filter(({ place }) => place === host.cwd);
    if (EVERYWHERE.has(kind) || region === undefined || region === "all") return known;
    const regions = region.split(",");
    return known.filter(({ place }) => regions.includes(place));
  } catch {
    return [];
  }
}

function placeOf(kind: NameKind, item: unknown, { cwd }: Host): string {
  if (OF_FOLDERS.has(kind)) return cwd;
  if (EVERYWHERE.has(kind)) return "";
  const { region } = item as { region?: unknown };
  return typeof region === "string" ? region : "";
}

async function placesAsked(kind: NameKind, context: Context): Promise<readonly string[] | "all"> {
  if (OF_FOLDERS.has(kind)) return [context.host.cwd];
  if (EVERYWHERE.has(kind)) return "all";
  const { region } = context.settings;
  if (region === "all") return "all";
  return region?.split(",").map((it) => it.trim()) ?? [await context.homeRegion()];
}

/** One file per account, so that no other account's names are offered. */
function fileFor(identity: string, host: Pick<Host, "env" | "cwd">): string {
  const id = createHash("sha256").update(identity).digest("hex").slice(0, 32);
  return join(dirname(cacheFolder(host)), "completion", `${id}.json`);
}

/** Ignores damaged content and anything that is no name. */
function read(file: string): Names {
  try {
    const text = readPrivate(file) ?? "{}";
    if (text.length > LARGEST) return {};
    const parsed = JSON.parse(text) as unknown;
    if (typeof parsed !== "object" || parsed === null) return {};
    const kinds = Object.entries(parsed).map(([kind, known]: [string, unknown]) => [
      kind,
      Array.isArray(known) ? known.filter(isKnown) : [],
    ]);
    return Object.fromEntries(kinds) as Names;
  } catch {
    return {};
  }
}

function isKnown(it: unknown): it is Known {
  const { name, place } = (it ?? {}) as { name?: unknown; place?: unknown };
  return typeof name === "string" && NAME.test(name) && typeof place === "string";
}

function keyOf({ name, place }: Known): string {
  return `${place} ${name}`;
}
