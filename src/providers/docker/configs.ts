import { nullIfMissing } from "../../core/errors.ts";
import type { DockerCli } from "./cli.ts";
import type { ConfigAnswer } from "./shapes.ts";

/** The Swarm's config of that name; null if there is none. */
export async function configNamed(cli: DockerCli, name: string): Promise<ConfigAnswer | null> {
  const found = await nullIfMissing(cli.inspect<ConfigAnswer>(["config", "inspect", name]));
  return found?.[0] ?? null;
}

/** Every config with that label. One that vanishes meanwhile is `not_found`. */
export async function configsWith(cli: DockerCli, label: string): Promise<ConfigAnswer[]> {
  const lines = await cli.lines<{ ID: string }>(["config", "ls", "--filter", `label=${label}`]);
  if (lines.length === 0) return [];
  return cli.inspect<ConfigAnswer>(["config", "inspect", ...lines.map(({ ID }) => ID)]);
}
