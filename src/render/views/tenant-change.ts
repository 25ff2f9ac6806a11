import type { TenantChangeRecord } from "../../core/records/tenant.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, type Fact } from "./facts.ts";

const WORDS: Readonly<Record<TenantChangeRecord["action"], string>> = {
  create: "created",
  move: "moved",
  "undo move": "back",
  restore: "restored",
  hibernate: "asleep",
  wake: "awake",
  destroy: "destroyed",
};

export function draw(record: TenantChangeRecord, style: Style): string[] {
  const { tenant, tier, worker, from, stage, done, not_done: left, action, changed } = record;
  const isDone = left.length === 0;
  const word = changed ? WORDS[action] : `nothing to do, ${WORDS[action]} already`;
  const facts: Fact[] = [
    ["Tenant", style.bold(plain(tenant))],
    ["Result", isDone ? style.good(word) : style.caution("not finished")],
    ...(tier === null ? [] : [["Tier", plain(tier)] as const]),
    ...(worker === null ? [] : [["Worker", plain(worker)] as const]),
    ...(from === null ? [] : [["From", plain(from)] as const]),
    ...(stage === null ? [] : [["Stage", stage] as const]),
    ...(isDone
      ? []
      : [["Done", done.join(", ") || "-"] as const, ["Left", left.join(", ")] as const]),
  ];
  return drawFacts(facts, style);
}
