import type { OutsideChange } from "../../core/contracts/terraform-control.ts";
import { indexOf } from "./state/address.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../core/text/json.ts";

type Json = Readonly<Record<string, unknown>>;

/** What Terraform read that differs from its state: names only, no values. */
export function changesOutsideIn(plan: Json): OutsideChange[] {
  return resourcesChangedOutside(plan).flatMap(({ address, change }) => {
    const actions = actionsOf(change);
    if (actions.includes("delete")) return [{ address, actions, attributes: [] }];
    const attributes = differing(objectOf(change["before"]), objectOf(change["after"]));
    // The AWS provider writes `null` and later reads `{}`: that is no change.
    return attributes.length === 0 ? [] : [{ address, actions, attributes }];
  });
}

/** Whether the state would be written differently at all, even if it means the same. */
export function isStale(plan: Json): boolean {
  return resourcesChangedOutside(plan).length > 0;
}

function resourcesChangedOutside(plan: Json): { address: string; change: Json }[] {
  return objectsOf(plan["resource_drift"])
    .map((it) => ({ address: textOf(it["address"]) ?? "?", change: objectOf(it["change"]) }))
    .filter(({ change }) => actionsOf(change).length > 0);
}

const actionsOf = (change: Json): string[] =>
  textsOf(change["actions"]).filter((it) => it !== "no-op");

function differing(before: Json, after: Json): string[] {
  const text = (value: unknown): string =>
    JSON.stringify(value === "" || isEmpty(value) ? null : (value ?? null));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => text(before[name]) !== text(after[name]))
    .toSorted();
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/**
 * What a raw state contains and Terraform did not find when it made the plan. A destroy plan has no
 * `resource_drift`.
 */
export function goneFromState(state: string, plan: Json): OutsideChange[] {
  if (state.trim() === "") return [];
  const found = new Set(addressesShown(objectOf(objectOf(plan["prior_state"])["values"])));
  return addressesIn(objectOf(JSON.parse(state)))
    .filter((address) => !found.has(address))
    .map((address) => ({ address, actions: ["delete"], attributes: [] }));
}

function addressesIn(state: Json): string[] {
  return objectsOf(state["resources"])
    .filter((resource) => resource["mode"] === "managed")
    .flatMap((resource) => {
      const path = [resource["module"], resource["type"], resource["name"]].map(textOf);
      const address = path.filter((part) => part !== null).join(".");
      return objectsOf(resource["instances"]).map((it) => `${address}${indexOf(it["index_key"])}`);
    });
}

function addressesShown(values: Json): string[] {
  const found: string[] = [];
  const modules = [objectOf(values["root_module"])];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of objectsOf(module["resources"])) {
      if (resource["mode"] === "managed") found.push(textOf(resource["address"]) ?? "");
    }
    modules.push(...objectsOf(module["child_modules"]));
  }
  return found;
}
