import type { Context } from "../../core/context.ts";
import { UsageError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { checkRegion } from "../../core/account/check-region.ts";

/** The regions asked for: one, several, or with `all` every one that the provider lists. */
export async function selectRegions(context: Context): Promise<string[]> {
  const asked = context.settings.region;
  if (asked === undefined) return [await context.homeRegion()];
  const names = [...new Set(asked.split(",").map((it) => it.trim()))];
  if (names.includes("all")) {
    if (names.length > 1)
      throw new UsageError("--region all stands alone.", { hint: "Leave the others out." });
    const home = await context.manager(await context.homeRegion());
    return (await home.listRegions({ signal: context.signal })).map((region) => region.name);
  }
  return names.map(checkRegion);
}

/** The manager of the one region that the command works in. */
export async function oneRegion(context: Context): Promise<BaseInfraManager> {
  return context.manager(await oneRegionName(context));
}

export async function oneRegionName(context: Context): Promise<string> {
  const asked = context.settings.region;
  if (asked === "all" || asked?.includes(",") === true) {
    throw new UsageError(`This command works in one region, not in "${asked}".`, {
      hint: "Give one region to --region; infra list takes several.",
      resource: asked,
    });
  }
  return checkRegion(asked ?? (await context.homeRegion()));
}
