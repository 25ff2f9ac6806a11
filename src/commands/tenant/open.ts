import { hostname } from "node:os";
import type { Context } from "../../core/context.ts";
import { processStart } from "../../core/journal/process-start.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import type { Platform } from "../../core/platform/schema.ts";
import { withLock } from "../../core/tenants/lock.ts";
import { tenantTarget } from "../../core/journal/target.ts";
import type { Tier } from "../../core/tenants/parts.ts";
import type { Work } from "../../core/tenants/work.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { readPlatform } from "../capacity/files.ts";

interface EngineOptions {
  platform?: string;
  host?: string;
  timeout?: number;
  breakLock?: boolean;
}

const TIMEOUT = 5 * 60_000;

/** The platform and its engine, with the servers as they are now. */
export async function openWork(
  options: EngineOptions,
  context: Omit<Context, "journal" | "resuming">,
): Promise<Work> {
  const { platform, file } = await readPlatform(options.platform, context);
  const { engine: settings } = platform;
  if (settings === undefined) {
    throw new QuantsError(
      "config_invalid",
      `${file} says nothing of the engine that runs tenants.`,
      {
        hint: "Add `engine:` with `volumes` and `helper_image`, and images to its components; see docs/PLATFORM_GUIDE.md.",
        resource: file,
      },
    );
  }
  const { volumes, helper_image } = settings;
  const engine = await context.tenantEngine({ host: options.host, volumes, helper_image });
  const { clock, signal, narrator } = context;
  return {
    ...{ engine, platform, clock, signal, timeoutMs: options.timeout ?? TIMEOUT },
    nodes: await engine.nodes(),
    say: (text) => narrator.step(text),
  };
}

/** Works on a tenant: nobody else does meanwhile, and the journal tells of it. */
export function aboutTenant<T extends object>(
  tenant: string,
  command: string,
  work: Work,
  options: EngineOptions,
  { journal }: { journal: Pick<Context["journal"], "recordTargets" | "about"> },
  carryOut: () => Promise<T>,
): Promise<T> {
  const target = tenantTarget(tenant);
  journal.recordTargets([target]);
  return journal.about(target, () => locked(tenant, command, work, options, carryOut));
}

/** Works on a tenant while nobody else does. */
export function locked<T>(
  tenant: string,
  command: string,
  { engine, say }: Pick<Work, "engine" | "say">,
  options: Pick<EngineOptions, "breakLock">,
  carryOut: () => Promise<T>,
  called?: string,
): Promise<T> {
  const { pid } = process;
  const holder = { host: hostname(), pid, started: processStart(pid), command };
  const breaks = options.breakLock === true;
  return withLock(engine, { tenant, called, holder, breaks, say }, carryOut);
}

export function tierNamed(name: string | undefined, { tiers }: Platform): Tier {
  const known = Object.keys(tiers).join(", ");
  if (name === undefined) {
    throw new UsageError("Which tier? --tier is missing.", { hint: `There are: ${known}.` });
  }
  const tier = ownValue(tiers, name);
  if (tier !== undefined) return tier;
  throw new QuantsError("invalid_input", `There is no tier ${name}.`, {
    hint: `There are: ${known}.`,
    resource: name,
  });
}
