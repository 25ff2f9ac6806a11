import { type JsonObject, objectOf, objectsOf } from "../../text/json.ts";
import type { PlannedResource, Resources } from "./plan.ts";

/** What one price is multiplied with. `month`: billed once a month, whatever the hours. */
export type Per = "hour" | "month";

/** Something that a resource is billed for. */
export interface Quantity {
  /** `instance`, `storage`, `vCPU`, … */
  what: string;
  /** Of the figure in the price file. */
  key: string;
  /** Null: not known before it is applied. */
  count: number | null;
  per: Per;
  /** What only use tells, by its key in the usage file: `count` is then for each of it. */
  usage?: string;
}

/** What resources of some types are billed for. */
export interface Rule {
  types: readonly string[];
  quantities(resource: PlannedResource, all: Resources): readonly Quantity[];
}

export const hourly = (what: string, key: string, amount: number | null): Quantity => ({
  ...{ what, key, count: amount, per: "hour" as const },
});

export const monthly = (what: string, key: string, amount: number | null): Quantity => ({
  ...{ what, key, count: amount, per: "month" as const },
});

/** So much of what a month's use comes to. */
export const used = (what: string, key: string, usage: string, each = 1): Quantity => ({
  ...{ what, key, count: each, per: "month" as const, usage },
});

/** A number, also where Terraform has it as a text; null for what is not known. */
export function count(values: JsonObject, key: string): number | null {
  const value = values[key];
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
}

/** The first block of that name. */
export function block(values: JsonObject, key: string): JsonObject {
  const value = values[key];
  return Array.isArray(value) ? (objectsOf(value)[0] ?? {}) : objectOf(value);
}

export function text(values: JsonObject, key: string): string {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : "unknown";
}

/** Null when one of the factors is not known. */
export function times(...factors: readonly (number | null)[]): number | null {
  return factors.reduce((all, it) => (all === null || it === null ? null : all * it), 1);
}
