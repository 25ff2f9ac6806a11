import type { StackOptions } from "../../core/contracts/terraform-control.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { QuantsError } from "../../core/errors.ts";
import type { PlanSummary, ResourceChange } from "../../core/contracts/terraform-control.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../core/text/json.ts";

const FIREWALL = "aws_lightsail_instance_public_ports";
const INSTANCE = "aws_lightsail_instance";
const REPLACED = "delete,create";

/**
 * Firewalls whose rules a plan changes while their instances stay. The AWS provider (5.100) can't
 * update them: it closes every port, then opens those of the new rules. If the state has forgotten
 * a firewall, the provider sets all its rules in one call instead: SSH is never cut off, and if
 * anything interrupts it, the next apply sets them again.
 */
export function firewallsToForget(plan: Readonly<Record<string, unknown>>): string[] {
  const changes = objectsOf(plan["resource_changes"]).map((resource) => {
    const change = objectOf(resource["change"]);
    return {
      address: textOf(resource["address"]) ?? "",
      type: textOf(resource["type"]),
      actions: textsOf(change["actions"]).join(),
      before: objectOf(change["before"]),
    };
  });
  const leaving = new Set(
    changes
      .filter(({ type, actions }) => type === INSTANCE && actions.includes("delete"))
      .map(({ before }) => textOf(before["name"])),
  );
  return changes
    .filter(
      ({ address, type, actions, before }) =>
        address !== "" &&
        type === FIREWALL &&
        actions === REPLACED &&
        !leaving.has(textOf(before["instance_name"])),
    )
    .map(({ address }) => address);
}

/**
 * Checks that the plan made after forgetting equals the one that was shown, except that it creates
 * the forgotten firewalls. Throws `conflict`.
 */
export function checkSamePlan(
  shown: PlanSummary,
  now: PlanSummary,
  forgotten: readonly string[],
  selection: StackOptions,
): void {
  const expected = shown.resources.map((it) =>
    forgotten.includes(it.address) ? { ...it, actions: ["create"] } : it,
  );
  if (canonical(expected) === canonical(now.resources)) return;
  throw new QuantsError(
    "conflict",
    "The stack changed after the plan was shown; nothing was applied.",
    {
      hint: advice`Look at the new plan: ${toRun("stack plan", { ...selection })}\nIts firewalls are as they were; the next apply sets them.`,
      retryable: true,
    },
  );
}

const canonical = (changes: readonly ResourceChange[]): string =>
  changes
    .map(({ address, actions }) => `${address} ${actions.join()}`)
    .toSorted((a, b) => a.localeCompare(b))
    .join("\n");
