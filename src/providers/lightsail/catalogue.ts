import { QuantsError } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { Blueprint, Bundle, Region } from "../../core/model.ts";
import type { Calls } from "./calls.ts";
import { toBlueprint, toBundle, toRegion } from "./mapping.ts";
import { allPages, listOf } from "./pages.ts";

type CatalogueOptions = CallOptions & { includeInactive?: boolean };

export async function listRegions(calls: Calls, call?: CallOptions): Promise<Region[]> {
  const { regions } = await calls.read("GetRegions", { includeAvailabilityZones: true }, call);
  return listOf(regions).map(toRegion);
}

export async function listBundles(calls: Calls, options: CatalogueOptions = {}): Promise<Bundle[]> {
  const { includeInactive = false, ...call } = options;
  const bundles = await allPages(async (pageToken) => {
    const input = { includeInactive, ...(pageToken !== undefined && { pageToken }) };
    const page = await calls.read("GetBundles", input, call);
    return { items: page.bundles, next: page.nextPageToken };
  });
  return bundles.map(toBundle).filter((bundle) => bundle !== null);
}

export async function listBlueprints(
  calls: Calls,
  options: CatalogueOptions = {},
): Promise<Blueprint[]> {
  const { includeInactive = false, ...call } = options;
  const blueprints = await allPages(async (pageToken) => {
    const input = { includeInactive, ...(pageToken !== undefined && { pageToken }) };
    const page = await calls.read("GetBlueprints", input, call);
    return { items: page.blueprints, next: page.nextPageToken };
  });
  return blueprints.map(toBlueprint);
}

/** The first zone that Lightsail lists for the region; zones are never guessed. */
export async function firstZone(calls: Calls, call?: CallOptions): Promise<string> {
  const regions = await listRegions(calls, call);
  const zone = regions.find(({ name }) => name === calls.region)?.availability_zones[0];
  if (zone !== undefined) return zone;
  throw new QuantsError("invalid_input", `Lightsail lists no zone for ${calls.region}.`, {
    hint: "Choose another region, or name the zone with --az.",
    resource: calls.region,
  });
}
