import { QuantsError } from "../errors.ts";
import type { Instance, StaticIp } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import {
  LONGEST_MARK,
  MOST_TAGS,
  inheritedTags,
  type ResizeMark,
  STATE_TAG,
  isMadeFrom,
  markText,
} from "./marks.ts";
import { type ResizePlan, ageOfCopy, hasTakenOver } from "./resize.ts";

export function checkAge(plan: ResizePlan, now: number): void {
  const age = ageOfCopy(plan, now);
  const { made, source, request, region } = plan;
  if (made === null || age === null || age <= request.maxAgeMs || hasTakenOver(plan)) return;
  const minutes = Math.round(age / 60_000);
  throw new QuantsError(
    "conflict",
    `${plan.target} was made from a copy of ${request.name} that is ${minutes} min old: anything written since is missing.`,
    {
      hint: advice`Start again with a fresh copy: \`${toRun("infra resize", { name: request.name, bundle: request.bundle, to: plan.target, undo: true, region })}\`. Or take it as it is, with --max-age.`,
      resource: source?.name,
    },
  );
}

export function checkOurs(made: Instance, source: Instance, bundle: string): void {
  if (!isMadeFrom(made, source)) {
    throw new QuantsError(
      "name_in_use",
      `The name ${made.name} is in use: a ${made.status} instance that was not made from this ${source.name}.`,
      { hint: "Choose another name for the new instance with --to.", resource: made.name },
    );
  }
  if (made.bundle_id === bundle) return;
  throw new QuantsError(
    "conflict",
    `${made.name} was made from ${source.name} with ${made.bundle_id}, not with ${bundle}.`,
    {
      hint: `Continue with --bundle ${made.bundle_id}, or --undo that first.`,
      resource: made.name,
    },
  );
}

/** Two new instances for one old one would be billed, and run, side by side. */
export function checkOther(source: Instance, mark: ResizeMark | null, target: string): void {
  if (mark === null || mark.target === target) return;
  throw new QuantsError("conflict", `${source.name} is already being resized, to ${mark.target}.`, {
    hint: advice`Finish that with --to ${mark.target}, or undo it, which deletes ${mark.target}: ${toRun("infra resize", { name: source.name, to: mark.target, bundle: "BUNDLE", undo: true, region: source.region })}`,
    resource: source.name,
  });
}

export function checkStaticIp(ip: StaticIp | null, source: Instance, target: string): void {
  const holder = ip?.attached_to ?? null;
  if (ip === null || holder === null || holder === source.name || holder === target) return;
  throw new QuantsError("conflict", `The static IP ${ip.name} is now attached to ${holder}.`, {
    hint: `Attach it to ${source.name} or ${target} again, or --undo.`,
    resource: ip.name,
  });
}

export function checkRoom(source: Instance, target: string, ip: StaticIp | null): void {
  const count = Object.keys(inheritedTags(source)).length;
  if (count > MOST_TAGS) {
    throw new QuantsError(
      "invalid_input",
      `${source.name} has ${count} tags, which leaves no room for those that a resize adds.`,
      { hint: `Remove ${count - MOST_TAGS} of them.`, resource: source.name },
    );
  }
  const mark = markText({ target, was: "stopped", staticIp: ip?.name ?? null });
  if (mark.length <= LONGEST_MARK) return;
  throw new QuantsError("invalid_input", `The names are too long for the tag ${STATE_TAG}.`, {
    hint: "Choose a shorter name with --to.",
    resource: target,
  });
}

export function sameBundle({ name, bundle_id }: Instance): QuantsError {
  return new QuantsError("invalid_input", `${name} already has the bundle ${bundle_id}.`, {
    hint: advice`Choose another; see: ${toRun("infra bundles")}`,
    resource: bundle_id,
  });
}

export function sameName(name: string): QuantsError {
  return new QuantsError("invalid_input", `The new instance can't also be called ${name}.`, {
    hint: "Lightsail can't rename instances, and the old one stays until the new one is verified: choose another --to.",
    resource: name,
  });
}

export function missing(name: string, region: string): QuantsError {
  return new QuantsError("not_found", `There is no instance ${name} in ${region}.`, {
    hint: advice`See: ${toRun("infra list", { region })}`,
    resource: name,
  });
}
