import type { EnvironmentRecord } from "../airflow/record.ts";
import type {
  DomainEntryRecord,
  OperationRecord,
  ResourceRecord,
  ResourceType,
} from "./records.ts";
import { type Kind, type Shape, SHAPES } from "./record-shapes.ts";

const OPERATION: Shape<OperationRecord> = {
  id: "string",
  sequence: "number",
  operationType: "string",
  resourceName: "string",
  resourceType: "string",
  zone: "string",
  createdAt: "number",
  doneAt: "number",
};

const ENTRY: Shape<Omit<DomainEntryRecord, "isAlias">> = {
  id: "string",
  name: "string",
  type: "string",
  target: "string",
};

const ENVIRONMENT: Shape<EnvironmentRecord> = {
  name: "string",
  id: "string",
  createdAt: "number",
  settings: "object",
  logs: "object",
  tags: "object",
  during: "string",
  until: "number",
  updatedAt: "number",
};

const RULE = {
  fromPort: "number",
  toPort: "number",
  protocol: "string",
  cidrs: "list",
  ipv6Cidrs: "list",
  cidrListAliases: "list",
} as const;

export function isResource(value: unknown): value is ResourceRecord {
  if (!isObject(value) || typeof value["resourceType"] !== "string") return false;
  const type = value["resourceType"];
  if (!Object.hasOwn(SHAPES, type) || !fits(value, SHAPES[type as ResourceType])) return false;
  const { tags = [], ports = [], entries = [], transition } = value as Record<string, unknown[]>;
  return (
    tags.every((tag) => fits(tag, { key: "string" })) &&
    ports.every((rule) => fits(rule, RULE)) &&
    entries.every((entry) => fits(entry, ENTRY)) &&
    (transition === undefined || fits(transition, { during: "string", until: "number" }))
  );
}

export function isEnvironment(value: unknown): value is EnvironmentRecord {
  return (
    fits(value, ENVIRONMENT) &&
    fits((value as EnvironmentRecord).settings, {
      AirflowVersion: "string",
      EnvironmentClass: "string",
      NetworkConfiguration: "object",
    })
  );
}

export function isOperation(value: unknown): value is OperationRecord {
  return fits(value, OPERATION);
}

function fits(value: unknown, shape: Readonly<Record<string, Kind>>): boolean {
  if (!isObject(value)) return false;
  for (const key in shape) if (!isKind(value[key], shape[key] ?? "object")) return false;
  return true;
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === "list") return Array.isArray(value);
  return kind === "object" ? isObject(value) : typeof value === kind;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
