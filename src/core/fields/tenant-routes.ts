import type { TenantRouteRecord } from "../records/tenant-route.ts";
import { counted, type Resource } from "./field.ts";

const NAMES = { singular: "route", plural: "routes" };

export const tenantRouteResource: Resource<TenantRouteRecord> = {
  ...NAMES,
  nameOf: (it) => it.host,
  sort: "tenant",
  total: (items) => counted(items.length, NAMES),
  fields: [
    {
      key: "tenant",
      title: "TENANT",
      about: "Its tenant",
      value: (it) => it.tenant,
      rank: 0,
      cut: true,
    },
    { key: "part", title: "PART", about: "Part that it leads to", value: (it) => it.part, rank: 1 },
    {
      key: "host",
      title: "HOST",
      about: "Name by which it is reached from outside",
      value: (it) => it.host,
      rank: 0,
    },
    {
      key: "url",
      title: "LEADS TO",
      about: "Where the entry reaches it",
      value: (it) => it.url,
      rank: 2,
    },
    {
      key: "middlewares",
      title: "MIDDLEWARES",
      about: "What a request must pass first",
      value: (it) => it.middlewares.join(","),
      rank: 3,
    },
  ],
};
