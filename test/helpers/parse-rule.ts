import type { FirewallRule } from "../../src/core/model.ts";
import { parseTarget, ruleOf } from "../../src/core/firewall/ports.ts";

/** `tcp/22@203.0.113.0/24,10.0.0.0/8` as a rule; without a source it is open to the world. */
export function parseRule(text: string): FirewallRule {
  const [target = "", sources] = text.split("@");
  return ruleOf(parseTarget(text, target), sources?.split(",") ?? ["0.0.0.0/0", "::/0"]);
}
