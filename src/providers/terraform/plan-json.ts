import { QuantsError } from "../../core/errors.ts";
import type { PlanSummary, ResourceChange } from "../../core/contracts/terraform-control.ts";
import { changesOutsideIn } from "./state-changes.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../core/text/json.ts";

/** What `show -json` of a saved plan prints. */
export function readPlan(text: string): Record<string, unknown> {
  return objectOf(parse(text));
}

/** What a plan will change, without any resource's values. */
export function summarise(plan: Readonly<Record<string, unknown>>): PlanSummary {
  const resources: ResourceChange[] = [];
  for (const resource of objectsOf(plan["resource_changes"])) {
    const actions = textsOf(objectOf(resource["change"])["actions"]);
    if (!actions.some((action) => action !== "no-op" && action !== "read")) continue;
    const deposed = textOf(resource["deposed"]);
    const address = textOf(resource["address"]) ?? "?";
    resources.push({
      address: deposed === null ? address : `${address} (deposed ${deposed})`,
      actions,
    });
  }
  const outputs = Object.entries(objectOf(plan["output_changes"]))
    .filter(([, change]) => textsOf(objectOf(change)["actions"]).some((it) => it !== "no-op"))
    .map(([name]) => name);
  const count = (kind: Kind): number => resources.filter((it) => kindOf(it) === kind).length;
  return {
    changed: resources.length > 0 || outputs.length > 0,
    add: count("add"),
    change: count("change"),
    destroy: count("destroy"),
    replace: count("replace"),
    resources,
    outputs,
    drift: changesOutsideIn(plan),
  };
}

/** What a plan replaces, with the attributes that force it. */
export function replacementsIn(
  plan: Readonly<Record<string, unknown>>,
): { address: string; attributes: string[] }[] {
  return objectsOf(plan["resource_changes"]).flatMap((resource) => {
    const change = objectOf(resource["change"]);
    const actions = textsOf(change["actions"]);
    if (!actions.includes("create") || !actions.includes("delete")) return [];
    const paths = change["replace_paths"];
    const heads = Array.isArray(paths) ? paths.map((it: unknown) => textsOf(it)[0] ?? "") : [];
    const attributes = [...new Set(heads.filter((it) => it !== ""))];
    return [{ address: textOf(resource["address"]) ?? "?", attributes }];
  });
}

type Kind = "add" | "change" | "destroy" | "replace" | "other";

function kindOf({ actions }: ResourceChange): Kind {
  const creates = actions.includes("create");
  const deletes = actions.includes("delete");
  if (creates && deletes) return "replace";
  if (creates) return "add";
  if (deletes) return "destroy";
  return actions.includes("update") ? "change" : "other";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QuantsError("operation_failed", "Terraform's plan is not JSON.", {
      hint: "Check that --binary is terraform or tofu, of version 1.0 or later.",
    });
  }
}
