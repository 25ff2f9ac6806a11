import { type Platform, platformSchema } from "../../src/core/platform/schema.ts";
import { testPlatform } from "./swarm.ts";

/** Two small parts: one with a volume and a secret, and one with neither. */
export function contractPlatform(volumes: string): Platform {
  const platform = testPlatform(volumes);
  const { hummingbot, dashboard } = platform.components;
  const store = { ...hummingbot, secrets: { key: "{{key}}" } };
  return platformSchema.parse({ ...platform, components: { store, web: dashboard } });
}
