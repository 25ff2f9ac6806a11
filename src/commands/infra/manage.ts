import { QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../core/infra-manager.ts";
import type { Instance } from "../../core/model.ts";
import type { WaitLevel } from "../../core/provision.ts";
import type { Command } from "../command.ts";
import { oneRegion } from "../regions.ts";
import { type WaitingOptions, checkSshWait, waitLevel, waitOptions } from "../waiting.ts";

type Action = "start" | "stop" | "reboot";

export interface ManageOptions extends WaitingOptions {
  name: string;
  action: Action;
  force?: boolean;
}

/** `infra manage` in JSON: the instance record after the action. */
export interface ManagedRecord extends Instance {
  action: Action;
  /** False when it was in the wanted state already. */
  changed: boolean;
  previous_status: string;
}

/** The state that an action leads to, and the one that it can't begin from. */
const ACTIONS = {
  start: { reached: ["running"], impossible: ["stopping"] },
  stop: { reached: ["stopped"], impossible: [] },
  reboot: { reached: [], impossible: ["stopped", "stopping", "pending"] },
} satisfies Record<Action, { reached: string[]; impossible: string[] }>;

export const command: Command<ManageOptions> = async (options, context) => {
  const { name, action } = options;
  const level = waitLevel(options);
  checkSshWait(level, context);
  if (options.force === true && action !== "stop") {
    throw new QuantsError("usage", `--force is for stop, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  const manager = await oneRegion(context);
  const wait = waitOptions(options, context, name);
  const before = await manager.getInstance(name, wait);
  const rule: { reached: string[]; impossible: string[] } = ACTIONS[action];
  if (rule.impossible.includes(before.status)) throw impossible(before, action);

  const changed = !rule.reached.includes(before.status);
  let after = before;
  if (changed) {
    context.narrator.step(`${name}: ${action} requested, was ${before.status}`);
    context.narrator.waiting(`${name}: ${action} requested`);
    try {
      after = await act(manager, options, level, wait);
      if (level === "ssh" && action !== "stop") await context.waitForSsh(after, wait);
    } finally {
      context.narrator.idle();
    }
    context.narrator.step(`${name}: ${after.status}`);
  } else {
    context.narrator.step(`${name}: is ${before.status} already`);
  }
  warnOfAddress(before, after, context.narrator.warn);
  const record: ManagedRecord = { ...after, action, changed, previous_status: before.status };
  return { kind: "report", view: "managed", data: record, names: [name] };
};

async function act(
  manager: BaseInfraManager,
  options: ManageOptions,
  level: WaitLevel,
  wait: WaitOptions,
): Promise<Instance> {
  const { name, action } = options;
  const submitted = await submit(manager, options, wait);
  if (level === "operation") {
    for (const id of submitted) await manager.waitForOperation(id, wait);
  }
  if (level === "none" || level === "operation") return manager.getInstance(name, wait);
  const target = action === "stop" ? "stopped" : level === "running" ? "running" : "ip";
  return (await manager.waitForInstance(name, target, wait)) ?? manager.getInstance(name, wait);
}

function submit(
  manager: BaseInfraManager,
  { name, action, force }: ManageOptions,
  wait: WaitOptions,
): Promise<string[]> {
  if (action === "start") return manager.startInstance(name, wait);
  if (action === "reboot") return manager.rebootInstance(name, wait);
  return manager.stopInstance(name, { signal: wait.signal, force: force ?? false });
}

function impossible(instance: Instance, action: Action): QuantsError {
  const { name, status, region } = instance;
  const hints: Record<string, string> = {
    stopped: `Start it instead: quants-ctl infra manage --name ${name} --action start --region ${region}`,
    stopping: "Wait until it is stopped; if it hangs, use --action stop --force.",
  };
  return new QuantsError("invalid_state", `${name} is ${status}, so it can't ${action}.`, {
    hint: hints[status] ?? "Wait until it is running.",
    resource: name,
    retryable: status !== "stopped",
  });
}

function warnOfAddress(before: Instance, after: Instance, warn: (text: string) => void): void {
  if (after.is_static_ip || after.ip_address_type === "ipv6") return;
  if (after.status === "stopped" && before.status !== "stopped") {
    warn(
      `${after.name} has no static IP: it comes back with another address, and is billed while stopped`,
    );
  } else if (
    before.public_ip !== null &&
    after.public_ip !== null &&
    before.public_ip !== after.public_ip
  ) {
    warn(`the address changed from ${before.public_ip} to ${after.public_ip}`);
  }
}
