import type {
  EngineNode,
  EnginePart,
  EngineTenant,
  HeldLock,
  LockHolder,
  Move,
  PendingTenant,
  TenantEngine,
} from "../../src/core/contracts/tenant-engine.ts";
import { QuantsError } from "../../src/core/errors.ts";
import { botsFrom, LABEL, stageFrom } from "../../src/core/tenants/labels.ts";

interface StoredPart extends Omit<EnginePart, "healthy" | "name"> {
  labels: Record<string, string>;
}

type Volumes = Map<string, string>;

/** An engine in memory, which outlives those who use it, as a Swarm does. */
export class FakeEngine {
  readonly nodes: EngineNode[];
  readonly parts = new Map<string, Map<string, StoredPart>>();
  readonly secrets = new Map<string, Map<string, string>>();
  readonly networks = new Set<string>();
  readonly locks = new Map<string, HeldLock>();
  readonly waiting = new Map<string, PendingTenant>();
  /** By node, then `tenant` or `.incoming-tenant`: contents by volume. */
  readonly disks = new Map<string, Map<string, Volumes>>();
  /** What was wrong at some time. */
  readonly wrong: string[] = [];
  #ids = 0;

  constructor(names: readonly string[]) {
    this.nodes = names.map((name, index) => ({
      ...{ id: `id-${name}`, name, pool: "low", state: "ready" as const },
      ...{ address: `192.0.2.${index + 1}`, is_manager: index === 0, cpu: 8, memory_mb: 16_384 },
    }));
    for (const { id } of this.nodes) this.disks.set(id, new Map());
  }

  disk = (node: string): Map<string, Volumes> => this.disks.get(node) ?? new Map<string, Volumes>();

  /** Between two calls: an engine without its data, or with parts on two nodes, is a loss. */
  check(): void {
    for (const [tenant, parts] of this.parts) {
      const running = [...parts].filter(([, it]) => it.wanted);
      const nodes = new Set(running.map(([, it]) => it.node));
      if (nodes.size > 1) this.wrong.push(`${tenant} runs on ${[...nodes].join(" and ")}`);
      for (const [name, { node, volumes }] of running) {
        const own = this.disk(node).get(tenant);
        for (const volume of volumes) {
          if (own?.has(volume) !== true)
            this.wrong.push(`${tenant}: ${name} runs without ${volume}`);
          // It writes.
          else own.set(volume, `${own.get(volume)}+`);
        }
      }
    }
  }

  /** The engine as one process sees it; `before` and `after` each call may throw. */
  client(before: (call: string) => void = () => undefined, after = before): TenantEngine {
    const engine = this.#calls();
    const wrapped = Object.entries(engine).map(([name, call]) => [
      name,
      async (...args: never[]) => {
        before(`before ${name}`);
        this.check();
        const result: unknown = await (call as (...given: never[]) => Promise<unknown>)(...args);
        this.check();
        after(`after ${name}`);
        return result;
      },
    ]);
    return Object.fromEntries(wrapped) as TenantEngine;
  }

