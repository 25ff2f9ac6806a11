import type { Context } from "../../core/context.ts";
import { QuantsError, combineErrors } from "../../core/errors.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import type { LiveRegion } from "../../core/fleet/live.ts";
import { isStoodInFor } from "../../core/fleet/stand-in.ts";
import { askEachRegion } from "../shared/each-region.ts";

/** What the files say. Throws `config_not_found` or `config_invalid`, before any call. */
export async function readFleet(
  paths: readonly string[] | undefined,
  { host, settings }: Pick<Context, "host" | "settings">,
): Promise<DesiredFleet> {
  const [{ readFleetFiles }, { desiredFleet }, { fileSchema }] = await Promise.all([
    import("../../core/fleet/files.ts"),
    import("../../core/fleet/load.ts"),
    import("../config-file/read.ts"),
  ]);
  const { cwd, env } = host;
  const { files, faults } = readFleetFiles(paths ?? [], { cwd, env }, fileSchema());
  return desiredFleet(files, { cwd, home: settings.homeRegion, found: faults });
}

/** What exists in these regions. Each must answer: a plan of a part would be wrong of the rest. */
export async function readRegions(
  regions: readonly string[],
  fleet: Pick<DesiredFleet, "keyPairs"> & Partial<Pick<DesiredFleet, "name" | "instances">>,
  context: Context,
): Promise<LiveRegion[]> {
  const { readLive } = await import("../../core/fleet/live.ts");
  context.narrator.waiting("reading what exists");
  const withKeyPairs = fleet.keyPairs.length > 0;
  const { found, errors, unanswered } = await askEachRegion(regions, context, async (manager) => [
    await readLive(manager, { signal: context.signal, withKeyPairs }),
  ]).finally(() => context.narrator.idle());
  const failure = combineErrors(errors, regions.length, "regions");
  if (failure === null) return found;
  const { name = "", instances = [] } = fleet;
  if (found.length > 0 && unanswered.every((it) => isStoodInFor(it, { name, instances }, found))) {
    const lost = unanswered.join(", ");
    context.narrator.warn(
      `${lost} does not answer and is left out: all that the fleet has there stands elsewhere`,
    );
    return found;
  }
  if (failure.code !== "partial_failure") throw failure;
  const [first] = errors;
  throw new QuantsError(
    first?.code ?? "service_unavailable",
    `${errors.length} of ${regions.length} regions did not answer, so there is no plan; nothing was done.`,
    {
      hint: "Repeat the command when they answer; for a lost region, see fleet failover.",
      retryable: failure.retryable,
      errors,
    },
  );
}
