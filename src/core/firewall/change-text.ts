import type { FirewallRule } from "../model.ts";
import { type RuleChange, sourcesOf } from "./plan.ts";
import { ruleTarget } from "./ports.ts";

const MARKS = { open: "+", close: "-", change: "~" } satisfies Record<RuleChange["change"], string>;

/** `+ tcp/443 (https) from 0.0.0.0/0, ::/0`; for a changed rule, the added and removed sources. */
export function changeLine(change: RuleChange): string {
  return `${MARKS[change.change]} ${changeDetail(change)}`;
}

export function changeDetail({ change, rule, service, ...sources }: RuleChange): string {
  const named = service === null ? rule : `${rule} (${service})`;
  const { added_sources: added, removed_sources: removed } = sources;
  if (change === "open") return `${named} from ${added.join(", ")}`;
  if (change === "close") return `${named}, was open to ${removed.join(", ")}`;
  return `${named} ${[...added.map((it) => `+${it}`), ...removed.map((it) => `-${it}`)].join(" ")}`;
}

/** As it could be typed, with the address that `my-ip` stood for at the time. */
export function writtenRule(rule: FirewallRule): string {
  return `${ruleTarget(rule)}@${sourcesOf(rule).join(",")}`;
}
