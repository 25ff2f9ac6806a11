import type { Context } from "../../core/context.ts";
import { identityOf, placeKey } from "../../core/instances/identity.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import type { Instance, StaticIp } from "../../core/model.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { identityNoted } from "../shared/met-identity.ts";
import type { TargetOptions } from "../shared/targets.ts";
import { ownValue } from "../../core/text/own-value.ts";

type Address = Pick<StaticIp, "name" | "ip_address">;

/** What unfinished commands of this account left of an instance, as the journal tells it. */
export interface LeftBehind {
  /** One of them made or destroyed it, or was about to: that nothing is there is no mistake. */
  isKnown: boolean;
  /** Static IPs that one of them was to release. */
  toRelease: readonly Address[];
  /** Names of those that one of them allocated. */
  allocated: readonly string[];
  /** One of them made this very instance. */
  hasMade(instance: Instance): boolean;
}

/** Reads the journal once; the answer is asked for each instance. */
export async function leftBehind(
  context: Context,
): Promise<(name: string, region: string) => LeftBehind> {
  const operations = await context.journal.unfinished();
  return (name, region) => {
    const about = operations.filter(
      ({ calls, remembered }) =>
        isAbout(remembered, name, region) && calls.some((call) => call.region === region),
    );
    return {
      isKnown: about.length > 0,
      toRelease: about.flatMap(({ remembered }) =>
        noted<Address>(remembered, releaseKey(name, region)),
      ),
      allocated: about.flatMap(({ calls }) =>
        calls
          .filter((it) => it.action === "allocate_static_ip" && it.effect !== "none")
          .flatMap(({ resource }) => resource ?? []),
      ),
      hasMade: ({ tags }) =>
        about.some(({ remembered }) => requestOf(remembered, name) === (tags[REQUEST_TAG] ?? "")),
    };
  };
}

/** Tells the instances that an unfinished command made from all others of their names. */
export async function madeByUnfinished(context: Context): Promise<(it: Instance) => boolean> {
  const leftOf = await leftBehind(context);
  return (it) => leftOf(it.name, it.region).hasMade(it);
}

/** Tells those as well that one of them met, and was to go on with. */
export async function selectedByUnfinished(context: Context): Promise<(it: Instance) => boolean> {
  const operations = await context.journal.unfinished();
  const isMade = await madeByUnfinished(context);
  return (it) =>
    isMade(it) || operations.some((operation) => identityNoted(operation, it) === identityOf(it));
}

/** Notes, before an instance is deleted, which static IPs are to be released after it. */
export function rememberReleases(
  context: Context,
  { name, region, release }: { name: string; region: string; release: readonly StaticIp[] },
): void {
  if (release.length === 0) return;
  context.journal.remember({
    [releaseKey(name, region)]: release.map((ip) => ({ name: ip.name, ip_address: ip.ip_address })),
  });
}

/**
 * Instances that an interrupted destroy with the same pattern or selector deleted, and whose
 * static IPs it could not release any more: nothing else leads to them.
 */
export async function halfDestroyed(
  options: TargetOptions,
  context: Context,
): Promise<{ name: string; region: string }[]> {
  const asked = selectionKey(options);
  return (await context.journal.unfinished())
    .filter((it) => it.command === "infra destroy" && selectionKey(it.options) === asked)
    .flatMap(({ remembered }) =>
      Object.keys(remembered).flatMap((key) => {
        const [, region, name] = RELEASE_NOTE.exec(key) ?? [];
        return region === undefined || name === undefined ? [] : [{ name, region }];
      }),
    );
}

const RELEASE_NOTE = /^release (\S+) (\S+)$/;

function selectionKey({
  name,
  selector,
  status,
}: {
  name?: unknown;
  selector?: unknown;
  status?: unknown;
}): string {
  return JSON.stringify([name ?? null, selector ?? null, status ?? null]);
}

function releaseKey(name: string, region: string): string {
  return `release ${region} ${name}`;
}

/** Noted by whoever makes an instance, or ends one, before the first call. */
function isAbout(
  remembered: JournalOperation["remembered"],
  name: string,
  region: string,
): boolean {
  const { instances } = remembered;
  const isToEnd =
    typeof instances === "object" &&
    instances !== null &&
    Object.hasOwn(instances, placeKey({ region, name }));
  return (
    isToEnd ||
    requestOf(remembered, name) !== undefined ||
    Object.hasOwn(remembered, releaseKey(name, region))
  );
}

function requestOf(remembered: JournalOperation["remembered"], name: string): unknown {
  const requests: unknown = remembered["requests"];
  return typeof requests === "object" && requests !== null
    ? ownValue(requests as Record<string, unknown>, name)
    : undefined;
}

function noted<T>(remembered: JournalOperation["remembered"], key: string): T[] {
  const list: unknown = remembered[key];
  return Array.isArray(list) ? (list as T[]) : [];
}
