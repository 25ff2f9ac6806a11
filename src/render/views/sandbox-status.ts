import { type SandboxStatus } from "../../core/contracts/sandbox-control.ts";
import { type Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(status: SandboxStatus, style: Style): string[] {
  const server =
    status.endpoint === null
      ? "not running"
      : `${style.good(status.endpoint)}, process ${status.pid}`;
  const lines = drawFacts(
    [
      ["Folder", status.directory],
      ["Server", server],
      ...(status.upstream === null ? [] : [["Upstream", status.upstream] as const]),
    ],
    style,
  );
  for (const { region } of status.damaged) lines.push(`${region} ${style.bad("is damaged")}`);
  if (status.regions.length === 0 && status.damaged.length > 0) return lines;
  if (status.regions.length === 0) return [...lines, "It is empty."];
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
