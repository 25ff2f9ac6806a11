import { advice, toRun } from "../text/advice.ts";
import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type {
  BaseInfraManager,
  CreatedInstance,
  CreateInstanceOptions,
  WaitOptions,
} from "../infra-manager.ts";
import type { FirewallRule, Instance, StaticIp } from "../model.ts";
import { sameRules } from "../firewall/ports.ts";
import { claimStaticIp, findStaticIpFor } from "../static-ips/claim.ts";

export type WaitLevel = "none" | "operation" | "running" | "ip" | "ssh";

export interface ProvisionOptions extends CreateInstanceOptions {
  /** Allocate `<name>-static-ip`, or take it when it is there and free, and attach it. */
  staticIp: boolean;
  /** Make it of this snapshot instead of the image. */
  snapshot?: string | undefined;
  /** Make the firewall exactly these rules; undefined leaves the image's own. */
  rules: readonly FirewallRule[] | undefined;
  waitLevel: WaitLevel;
  /** An instance of that name with the same bundle, blueprint, zone and tags is success. */
  ifNotExists: boolean;
  /** One that this command is to go on with, whatever became of its tags since. */
  isGoneOnWith?: ((existing: Instance) => boolean) | undefined;
  /** Which one `ifNotExists` accepts; by default any such. */
  isOurs?: ((existing: Instance) => boolean) | undefined;
}

export type StepName = "instance" | "firewall" | "static_ip" | "wait";

/**
 * What came of it. `error` and `instance` can both be there: what exists is always reported,
 * with the steps that are done and those that are not.
 */
export interface ProvisionOutcome {
  instance: Instance | null;
  static_ip: StaticIp | null;
  /** The instance was there before: not this run's to undo. */
  adopted: boolean;
  changed: boolean;
  done: StepName[];
  not_done: StepName[];
  error: QuantsError | null;
}

export interface ProvisionHooks {
  /** One state change or finished step, for people. */
  onStep: (text: string) => void;
  /** The instance was there before. */
  onAdopted?: (instance: Instance) => void;
  /** The static IP was there before. */
  onStaticIpFound?: (ip: StaticIp) => void;
  /** Resolves when a server answers SSH at the address. */
  waitForSsh: (instance: Instance, wait: WaitOptions) => Promise<void>;
}

/**
 * Creates an instance and brings it to the wanted state: running, firewall, static IP,
 * reachable. Repeating it with `ifNotExists` goes on where it stopped. Never throws: a
 * failure is in the outcome, beside what was made before it.
 */
export async function provision(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
  hooks: ProvisionHooks,
): Promise<ProvisionOutcome> {
  const outcome: ProvisionOutcome = {
    instance: null,
    static_ip: null,
    adopted: false,
    changed: false,
    done: [],
    not_done: plannedSteps(options),
    error: null,
  };
  const run = async (step: StepName, work: () => Promise<void>): Promise<void> => {
    if (!outcome.not_done.includes(step)) return;
    await work();
    outcome.not_done = outcome.not_done.filter((it) => it !== step);
    outcome.done.push(step);
  };
  try {
    // Before anything is made: it may be another instance's.
    const free = options.staticIp ? await findStaticIpFor(manager, options.name, wait) : null;
    if (free !== null) hooks.onStaticIpFound?.(free);
    await run("instance", () => ensureInstance(manager, options, wait, hooks, outcome));
    await run("firewall", () => ensureFirewall(manager, options, wait, hooks, outcome));
    await run("static_ip", () => ensureStaticIp(manager, options, wait, hooks, outcome, free));
    await run("wait", () => awaitLevel(manager, options, wait, hooks, outcome));
  } catch (error) {
    outcome.error = toQuantsError(error);
  }
  return outcome;
}

function plannedSteps(options: ProvisionOptions): StepName[] {
  const steps: StepName[] = ["instance"];
  if (options.rules !== undefined) steps.push("firewall");
  if (options.staticIp) steps.push("static_ip");
  if (options.waitLevel !== "none") steps.push("wait");
  return steps;
}

async function ensureInstance(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
  hooks: ProvisionHooks,
  outcome: ProvisionOutcome,
): Promise<void> {
  const { name } = options;
  const adopt = async (): Promise<boolean> => {
    if (!options.ifNotExists) return false;
    const existing = await nullIfMissing(manager.getInstance(name, wait));
    if (existing === null) return false;
    checkOurs(existing, options);
    if (options.isGoneOnWith?.(existing) !== true) checkSame(existing, options);
    outcome.instance = existing;
    outcome.adopted = true;
    hooks.onAdopted?.(existing);
    hooks.onStep(`${name}: exists already, ${existing.status}`);
    return true;
  };
  if (await adopt()) return;
  let created: CreatedInstance;
  try {
    created = await make(manager, options, wait);
  } catch (error) {
    // Another process may have made it since it was looked for.
    const isTaken = error instanceof QuantsError && error.code === "name_in_use";
    if (isTaken && (await adopt())) return;
    throw error;
  }
  outcome.instance = created.instance;
  outcome.changed = true;
  hooks.onStep(`${name}: created`);
  if (options.waitLevel === "operation") {
    for (const id of created.operationIds) await manager.waitForOperation(id, wait);
    outcome.instance = await manager.getInstance(name, wait);
  }
}

