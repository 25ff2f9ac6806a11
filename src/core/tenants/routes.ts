import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { runningIn } from "../hibernation/stage.ts";
import { relayOf } from "../platform/entry-faults.ts";
import { entryHost } from "../platform/entry-host.ts";
import type { Platform } from "../platform/schema.ts";
import type { TenantRouteRecord } from "../records/tenant-route.ts";
import { isTenantName } from "./name.ts";
import { serviceOf } from "./names.ts";
import { RELAY_PORT } from "./relay.ts";

/**
 * Where the entry is to lead: to the parts with an `entry` of each tenant in whose stage they run,
 * also while it moves. Names come from the engine's labels: one that is no tenant's gets no route.
 */
export function routesFor(
  tenants: readonly EngineTenant[],
  { components }: Pick<Platform, "components">,
): TenantRouteRecord[] {
  return tenants.flatMap(({ name, stage, parts, is_leaving: isLeaving }) => {
    if (isLeaving || !isTenantName(name)) return [];
    const running = runningIn(stage, components);
    return Object.entries(components).flatMap(([part, { entry }]) => {
      const relay = relayOf(part);
      const isThere = running.includes(relay) && parts.some((it) => it.name === relay);
      if (entry === undefined || !isThere) return [];
      const url = `http://${serviceOf(name, relay)}:${RELAY_PORT}`;
      return [
        {
          ...{ tenant: name, part, host: entryHost(entry.host, name), url },
          middlewares: entry.middlewares ?? [],
        },
      ];
    });
  });
}

/** The same as Traefik's file provider spells it. It refuses lists without an entry. */
export function traefikRoutes(routes: readonly TenantRouteRecord[]): object {
  if (routes.length === 0) return {};
  const named = <T>(make: (route: TenantRouteRecord) => T): Record<string, T> =>
    Object.fromEntries(routes.map((it) => [`tenant-${it.tenant}-${it.part}`, make(it)]));
  return {
    http: {
      routers: named(({ tenant, part, host, middlewares }) => ({
        ...{ entryPoints: ["websecure"], rule: `Host(\`${host}\`)` },
        ...(middlewares.length > 0 && { middlewares }),
        service: `tenant-${tenant}-${part}`,
      })),
      services: named(({ url }) => ({ loadBalancer: { servers: [{ url }] } })),
    },
  };
}