  #tenant(name: string): EngineTenant | null {
    const parts = [...(this.parts.get(name) ?? [])];
    const [first] = parts;
    if (first === undefined) return null;
    const { labels } = first[1];
    const moves = parts.flatMap(([, it]) => it.labels[LABEL.move] ?? []);
    const [from = "", to = ""] = moves[0]?.split(">") ?? [];
    return {
      ...{ name, tier: labels[LABEL.tier] ?? "", stage: stageFrom(labels[LABEL.stage]) },
      bots_by_exchange: botsFrom(labels[LABEL.bots]),
      move: moves.length === 0 ? null : { from, to },
      is_leaving: parts.some(([, it]) => it.labels[LABEL.leaving] !== undefined),
      parts: parts.map(([part, { wanted, node, volumes }]) => ({
        ...{ name: part, wanted, node, volumes, healthy: wanted },
      })),
    };
  }

  #each(tenant: string, change: (part: StoredPart) => void): void {
    for (const part of this.parts.get(tenant)?.values() ?? []) change(part);
  }

  #calls(): TenantEngine {
    const missing = (what: string): QuantsError => new QuantsError("not_found", `No ${what}.`);
    return {
      nodes: () => Promise.resolve(this.nodes.map((it) => ({ ...it }))),
      tenants: () =>
        Promise.resolve([...this.parts.keys()].toSorted().flatMap((it) => this.#tenant(it) ?? [])),
      tenant: (name) => Promise.resolve(this.#tenant(name)),
      tasks: (tenant) =>
        Promise.resolve(
          [...(this.parts.get(tenant) ?? [])].flatMap(([part, { wanted, node }]) =>
            wanted ? [{ part, node, state: "running", error: null, is_alive: true }] : [],
          ),
        ),
      remains: (tenant) =>
        Promise.resolve([
          ...[...(this.secrets.get(tenant)?.keys() ?? [])].map((it) => `secret ${it}`),
          ...(this.networks.has(tenant) ? ["network"] : []),
          ...(this.waiting.has(tenant) ? ["pending"] : []),
        ]),
      pending: () =>
        Promise.resolve([...this.waiting.values()].filter(({ name }) => !this.parts.has(name))),
      setPending: async (tenant) => {
        const before = this.waiting.get(tenant.name);
        const isSame = JSON.stringify({ ...before, ...tenant }) === JSON.stringify(before);
        if (isSame) return;
        this.waiting.delete(tenant.name);
        this.#ids += 1;
        this.waiting.set(tenant.name, { ...tenant, since: new Date(this.#ids).toISOString() });
        await Promise.resolve();
      },
      removePending: async (tenant) => void (await Promise.resolve(this.waiting.delete(tenant))),
      makeSecret: async (tenant, name, value) => {
        const own = this.secrets.get(tenant) ?? new Map<string, string>();
        if (own.has(name)) throw new QuantsError("name_in_use", `secret ${name}`);
        this.secrets.set(tenant, own.set(name, value));
        await Promise.resolve();
      },
      deploy: async (tenant, document) => {
        for (const { name } of Object.values(document.secrets)) {
          const key = name.slice(`qt-${tenant}_`.length);
          if (this.secrets.get(tenant)?.has(key) !== true) throw missing(`secret ${key}`);
        }
        this.networks.add(tenant);
        const parts = Object.entries(document.services).map(([name, { deploy }]) => {
          const node = deploy.placement.constraints[0]?.split("==")[1] ?? "";
          const volumes = (deploy.labels[LABEL.volumes] ?? "").split(",").filter((it) => it !== "");
          return [
            name,
            { wanted: deploy.replicas > 0, node, volumes, labels: deploy.labels },
          ] as const;
        });
        this.parts.set(tenant, new Map(parts));
        await Promise.resolve();
      },
      mark: async ({ name }, { stage, move, leaving }) => {
        this.#each(name, ({ labels }) => {
          if (stage !== undefined) labels[LABEL.stage] = stage;
          if (leaving === true) labels[LABEL.leaving] = "true";
          if (move === null) delete labels[LABEL.move];
          else if (move !== undefined) labels[LABEL.move] = `${move.from}>${move.to}`;
        });
        await Promise.resolve();
      },
      pin: async ({ name }, node) => {
        this.#each(name, (it) => {
          if (it.wanted && it.node !== node) this.wrong.push(`${name} is pinned while it runs`);
          it.node = node;
        });
        await Promise.resolve();
      },
      scale: async ({ name }, running) => {
        for (const [part, it] of this.parts.get(name) ?? []) it.wanted = running.includes(part);
        await Promise.resolve();
      },
      removeParts: async (tenant) => void (await Promise.resolve(this.parts.delete(tenant))),
      removeSecrets: async (tenant) => void (await Promise.resolve(this.secrets.delete(tenant))),
      removeNetwork: async (tenant) => void (await Promise.resolve(this.networks.delete(tenant))),
      makeVolumes: async (tenant, node, owners) => {
        const own = this.disk(node).get(tenant) ?? new Map<string, string>();
        if ([...own.values()].some((it) => it !== ""))
          throw new QuantsError("conflict", "has data");
        for (const volume of Object.keys(owners)) own.set(volume, "");
        this.disk(node).set(tenant, own);
        await Promise.resolve();
      },
      copyVolumes: async (tenant, { from, to }: Move) => {
        const own = this.disk(from).get(tenant);
        if (own === undefined) throw missing("volumes");
        this.disk(to).set(`.incoming-${tenant}`, new Map(own));
        await Promise.resolve();
      },
      sumVolumes: (tenant, { node, set }) => {
        const found = this.disk(node).get(set === "own" ? tenant : `.incoming-${tenant}`);
        if (found === undefined) return Promise.reject(missing("volumes"));
        return Promise.resolve(JSON.stringify([...found].toSorted()));
      },
      adoptVolumes: async (tenant, node) => {
        const incoming = this.disk(node).get(`.incoming-${tenant}`);
        if (incoming !== undefined) this.disk(node).set(tenant, incoming);
        this.disk(node).delete(`.incoming-${tenant}`);
        await Promise.resolve();
      },
      removeVolumes: async (tenant, node) => {
        this.disk(node).delete(tenant);
        this.disk(node).delete(`.incoming-${tenant}`);
        await Promise.resolve();
      },
      lock: (tenant, holder: LockHolder) => {
        const held = this.locks.get(tenant);
        if (held !== undefined) return Promise.resolve(held);
        this.#ids += 1;
        this.locks.set(tenant, { id: `${tenant} ${this.#ids}`, holder });
        return Promise.resolve(null);
      },
      lockOf: (tenant) => Promise.resolve(this.locks.get(tenant) ?? null),
      unlock: async (id) => {
        for (const [tenant, lock] of this.locks) if (lock.id === id) this.locks.delete(tenant);
        await Promise.resolve();
      },
      setTaking: async (node, taking) => {
        const found = this.nodes.find(({ id }) => id === node);
        if (found !== undefined) found.state = taking ? "ready" : "drained";
        await Promise.resolve();
      },
      removeNode: async (node) => {
        const at = this.nodes.findIndex(({ id }) => id === node);
        if (at >= 0) this.nodes.splice(at, 1);
        await Promise.resolve();
      },
    };
  }
}
