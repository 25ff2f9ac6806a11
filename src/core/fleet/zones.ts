/** `a` or `ap-northeast-1a` in that region; null for a zone of another region. */
export function zoneIn(region: string, zone: string): string | null {
  if (/^[a-z]$/.test(zone)) return region + zone;
  return zone.startsWith(region) && zone.length === region.length + 1 ? zone : null;
}

/** `ap-northeast-1c` is in `ap-northeast-1`. */
export function regionOf(zone: string): string {
  return zone.replace(/[a-z]$/, "");
}

export interface Spot {
  region: string;
  zone: string | null;
}

/**
 * Where each of several instances goes: in turn over the regions, and within each over its zones,
 * so that more instances leave the first ones where they are.
 */
export function spread(
  count: number,
  regions: readonly string[],
  zones: readonly string[],
): Spot[] {
  return Array.from({ length: count }, (_, index): Spot => {
    const region = regions[index % regions.length] ?? "";
    const own = zones.flatMap((it) => zoneIn(region, it) ?? []);
    const turn = Math.floor(index / regions.length);
    return { region, zone: own.length === 0 ? null : (own[turn % own.length] ?? null) };
  });
}