function make(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
): Promise<CreatedInstance> {
  const { snapshot } = options;
  if (snapshot === undefined) return manager.createInstance(options, wait);
  return manager.createInstanceFromSnapshot({ ...options, snapshot }, wait);
}

/** Lightsail takes ports and static IPs for running instances only. */
async function ensureRunning(
  manager: BaseInfraManager,
  name: string,
  wait: WaitOptions,
  outcome: ProvisionOutcome,
): Promise<void> {
  if (outcome.instance?.status === "running") return;
  outcome.instance = (await manager.waitForInstance(name, "running", wait)) ?? outcome.instance;
}

async function ensureFirewall(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
  hooks: ProvisionHooks,
  outcome: ProvisionOutcome,
): Promise<void> {
  const rules = options.rules ?? [];
  await ensureRunning(manager, options.name, wait, outcome);
  const before = await manager.getFirewall(options.name, wait);
  if (sameRules(before, rules)) return;
  await manager.replaceFirewall(options.name, rules, wait);
  outcome.changed = true;
  outcome.instance = await manager.getInstance(options.name, wait);
  hooks.onStep(
    `${options.name}: firewall set, ${rules.length} rule${rules.length === 1 ? "" : "s"}`,
  );
}

async function ensureStaticIp(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
  hooks: ProvisionHooks,
  outcome: ProvisionOutcome,
  free: StaticIp | null,
): Promise<void> {
  outcome.static_ip = free;
  await ensureRunning(manager, options.name, wait, outcome);
  await claimStaticIp(manager, options.name, free, wait, {
    onSeen: (ip) => {
      outcome.static_ip = ip;
    },
    onFound: hooks.onStaticIpFound,
    onChanged: (text) => {
      outcome.changed = true;
      hooks.onStep(text);
    },
  });
  outcome.instance = await manager.getInstance(options.name, wait);
}

async function awaitLevel(
  manager: BaseInfraManager,
  options: ProvisionOptions,
  wait: WaitOptions,
  hooks: ProvisionHooks,
  outcome: ProvisionOutcome,
): Promise<void> {
  if (options.waitLevel === "operation") return;
  const target = options.waitLevel === "running" ? "running" : "ip";
  const reached = await manager.waitForInstance(options.name, target, wait);
  if (reached === null) return;
  outcome.instance = reached;
  hooks.onStep(
    `${options.name}: running${reached.public_ip === null ? "" : ` at ${reached.public_ip}`}`,
  );
  if (options.waitLevel === "ssh") {
    await hooks.waitForSsh(reached, wait);
    hooks.onStep(`${options.name}: answers SSH`);
  }
}

/** Another one of the name must not get this one's firewall and address. */
export function checkOurs(
  existing: Instance,
  { isOurs = () => true }: Pick<ProvisionOptions, "isOurs">,
): void {
  if (isOurs(existing)) return;
  const { name } = existing;
  throw new QuantsError("conflict", `${name} was not made by the command that is to be finished.`, {
    hint: advice`It was there before, or is another one by now, and stays as it is. If it is what is wanted, run the command again with --if-not-exists; if nothing is left to do: ${toRun("infra log", { unfinished: true })}, then infra resume --dismiss --id ID.`,
    resource: name,
  });
}

function checkSame(existing: Instance, wanted: ProvisionOptions): void {
  const differences: string[] = [];
  const compare = (what: string, is: string | null, asked: string | undefined): void => {
    if (asked !== undefined && is !== asked)
      differences.push(`${what} is ${is ?? "unknown"}, not ${asked}`);
  };
  compare("its bundle", existing.bundle_id, wanted.bundle);
  compare("its blueprint", existing.blueprint_id, wanted.blueprint);
  compare("its zone", existing.availability_zone, wanted.availabilityZone);
  compare("its key pair", existing.key_pair, wanted.keyPair);
  for (const [key, value] of Object.entries(wanted.tags ?? {})) {
    compare(`its tag ${key}`, existing.tags[key] ?? null, value);
  }
  if (differences.length === 0) return;
  throw new QuantsError("conflict", `${existing.name} exists, but ${differences.join("; ")}.`, {
    hint: advice`Choose another name, or ask for what is there: ${toRun("infra info", { name: existing.name })}`,
    resource: existing.name,
  });
}
