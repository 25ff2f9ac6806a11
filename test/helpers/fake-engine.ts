import type {
  EngineNode,
  EnginePart,
  HeldLock,
  PendingTenant,
  TenantEngine,
} from "../../src/core/contracts/tenant-engine.ts";
import { partCalls } from "./fake-engine/parts.ts";
import { recordCalls } from "./fake-engine/records.ts";
import { volumeCalls } from "./fake-engine/volumes.ts";

export interface StoredPart extends Omit<EnginePart, "healthy" | "name"> {
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
  /** By `tenant/volume`, the same on all nodes. */
  readonly owners = new Map<string, string>();
  /** What was wrong at some time. */
  readonly wrong: string[] = [];
  ids = 0;

  constructor(names: readonly string[]) {
    this.nodes = names.map((name, index) => ({
      ...{ id: `id-${name}`, name, pool: "low", state: "ready" as const },
      ...{ address: `192.0.2.${index + 1}`, is_manager: index === 0, cpu: 8, memory_mb: 16_384 },
      joined_at: null,
    }));
    for (const { id } of this.nodes) this.disks.set(id, new Map());
  }

  /** Tasks of which only a node that is down knows whether they run, by tenant. */
  readonly unknown = new Map<string, Set<{ part: string; node: string; state: string }>>();

  /** Of nodes that are down: those that are really switched off. */
  readonly off = new Set<string>();

  /** No node, or one that does not answer. */
  isDown(node: string): boolean {
    const found = this.nodes.find(({ id }) => id === node);
    return found === undefined || found.state === "down";
  }

  /** What it ran is not known to have ended. */
  leave(tenant: string, part: string, node: string): void {
    const own = this.unknown.get(tenant) ?? new Set();
    this.unknown.set(tenant, own.add({ part, node, state: "running" }));
  }

  disk = (node: string): Map<string, Volumes> => this.disks.get(node) ?? new Map<string, Volumes>();

  /** Between two calls: an engine without its data, or with parts on two nodes, is a loss. */
  check(): void {
    for (const [tenant, parts] of this.parts) {
      const running = [...parts].filter(([, it]) => it.wanted);
      const nodes = new Set(running.map(([, it]) => it.node));
      if (nodes.size > 1) this.wrong.push(`${tenant} runs on ${[...nodes].join(" and ")}`);
      for (const { part, node } of this.unknown.get(tenant) ?? []) {
        if (running.length > 0 && !this.off.has(node))
          this.wrong.push(`${tenant} runs while ${part} may run on ${node}`);
      }
      for (const [name, { node, volumes }] of running) {
        if (this.isDown(node)) continue;
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
    const engine: TenantEngine = {
      ...recordCalls(this),
      ...partCalls(this),
      ...volumeCalls(this),
    };
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
}
