import { advice, toRun } from "../text/advice.ts";
import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Blueprint, Bundle } from "../model.ts";
import { didYouMean, nearestIds } from "../text/nearest.ts";

export interface CatalogueChoice {
  bundle: string;
  blueprint: string;
  /** By default the region's first zone. */
  zone: string | undefined;
  ipAddressType: string | undefined;
  staticIp: boolean;
}

export interface CheckedChoice {
  bundle: Bundle;
  blueprint: Blueprint;
  zone: string;
}

/**
 * Checks a choice against the provider's catalogue before anything is made. Throws `invalid_input`
 * that names the fault and the alternatives. Makes three concurrent reads.
 */
export async function checkChoice(
  manager: BaseInfraManager,
  choice: CatalogueChoice,
  call: CallOptions,
): Promise<CheckedChoice> {
  const [regions, bundles, blueprints] = await Promise.all([
    manager.listRegions(call),
    manager.listBundles({ ...call, includeInactive: true }),
    manager.listBlueprints({ ...call, includeInactive: true }),
  ]);
  const zone = chooseZone(
    choice.zone,
    manager.region,
    regions.map((region) => ({ name: region.name, zones: region.availability_zones })),
  );
  const bundle = find("bundle", choice.bundle, bundles, (it) => it.bundle_id, manager.region);
  const blueprint = find(
    "blueprint",
    choice.blueprint,
    blueprints,
    (it) => it.blueprint_id,
    manager.region,
  );
  checkTogether(choice, bundle, blueprint);
  return { bundle, blueprint, zone };
}

function chooseZone(
  asked: string | undefined,
  region: string,
  regions: { name: string; zones: string[] }[],
): string {
  const zones = regions.find((it) => it.name === region)?.zones;
  if (zones === undefined) {
    throw new QuantsError("invalid_input", `There is no region "${region}".`, {
      hint: `Known: ${regions.map((it) => it.name).join(", ")}.`,
      resource: region,
    });
  }
  const [first] = zones;
  if (asked === undefined && first !== undefined) return first;
  if (asked !== undefined && zones.includes(asked)) return asked;
  const home = regions.find((it) => it.zones.includes(asked ?? ""))?.name;
  const why = home === undefined ? "" : `: it belongs to ${home}`;
  throw new QuantsError("invalid_input", `${asked ?? "A zone"} is not a zone of ${region}${why}.`, {
    hint:
      home === undefined
        ? `Choose one of: ${zones.join(", ")}.`
        : `Choose one of: ${zones.join(", ")}; or add --region ${home}.`,
    resource: asked,
  });
}

function find<T extends { is_active: boolean }>(
  kind: "bundle" | "blueprint",
  id: string,
  all: readonly T[],
  idOf: (item: T) => string,
  region: string,
): T {
  const found = all.find((item) => idOf(item) === id);
  if (found !== undefined) return found;
  const near = nearestIds(id, all.filter((item) => item.is_active).map(idOf));
  throw new QuantsError("invalid_input", `There is no ${kind} "${id}" in ${region}.`, {
    hint: advice`${didYouMean(near)}See: ${toRun(`infra ${kind}s`, { region })}`,
    resource: id,
  });
}

function checkTogether(choice: CatalogueChoice, bundle: Bundle, blueprint: Blueprint): void {
  if (!bundle.platforms.includes(blueprint.platform)) {
    throw new QuantsError(
      "invalid_input",
      `The blueprint ${blueprint.blueprint_id} (${blueprint.platform}) does not run on the bundle ` +
        `${bundle.bundle_id} (${bundle.platforms.join(", ")}).`,
      {
        hint: advice`Windows images need a bundle with _win_ in its id; see: ${toRun("infra bundles")}`,
        resource: bundle.bundle_id,
      },
    );
  }
  const ipv6Only = bundle.public_ipv4_count === 0;
  if (ipv6Only !== (choice.ipAddressType === "ipv6")) {
    throw new QuantsError(
      "invalid_input",
      ipv6Only
        ? `The bundle ${bundle.bundle_id} is IPv6-only.`
        : `The bundle ${bundle.bundle_id} is not IPv6-only.`,
      {
        hint: ipv6Only
          ? "Add --ip-address-type ipv6, or choose a bundle without _ipv6_."
          : "Choose a bundle with _ipv6_ in its id, or omit --ip-address-type ipv6.",
        resource: bundle.bundle_id,
      },
    );
  }
  if (ipv6Only && choice.staticIp) {
    throw new QuantsError("invalid_input", "An IPv6-only instance can't have a static IP.", {
      hint: "Omit --static-ip; its IPv6 address stays the same anyway.",
      resource: bundle.bundle_id,
    });
  }
}
