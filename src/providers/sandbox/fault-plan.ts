import { readFile } from "node:fs/promises";
import { QuantsError } from "../../core/errors.ts";
import { findRegion } from "./catalogue/regions.ts";
import { OPERATION_NAMES } from "./operation-names.ts";

const FAULTS = [
  "throttle",
  "server_error",
  "reset_before",
  "reset_after",
  "latency",
  "late_address",
  "quota",
  "capacity",
  "region_disabled",
  "expired_credentials",
  "kill_before",
  "kill_after",
] as const;

const SIGNALS = ["SIGKILL", "SIGINT", "SIGTERM", "SIGSTOP"] as const;

const CERTIFICATES = ["pending", "issued"] as const;

type Fault = (typeof FAULTS)[number];

export interface FaultRule {
  /** An operation's name, or `*` for every one that the fault makes sense for. */
  operation: string;
  /** Every region when absent. */
  region?: string;
  fault: Fault;
  /** 0 to 1; 1 when absent. */
  probability?: number;
  /** Which of the matching calls, counted from 1; every one when absent. */
  calls?: number[];
  /** For `latency` (required) and `late_address`. */
  ms?: number;
  /** For `kill_before` and `kill_after`; SIGKILL when absent. */
  signal?: (typeof SIGNALS)[number];
}

export interface FaultPlan {
  seed?: number;
  quotas?: {
    /** vCPUs per region, as the service counts; no limit when absent. */
    instances?: number;
    /** 5 when absent. */
    static_ips?: number;
  };
  /** Whether certificates are issued after a while; they are not when absent. */
  certificates?: (typeof CERTIFICATES)[number];
  rules?: FaultRule[];
}

/** Operations that need capacity, and that give an instance its address. */
export const LAUNCHING: ReadonlySet<string> = new Set([
  "CreateInstances",
  "CreateInstancesFromSnapshot",
  "StartInstance",
]);

/** Operations that a quota can refuse. */
export const QUOTA_BOUND: ReadonlySet<string> = new Set([
  "CreateInstances",
  "CreateInstancesFromSnapshot",
  "AllocateStaticIp",
]);

/** Reads a plan, JSON or YAML by its content; every fault in it is reported at once. */
export async function readFaultPlan(file: string): Promise<FaultPlan> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new QuantsError("config_not_found", `The fault plan can't be read: ${file}`, {
      hint: "Check the path given with --faults.",
      resource: file,
      cause: error,
    });
  }
  return parseFaultPlan(await parseText(text, file), file);
}

async function parseText(text: string, file: string): Promise<unknown> {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch {
      // A YAML flow mapping begins the same way; its parser says what is wrong with either.
    }
  }
  const { parse } = await import("yaml");
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new QuantsError("config_invalid", `The fault plan is neither JSON nor YAML: ${file}`, {
      hint: error instanceof Error ? error.message : undefined,
      resource: file,
      cause: error,
    });
  }
}

/** Checks what was read; `source` is named in the error. */
export function parseFaultPlan(value: unknown, source = "fault plan"): FaultPlan {
  const faults = new Faults();
  if (value === null || value === undefined) return {};
  if (faults.object(value, "", ["seed", "quotas", "certificates", "rules"])) {
    faults.number(value["seed"], "seed", { integer: true });
    const { quotas, certificates, rules } = value;
    if (
      certificates !== undefined &&
      !(CERTIFICATES as readonly unknown[]).includes(certificates)
    ) {
      faults.add("certificates", `must be one of ${CERTIFICATES.join(", ")}`);
    }
    if (quotas !== undefined && faults.object(quotas, "quotas", ["instances", "static_ips"])) {
      faults.number(quotas["instances"], "quotas.instances", { integer: true, min: 0 });
      faults.number(quotas["static_ips"], "quotas.static_ips", { integer: true, min: 0 });
    }
    if (Array.isArray(rules)) {
      rules.forEach((rule: unknown, index) => checkRule(rule, `rules[${index}]`, faults));
    } else if (rules !== undefined) {
      faults.add("rules", "must be a list");
    }
  }
  faults.throwIfAny(source);
  return value;
}

