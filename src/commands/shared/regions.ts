import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { KNOWN_REGIONS } from "../../core/account/known-regions.ts";
import { nearest } from "../../core/text/nearest.ts";

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

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

/**
 * Refuses what is no region, and what is nearly one: AWS answers those with doubts about the
 * credentials. One that is like none known may be new, and is let pass.
 */
export function checkRegion(name: string): string {
  const near = KNOWN_REGIONS.includes(name) ? null : nearest(name, KNOWN_REGIONS);
  if (REGION.test(name) && (near === null || isOtherNumber(name, near))) return name;
  throw new QuantsError("invalid_input", `"${name}" is not a region.`, {
    hint: advice`${near === null ? "A region looks like ap-northeast-1;" : `Did you mean ${near}?`} See: ${toRun("infra regions")}`,
    resource: name,
  });
}

/** `eu-west-4` may be new; `eu-wset-1` is not. */
function isOtherNumber(name: string, near: string): boolean {
  return name.replace(/\d$/, "") === near.replace(/\d$/, "");
}
