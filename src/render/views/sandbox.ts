import type { SandboxStatus, ServerProcess } from "../../core/contracts/sandbox-control.ts";
import type { SeededRecord } from "../../core/records/sandbox.ts";
import type { StoppedServer } from "../../core/records/sandbox.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function sandboxStatusView(status: SandboxStatus, style: Style): string[] {
  const server =
    status.endpoint === null
      ? "not running"
      : `${style.good(status.endpoint)}, process ${status.pid}`;
  const lines = drawFacts(
    [
      ["Folder", status.directory],
      ["Server", server],
    ],
    style,
  );
  for (const { region } of status.damaged) lines.push(`${region} ${style.bad("is damaged")}`);
  if (status.regions.length === 0 && status.damaged.length > 0) return lines;
  if (status.regions.length === 0) return [...lines, "It holds nothing."];
  const rows = status.regions.map((it) => [
    it.region,
    String(it.instances),
    String(it.static_ips),
    String(it.snapshots),
  ]);
  return [
    ...lines,
    ...drawSection("Holds", ["REGION", "INSTANCES", "STATIC IPS", "SNAPSHOTS"], rows, style),
  ];
}

export function sandboxStartedView(started: { endpoint: string }): string[] {
  return [`Sandbox ready at ${started.endpoint} (stop it with Ctrl-C)`];
}

export function sandboxDetachedView({ endpoint, pid }: ServerProcess): string[] {
  return [`Sandbox ready at ${endpoint}, process ${pid} (stop it with: quants-ctl sandbox stop)`];
}

export function sandboxStoppedView({ endpoint, pid }: StoppedServer): string[] {
  return [
    endpoint === null
      ? "No sandbox server runs."
      : `Sandbox at ${endpoint} stopped, process ${pid}`,
  ];
}

export function sandboxSeededView(seeded: SeededRecord): string[] {
  return [`${seeded.instances} instances in ${seeded.region}: ${seeded.first} to ${seeded.last}`];
}
