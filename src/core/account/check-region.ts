import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";
import { nearest } from "../text/nearest.ts";
import { KNOWN_REGIONS } from "./known-regions.ts";

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

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
