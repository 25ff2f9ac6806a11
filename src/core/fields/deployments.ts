import type { HostSummary, Service } from "../contracts/ansible-control.ts";
import type { Field, Resource } from "./field.ts";

export const serviceResource: Resource<Service> = {
  singular: "service",
  plural: "services",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "description",
      title: "DESCRIPTION",
      about: "What it is",
      value: (it) => it.description,
      rank: 1,
    },
    {
      key: "hosts",
      title: "HOSTS",
      about: "Hosts and groups that it applies to",
      value: (it) => it.hosts.join(", "),
      rank: 2,
    },
    { key: "file", title: "FILE", about: "Its playbook", value: (it) => it.file, rank: 3 },
  ],
};

export const hostSummaryResource: Resource<HostSummary> = {
  singular: "host",
  plural: "hosts",
  nameOf: (it) => it.host,
  sort: "host",
  fields: [
    { key: "host", title: "HOST", about: "Name", value: (it) => it.host, rank: 0 },
    {
      key: "status",
      title: "STATUS",
      about: "Result",
      value: (it) => it.status,
      show: (value) => String(value).replace("_", " "),
      rank: 0,
    },
    ...(["ok", "changed", "unreachable", "failed", "skipped", "rescued", "ignored"] as const).map(
      (key, index): Field<HostSummary> => ({
        key,
        title: key.toUpperCase(),
        about: `Tasks: ${key}`,
        value: (it) => it[key],
        align: "right",
        rank: index < 4 ? 1 : 2,
      }),
    ),
    {
      key: "services",
      title: "SERVICES",
      about: "Services with a play for it",
      value: (it) => it.services.join(", "),
      rank: 3,
    },
  ],
};
