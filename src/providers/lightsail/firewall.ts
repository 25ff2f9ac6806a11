import type { Operation, PortInfo } from "@aws-sdk/client-lightsail";
import { parseCidr } from "../../core/firewall/cidr.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { FirewallRule } from "../../core/model.ts";
import { checkRule } from "../../core/firewall/ports.ts";
import { type CallContext, type Calls, idsOf } from "./calls.ts";
import { toRule } from "./mapping.ts";
import { listOf } from "./pages.ts";
import { waitForOperation } from "./waiting.ts";

/** Milliseconds. */
const SETTLE = { timeoutMs: 60_000, pollIntervalMs: 1_000 };

export async function getFirewall(
  calls: Calls,
  instance: string,
  call?: CallOptions,
): Promise<FirewallRule[]> {
  const context = { ...call, resource: instance };
  const { portStates } = await calls.read(
    "GetInstancePortStates",
    { instanceName: instance },
    context,
  );
  return listOf(portStates).map(toRule);
}

export async function openPorts(
  calls: Calls,
  instance: string,
  rule: FirewallRule,
  call?: CallOptions,
): Promise<string[]> {
  checkRule(rule);
  const input = { instanceName: instance, portInfo: toPortInfo(rule) };
  const isOpen = async (): Promise<boolean> =>
    (await getFirewall(calls, instance, call)).map(fingerprint).includes(fingerprint(rule));
  return begin(calls, instance, call, (context) =>
    calls.change("OpenInstancePublicPorts", input, context, isOpen),
  );
}

export async function closePorts(
  calls: Calls,
  instance: string,
  rule: FirewallRule,
  call?: CallOptions,
): Promise<string[]> {
  checkRule(rule);
  const input = { instanceName: instance, portInfo: toPortInfo(rule) };
  const isClosed = async (): Promise<boolean> => {
    const open = await getFirewall(calls, instance, call);
    return !open.some((other) => key(other) === key(rule));
  };
  return begin(calls, instance, call, (context) =>
    calls.change("CloseInstancePublicPorts", input, context, isClosed),
  );
}

export async function replaceFirewall(
  calls: Calls,
  instance: string,
  rules: readonly FirewallRule[],
  call?: CallOptions,
): Promise<string[]> {
  for (const rule of rules) checkRule(rule);
  const wanted = merged(rules);
  const input = { instanceName: instance, portInfos: wanted.map(toPortInfo) };
  const isReplaced = async (): Promise<boolean> =>
    everyRule(await getFirewall(calls, instance, call)) === everyRule(wanted);
  return begin(calls, instance, call, (context) =>
    calls.change("PutInstancePublicPorts", input, context, isReplaced),
  );
}

/** Sends a change and waits until it is done. After a lost answer, its ids are unknown. */
async function begin(
  calls: Calls,
  instance: string,
  call: CallOptions | undefined,
  send: (context: CallContext) => Promise<Operation[]>,
): Promise<string[]> {
  let inDoubt = false;
  const onDoubt = (): void => {
    inDoubt = true;
  };
  const operations = await send({ ...call, resource: instance, onDoubt });
  await settle(calls, operations, call);
  return inDoubt ? [] : idsOf(operations);
}

/**
 * In captures the firewall's operations succeed immediately; this handles the case when they do
 * not.
 */
async function settle(
  calls: Calls,
  operations: readonly Operation[],
  call: CallOptions | undefined,
): Promise<void> {
  for (const { id, isTerminal } of operations) {
    if (id === undefined || isTerminal !== false) continue;
    await waitForOperation(calls, id, { ...SETTLE, signal: call?.signal });
  }
}

/** Lightsail keeps one rule for each protocol and ports; their sources are merged. */
function merged(rules: readonly FirewallRule[]): FirewallRule[] {
  const byKey = new Map<string, FirewallRule>();
  for (const rule of rules) {
    const other = byKey.get(key(rule));
    byKey.set(key(rule), {
      ...rule,
      cidrs: [...(other?.cidrs ?? []), ...rule.cidrs],
      ipv6_cidrs: [...(other?.ipv6_cidrs ?? []), ...rule.ipv6_cidrs],
      cidr_list_aliases: [...(other?.cidr_list_aliases ?? []), ...rule.cidr_list_aliases],
    });
  }
  return [...byKey.values()];
}

function key(rule: FirewallRule): string {
  return rule.protocol === "all" ? "all" : `${rule.protocol}/${rule.from_port}-${rule.to_port}`;
}

/** Equal for rules that let in the same sources, however they are written. */
function fingerprint(rule: FirewallRule): string {
  const sources = [...rule.cidrs, ...rule.ipv6_cidrs].map(canonicalOrAsIs);
  return [key(rule), ...[...sources, ...rule.cidr_list_aliases].toSorted()].join(" ");
}

function everyRule(rules: readonly FirewallRule[]): string {
  return rules.map(fingerprint).toSorted().join("\n");
}

/** Lightsail's rules may contain what this tool would refuse, such as set host bits. */
function canonicalOrAsIs(cidr: string): string {
  try {
    return parseCidr(cidr).text;
  } catch {
    return cidr;
  }
}

/** All three lists are always sent: Lightsail opens a rule to the world where one is missing. */
function toPortInfo(rule: FirewallRule): PortInfo {
  const all = rule.protocol === "all";
  return {
    protocol: rule.protocol as NonNullable<PortInfo["protocol"]>,
    fromPort: all ? 0 : rule.from_port,
    toPort: all ? 65_535 : rule.to_port,
    cidrs: canonical(rule.cidrs),
    ipv6Cidrs: canonical(rule.ipv6_cidrs),
    cidrListAliases: [...new Set(rule.cidr_list_aliases)],
  };
}

function canonical(cidrs: readonly string[]): string[] {
  return [...new Set(cidrs.map((cidr) => parseCidr(cidr).text))];
}
