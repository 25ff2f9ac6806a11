import { QuantsError } from "../errors.ts";
import { parseCidr } from "./cidr.ts";
import { ALIASES, type RuleTarget, parseTarget, ruleOf } from "./ports.ts";
import { SERVICES, nearestService, serviceTarget } from "./services.ts";

/** Everybody, of either address family. */
export const WORLD: readonly string[] = ["0.0.0.0/0", "::/0"];

/** A rule as it was written; `sources` is null when nothing is said of them. */
export interface RuleText {
  text: string;
  target: RuleTarget;
  sources: readonly string[] | null;
}

/**
 * `ssh`, `tcp/8000-8010@203.0.113.0/24,my-ip`: what is open, and behind the `@` to whom; `my-ip`
 * and `world` stay as they are. Throws `invalid_input`.
 */
export function parseRuleText(text: string): RuleText {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const sources =
    at < 0
      ? null
      : text
          .slice(at + 1)
          .split(",")
          .map(checkSource);
  return { text: name, target: targetOf(text, name), sources };
}

function targetOf(text: string, name: string): RuleTarget {
  const service = serviceTarget(name);
  if (service !== null) return service;
  const [, ports, protocol = "tcp"] = /^(\d+(?:-\d+)?)(?:\/(tcp|udp))?$/i.exec(name) ?? [];
  if (ports !== undefined) return targetOf(text, `${protocol.toLowerCase()}/${ports}`);
  if (name.includes("/") || /^(all|icmp|icmpv6)$/i.test(name)) {
    const target = parseTarget(text, name);
    // Checks the ports as well; the sources come later.
    ruleOf(target, WORLD);
    return target;
  }
  const near = nearestService(name);
  throw new QuantsError("invalid_input", `"${name}" is neither a service nor PROTOCOL/PORT.`, {
    hint: `${near === null ? "" : `Did you mean ${near}? `}Services: ${Object.keys(SERVICES).join(", ")}; or write tcp/8000-8010.`,
    resource: name,
  });
}

/** A CIDR, an alias, `my-ip` or `world`; nobody is asked yet. */
export function checkSource(text: string): string {
  if (text !== "my-ip" && text !== "world" && !ALIASES.includes(text)) parseCidr(text);
  return text;
}
