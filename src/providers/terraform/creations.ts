import { providerRegion } from "../../core/stacks/provider-region.ts";
import type { PlannedCreation } from "../../core/contracts/terraform-control.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../core/text/json.ts";
import { regionOf } from "./state/joins.ts";
import { parseState } from "./state/parse.ts";
import { ownValue } from "../../core/text/own-value.ts";

type Json = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, PlannedCreation["kind"]>> = {
  aws_lightsail_instance: "instance",
  aws_lightsail_static_ip: "static_ip",
};

/** Settings of a provider block that may lead to another account than this command's. */
const OWN_ACCESS =
  /^(profile|access_key|secret_key|token|assume_role.*|shared_.*_files?|endpoints)$/;

/** The instances and static IPs that a plan creates. */
export function creationsIn(plan: Json): PlannedCreation[] {
  return objectsOf(plan["resource_changes"]).flatMap((resource) => {
    const change = objectOf(resource["change"]);
    const kind = ownValue(KINDS, textOf(resource["type"]) ?? "");
    const after = objectOf(change["after"]);
    const [address, name] = [textOf(resource["address"]), textOf(after["name"])];
    if (kind === undefined || address === null || !isName(name)) return [];
    if (!textsOf(change["actions"]).includes("create")) return [];
    const provider = providerOf(address, plan);
    const zone = textOf(after["availability_zone"])?.replace(/[a-z]$/, "");
    const region = textOf(after["region"]) ?? zone ?? providerRegion(provider, plan);
    const elsewhere = Object.keys(provider).some((key) => OWN_ACCESS.test(key));
    return [{ address, kind, name, region, elsewhere }];
  });
}

/** Those that a raw state does not contain under any address. */
export function withoutKnown(
  creations: readonly PlannedCreation[],
  state: string,
  source: string,
): PlannedCreation[] {
  const { resources } = parseState(state, source);
  return creations.filter(
    ({ kind, name, region }) =>
      !resources.some((it) => {
        if (ownValue(KINDS, it.type) !== kind || textOf(it.attribute("name")) !== name)
          return false;
        const its = regionOf(it);
        return its === null || region === null || its === region;
      }),
  );
}

/** A name that Lightsail accepts; it becomes an argument, and part of commands to paste. */
function isName(name: string | null): name is string {
  return name !== null && /^[A-Za-z0-9][\w.-]*$/.test(name);
}

/** The settings of the resource's provider block; empty when the plan does not name the block. */
function providerOf(address: string, plan: Json): Json {
  const configuration = objectOf(plan["configuration"]);
  // The configuration has one entry for all instances of a resource, or of a module.
  const steps = address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "").split(".");
  let module = objectOf(configuration["root_module"]);
  while (steps[0] === "module") {
    const call = objectOf(objectOf(module["module_calls"])[steps[1] ?? ""]);
    module = objectOf(call["module"]);
    steps.splice(0, 2);
  }
  const own = objectsOf(module["resources"]).find((it) => it["address"] === steps.join("."));
  const key = textOf(own?.["provider_config_key"]) ?? "";
  return objectOf(objectOf(objectOf(configuration["provider_config"])[key])["expressions"]);
}
