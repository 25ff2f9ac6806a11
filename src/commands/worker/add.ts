import type { EngineNode } from "../../core/contracts/tenant-engine.ts";
import { checkName } from "../../core/instances/names.ts";
import { nullIfMissing, QuantsError, toQuantsError } from "../../core/errors.ts";
import { workerTarget } from "../../core/journal/target.ts";
import type { StepChange } from "../../core/plan/step.ts";
import type { Platform, Pool } from "../../core/platform/schema.ts";
import type { WorkerAddedRecord, WorkerStep } from "../../core/records/worker-added.ts";
import type { Work } from "../../core/tenants/work.ts";
import type { CommandResult } from "../../core/result.ts";
import { defined } from "../../core/text/defined.ts";
import { type PastedCommand, toRun } from "../../core/text/advice.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { poll } from "../../core/time/wait.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { command as deploy } from "../deploy/deploy.ts";
import { command as create } from "../infra/create.ts";
import { oneRegion } from "../shared/regions.ts";
import { planned } from "../shared/planned.ts";
import { openWork } from "../tenant/open.ts";
import type { spec } from "./add.spec.ts";

type AddOptions = OptionsFor<typeof spec>;
type AddContext = CommandContext<typeof spec>;

const STEPS: readonly WorkerStep[] = ["server", "roles", "joined"];
/** In their order. */
const SERVICES = ["common", "security", "docker", "node_exporter", "swarm"];
const LAST_LOOK_MS = 30_000;
/** A node is called as its host, and what is known of its server goes by that name. */
const HOST_NAME = JSON.stringify({ common_set_hostname: true });
/** By these the inventory groups it, and the role labels its node; null: its pool. */
const TAGS = [
  ["Service", "worker"],
  ["Pool", null],
] as const;
/** Swarm's own messages take seconds. */
const JOIN_INTERVAL_MS = 1_000;

export const command: Command<typeof spec> = async (options, context) => {
  // The engine has to answer before a server is paid for.
  const work = await openWork(options, context);
  const pool = poolNamed(options.pool, work.platform);
  const name = checkName(options.argument);
  const there = nodeOf(name, work.nodes);
  refuseOther(there, name, options.pool);
  if (options.dryRun === true) return foresee(there, pool, options, context);
  const target = workerTarget(name);
  // Open until it has joined: its server alone is no worker yet, and is billed.
  context.journal.recordTargets([target]);
  return context.journal.about(target, () => make(pool, there, work, options, context));
};

async function make(
  pool: Pool,
  there: EngineNode | undefined,
  work: Work,
  options: AddOptions,
  context: AddContext,
) {
  const { argument: name } = options;
  const done: WorkerStep[] = [];
  let changed = false;
  let error: QuantsError | null = null;
  try {
    const made = await create(creationOf(pool, options), context);
    throwErrorOf(made);
    changed ||= made.kind === "report" && hasChanged(made.data);
    done.push("server");
    if (isIn(there, options.pool)) done.push("roles", "joined");
    else {
      changed = true;
      await setUp(options, context);
      done.push("roles");
      await untilJoined(name, options.pool, work);
      done.push("joined");
    }
  } catch (caught) {
    error = toQuantsError(caught);
  }
  const data = await recordOf({ pool, done, changed }, options, context);
  return { kind: "report" as const, data, names: [name], error };
}

const errorOf = (result: CommandResult<object>): QuantsError | null =>
  "error" in result ? (result.error ?? null) : null;

function throwErrorOf(result: CommandResult<object>): void {
  const error = errorOf(result);
  if (error !== null) throw error;
}

const hasChanged = (data: object): boolean => "changed" in data && data.changed === true;

function poolNamed(name: string, { pools }: Platform): Pool {
  const pool = ownValue(pools, name);
  if (pool !== undefined) return pool;
  throw new QuantsError("invalid_input", `There is no pool ${name}.`, {
    hint: `There are: ${Object.keys(pools).join(", ")}.`,
    resource: name,
  });
}

const nodeOf = (name: string, nodes: readonly EngineNode[]): EngineNode | undefined =>
  nodes.find((it) => it.name === name);