const RULE_MEMBERS = ["operation", "region", "fault", "probability", "calls", "ms", "signal"];
const OPERATIONS = new Set<string>(OPERATION_NAMES);

function checkRule(rule: unknown, path: string, faults: Faults): void {
  if (!faults.object(rule, path, RULE_MEMBERS)) return;
  const { operation, region, fault, calls } = rule;
  if (typeof operation !== "string" || (operation !== "*" && !OPERATIONS.has(operation))) {
    faults.add(`${path}.operation`, "must be the name of a Lightsail operation or *");
  }
  if (region !== undefined && (typeof region !== "string" || findRegion(region) === undefined)) {
    faults.add(`${path}.region`, "must be a Lightsail region");
  }
  if (!(FAULTS as readonly unknown[]).includes(fault)) {
    faults.add(`${path}.fault`, `must be one of ${FAULTS.join(", ")}`);
  }
  const possible = possibleOperations(fault);
  if (typeof operation === "string" && OPERATIONS.has(operation) && !possible.has(operation)) {
    faults.add(`${path}.fault`, `${String(fault)} can't happen to ${operation}`);
  }
  faults.number(rule["probability"], `${path}.probability`, { min: 0, max: 1 });
  faults.number(rule["ms"], `${path}.ms`, { min: 0 });
  if (fault === "latency" && rule["ms"] === undefined) {
    faults.add(`${path}.ms`, "is required for latency");
  }
  const { signal } = rule;
  if (signal !== undefined && !(SIGNALS as readonly unknown[]).includes(signal)) {
    faults.add(`${path}.signal`, `must be one of ${SIGNALS.join(", ")}`);
  }
  if (calls === undefined) return;
  if (!Array.isArray(calls) || calls.length === 0) {
    faults.add(`${path}.calls`, "must be a list of numbers from 1");
    return;
  }
  calls.forEach((call: unknown, index) =>
    faults.number(call ?? null, `${path}.calls[${index}]`, { integer: true, min: 1 }),
  );
}

function possibleOperations(fault: unknown): ReadonlySet<string> {
  if (fault === "capacity" || fault === "late_address") return LAUNCHING;
  return fault === "quota" ? QUOTA_BOUND : OPERATIONS;
}

class Faults {
  readonly #found: string[] = [];

  add(path: string, what: string): void {
    this.#found.push(path === "" ? what : `${path}: ${what}`);
  }

  object(
    value: unknown,
    path: string,
    members: readonly string[],
  ): value is Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.add(path, "must be a mapping");
      return false;
    }
    for (const key of Object.keys(value)) {
      if (!members.includes(key)) {
        this.add(path === "" ? key : `${path}.${key}`, `is unknown; known: ${members.join(", ")}`);
      }
    }
    return true;
  }

  /** Absent is fine. */
  number(
    value: unknown,
    path: string,
    limits: { integer?: true; min?: number; max?: number },
  ): void {
    if (value === undefined) return;
    const { integer, min = -Infinity, max = Infinity } = limits;
    const isNumber = typeof value === "number" && Number.isFinite(value);
    if (isNumber && value >= min && value <= max && (!integer || Number.isInteger(value))) return;
    const range = [
      ...(min > -Infinity ? [`from ${min}`] : []),
      ...(max < Infinity ? [`to ${max}`] : []),
    ];
    this.add(path, ["must be", integer ? "a whole number" : "a number", ...range].join(" "));
  }

  throwIfAny(source: string): void {
    if (this.#found.length === 0) return;
    const list = this.#found.map((fault) => `  - ${fault}`).join("\n");
    throw new QuantsError("config_invalid", `The fault plan is not valid: ${source}\n${list}`, {
      hint: "Correct every line listed. docs/SANDBOX.md describes the plan.",
      resource: source,
    });
  }
}
