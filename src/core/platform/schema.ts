import * as z from "zod";
import { entryFaults } from "./entry-faults.ts";
import { engine, runFields } from "./stack-schema.ts";

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,29}$/,
    "a name is lower-case letters, digits and '-', up to 30 of them",
  );
const share = z.number().min(0, "is from 0 to 1").max(1, "is from 0 to 1");
// Not z.int(): its message names a type.
const whole = z.number().refine(Number.isSafeInteger, "is a whole number");
const count = whole.refine((it) => it >= 0, "is not below 0");
const atLeastOne = whole.refine((it) => it >= 1, "is 1 or more");
const amount = z.number().min(0, "is not below 0");
const positive = z.number().positive("is above 0");
const range = z.tuple([amount, amount]).refine(([from, to]) => from <= to, "begins above its end");

const size = { cpu: positive, memory_mb: positive };

/** What a part of a tenant's stack needs. */
const component = z.strictObject({
  ...size,
  ...runFields,
  /** With which stage of sleep it stops; by default it never does. */
  stops: z.enum(["bots", "interface", "rest"]).optional(),
});

const tier = z.strictObject({
  users: count,
  bots_per_user: count,
  /** The limit of a tenant's whole stack, and what is reserved for it. */
  ...size,
  priority: z.enum(["low", "medium", "high", "critical"]),
  pool: name,
  /** What becomes of a tenant that is idle; by default nothing. */
  idle: z.enum(["sleeps", "is told", "stays"]).optional(),
  /** Days after which an idle one first sleeps, or its owner is told. */
  idle_days: count.optional(),
});

const pool = z.strictObject({
  bundle: z.string().min(1),
  max_tenants: atLeastOne,
  min_workers: count.optional(),
  max_workers: count.optional(),
});

/** A server beside the workers, by the size that it must have. */
const server = z.strictObject({
  role: name,
  cpu: positive,
  memory_gb: positive,
  count: atLeastOne.optional(),
});

const line = z.strictObject({ what: z.string().min(1), monthly_usd: amount });

const load = z.strictObject({
  /** Of all users, those whose bots run at a time. */
  active_share: share,
  /** Of each server, what is kept free. */
  headroom: share.refine((it) => it < 1, "leaves nothing of a server"),
  /** Servers of each pool that may fail without a tenant waiting. */
  spare_servers: count,
  /** Beside the stack's own figures, what a bot is said to use. */
  bot: z.strictObject({
    cpu: range,
    memory_mb: range,
    disk_mb: amount,
    network_mbps: range,
  }),
  /** Logs and backups. */
  kept_gb_per_user: amount,
});

/** Days of idleness after which a sleeping tenant's parts stop. */
const hibernation = z.strictObject({
  bots_days: count,
  interface_days: count,
  rest_days: count,
  /** A query of Prometheus for seconds since a tenant was last used, by the label `tenant`. */
  idle_query: z.string().min(1).optional(),
  /** A program and its words that says, by status 1, what keeps a tenant awake. */
  veto: z.array(z.string()).min(1, "is a program and its words").optional(),
});

const autoscale = z.strictObject({
  /** Means over the window, above which a pool gets a worker. */
  cpu: share,
  memory: share,
  /** Share of the places that are taken. */
  tenants: share,
  window_minutes: atLeastOne,
  /** For so long all must hold without the worker that is to go. */
  calm_minutes: atLeastOne,
  /** After a change of the pool, none for so long. */
  cooldown_minutes: count,
  /** A worker stays for so long. */
  min_life_minutes: count,
});

const placement = z.strictObject({
  /** Bots of one exchange behind one address. */
  bots_per_exchange: z.record(z.string(), count).optional(),
  /** Processors may be reserved so many times, since not all tenants are active; memory never is. */
  cpu_overcommit: z.number().min(1, "is 1 or more").optional(),
});

/** How tenants behave in a simulation. */
const simulation = z.strictObject({
  /** Mean length of a time in which a tenant is used. */
  active_days: positive,
  /** Of all users, those who leave in 30 days, and as many who come. */
  churn_per_month: share,
});

/** What a document says of the same platform, to be compared. */
const claims = z.strictObject({
  cpu: amount.optional(),
  memory_gb: amount.optional(),
  disk_gb: amount.optional(),
  network_mbps: amount.optional(),
  active_cpu: amount.optional(),
  active_memory_gb: amount.optional(),
  active_network_mbps: amount.optional(),
  workers: count.optional(),
  worker_cpu: amount.optional(),
  monthly_usd: z.record(z.string(), range).optional(),
});

export const platformSchema = z
  .strictObject({
    version: z.literal(1, "is 1"),
    name,
    load,
    components: z.record(name, component),
    tiers: z.record(name, tier),
    pools: z.record(name, pool),
    servers: z.array(server).optional(),
    lines: z.array(line).optional(),
    hibernation: hibernation.optional(),
    autoscale: autoscale.optional(),
    placement: placement.optional(),
    simulation: simulation.optional(),
    engine: engine.optional(),
    /** What resources are sold for, beside what servers cost. */
    rates: z.strictObject({ core_hour: amount, gb_hour: amount, bot_hour: amount }).optional(),
    /** Queries of what tenants use, by the label `tenant`: processors, and MB of memory. */
    usage: z
      .strictObject({ cpu_query: z.string().min(1), memory_query: z.string().min(1) })
      .optional(),
    /** Address of the Prometheus that measures the platform. */
    prometheus: z.string().min(1).optional(),
    kubernetes: z.string().min(1).optional(),
    claims: claims.optional(),
  })
  .check(({ value: { tiers, pools, components, engine: settings }, issues }) => {
    for (const fault of entryFaults({ components, engine: settings })) {
      issues.push({ code: "custom", ...fault });
    }
    const known = Object.keys(pools);
    for (const [key, { pool: wanted }] of Object.entries(tiers)) {
      if (known.includes(wanted)) continue;
      const message = `no pool is called ${wanted}; there are: ${known.join(", ") || "none"}`;
      issues.push({ code: "custom", input: wanted, path: ["tiers", key, "pool"], message });
    }
    for (const [kind, entries] of Object.entries({ tiers, pools, components })) {
      if (Object.keys(entries).length > 0) continue;
      issues.push({ code: "custom", input: entries, path: [kind], message: "names none" });
    }
    for (const [key, { min_workers: least = 0, max_workers: most = Infinity }] of Object.entries(
      pools,
    )) {
      if (least <= most) continue;
      const message = `is below min_workers (${least})`;
      issues.push({ code: "custom", input: most, path: ["pools", key, "max_workers"], message });
    }
  });

/** A platform for tenants, as its file describes it. Memory in MB of 1,048,576 bytes. */
export type Platform = z.infer<typeof platformSchema>;
export type Pool = Platform["pools"][string];
