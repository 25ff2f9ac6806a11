import { counted, type Resource } from "./field.ts";
import type { TenantRecord, WorkerRecord } from "../records/tenant.ts";
import { botsText } from "../tenants/labels.ts";

const NAMES = { singular: "tenant", plural: "tenants" };

export const tenantResource: Resource<TenantRecord> = {
  ...NAMES,
  nameOf: (it) => it.tenant,
  sort: "tenant",
  total: (items) => {
    const asleep = items.filter(({ stage }) => stage !== "awake").length;
    return `${counted(items.length, NAMES)}, ${asleep} asleep`;
  },
  fields: [
    { key: "tenant", title: "TENANT", about: "Name", value: (it) => it.tenant, rank: 0, cut: true },
    { key: "tier", title: "TIER", about: "Tier", value: (it) => it.tier, rank: 0 },
    {
      key: "stage",
      title: "STAGE",
      about: "awake, or how deep it sleeps: bots, interface, rest",
      value: (it) => it.stage,
      rank: 0,
    },
    {
      key: "worker",
      title: "WORKER",
      about: "Server that has it; none while it is pending",
      value: (it) => it.worker,
      rank: 0,
    },
    {
      key: "status",
      title: "STATUS",
      about: "Whether what is to run does",
      value: (it) => it.status,
      rank: 1,
    },
    {
      key: "running",
      title: "RUNNING",
      about: "Parts that run and are well",
      value: (it) => it.running,
      show: (value, it) => `${value} of ${it.parts}`,
      align: "right",
      rank: 2,
    },
    {
      key: "bots",
      title: "BOTS",
      about: "Bots by exchange",
      value: (it) => botsText(it.bots_by_exchange),
      rank: 3,
    },
  ],
};

const WORKERS = { singular: "worker", plural: "workers" };

const showShare = (value: unknown): string =>
  typeof value === "number" ? `${Math.round(value * 100)} %` : "-";

export const workerResource: Resource<WorkerRecord> = {
  ...WORKERS,
  nameOf: (it) => it.worker,
  sort: "worker",
  total: (items) => {
    const tenants = items.reduce((sum, it) => sum + it.tenants, 0);
    return `${counted(items.length, WORKERS)}, ${counted(tenants, NAMES)}`;
  },
  fields: [
    { key: "worker", title: "WORKER", about: "Name", value: (it) => it.worker, rank: 0, cut: true },
    { key: "pool", title: "POOL", about: "Its pool", value: (it) => it.pool, rank: 0 },
    {
      key: "state",
      title: "STATE",
      about: "ready, drained or down",
      value: (it) => it.state,
      rank: 0,
    },
    {
      key: "tenants",
      title: "TENANTS",
      about: "Tenants that have a place there",
      value: (it) => it.tenants,
      show: (value, it) =>
        it.max_tenants === null ? String(value) : `${value} of ${it.max_tenants}`,
      align: "right",
      rank: 0,
    },
    {
      key: "cpu_used",
      title: "CPU",
      about: "Share of its processors that is reserved",
      value: (it) => it.cpu_used,
      show: showShare,
      align: "right",
      rank: 1,
    },
    {
      key: "memory_used",
      title: "MEMORY",
      about: "Share of its memory that is reserved",
      value: (it) => it.memory_used,
      show: showShare,
      align: "right",
      rank: 1,
    },
    {
      key: "score",
      title: "SCORE",
      about: "How full it is; the lowest gets the next tenant",
      value: (it) => it.score,
      show: (value) => (typeof value === "number" ? value.toFixed(3) : "-"),
      align: "right",
      rank: 1,
    },
    { key: "address", title: "ADDRESS", about: "Its address", value: (it) => it.address, rank: 2 },
    {
      key: "manager",
      title: "MANAGER",
      about: "Whether it manages the Swarm",
      value: (it) => it.manager,
    },
    { key: "id", title: "ID", about: "The engine's id of it", value: (it) => it.id },
  ],
};