const isIn = (node: EngineNode | undefined, pool: string): boolean =>
  node?.pool === pool && node.state !== "down";

/** A worker does not change its pool: its tenants are of that pool's tiers. */
function refuseOther(node: EngineNode | undefined, name: string, pool: string): void {
  if (node === undefined || node.pool === null || node.pool === pool) return;
  throw new QuantsError("conflict", `${name} is a worker of pool ${node.pool} already.`, {
    hint: "Choose another name.",
    resource: name,
  });
}

const creationOf = (pool: Pool, options: AddOptions) => {
  const { argument: name, az, blueprint, keyPair, timeout, pollInterval } = options;
  return {
    ...defined({ az, blueprint, keyPair, timeout, pollInterval }),
    ...{ name: [name], bundle: pool.bundle, ifNotExists: true },
    tag: TAGS.map(([key, value]): [string, string] => [key, value ?? options.pool]),
  };
};

async function setUp(options: AddOptions, context: AddContext): Promise<void> {
  const { argument: name, privateKey, vaultPasswordFile, ansibleDir } = options;
  const given = defined({ privateKey, vaultPasswordFile, ansibleDir });
  const ended = await deploy(
    { service: SERVICES, host: [name], extra: ["--extra-vars", HOST_NAME], ...given },
    context,
  );
  throwErrorOf(ended);
}

async function untilJoined(name: string, pool: string, work: Work): Promise<void> {
  const { engine, clock, signal, timeoutMs, say } = work;
  await poll({
    ...{ clock, signal, timeoutMs, intervalMs: JOIN_INTERVAL_MS },
    look: async () => {
      const node = nodeOf(name, await engine.nodes());
      if (isIn(node, pool)) return { done: true, value: null };
      if (node === undefined) return { done: false, seen: "the Swarm does not have it" };
      return { done: false, seen: `it is ${node.state}, in pool ${node.pool ?? "none"}` };
    },
    onChange: (seen) => say(`${name}: ${seen}`),
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `${name} did not join the Swarm: ${seen}.`, {
        hint: "A node has its server's host name. See `docker node ls` on a manager.",
        resource: name,
      }),
  });
}

async function foresee(
  there: EngineNode | undefined,
  pool: Pool,
  options: AddOptions,
  context: AddContext,
) {
  const made = await create({ ...creationOf(pool, options), dryRun: true }, context);
  const before = made.kind === "planned" ? made.data.changes : [];
  const at = { kind: "worker" as const, name: options.argument, region: "-" };
  const joins: StepChange[] = isIn(there, options.pool)
    ? []
    : [
        { ...at, action: "set up", detail: SERVICES.join(", ") },
        { ...at, action: "join", detail: `the Swarm, in pool ${options.pool}` },
      ];
  return planned([...before, ...joins], errorOf(made));
}

async function recordOf(
  { pool, done, changed }: { pool: Pool; done: readonly WorkerStep[]; changed: boolean },
  options: AddOptions,
  context: AddContext,
): Promise<WorkerAddedRecord> {
  const { argument: name } = options;
  const left = STEPS.filter((it) => !done.includes(it));
  const manager = await oneRegion(context);
  // Read even when the work was stopped: what exists is to be told.
  const call = { signal: AbortSignal.timeout(LAST_LOOK_MS) };
  const instance = await known(nullIfMissing(manager.getInstance(name, call)));
  const bundles = instance === null ? null : await known(manager.listBundles(call));
  const price = bundles?.find((it) => it.bundle_id === instance?.bundle_id)?.monthly_price_usd;
  return {
    ...{ worker: name, pool: options.pool, bundle: instance?.bundle_id ?? pool.bundle },
    public_ip: instance?.public_ip ?? null,
    monthly_usd: price ?? null,
    ...{ changed, done, not_done: left },
    finish_with: left.length === 0 ? null : again(options),
  };
}

/** What can't be read now is shown as not known: the record tells of the work. */
const known = <T>(asked: Promise<T>): Promise<T | null> => asked.catch(() => null);

const again = ({ argument, pool, az, blueprint, keyPair, platform }: AddOptions): PastedCommand =>
  toRun("worker add", { argument, pool, az, blueprint, keyPair, platform });
