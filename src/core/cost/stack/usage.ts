import { isObject, objectOf } from "../../text/json.ts";
import { QuantsError } from "../../errors.ts";
import { ownValue } from "../../text/own-value.ts";

/** What use of a month comes to, which no plan can know: by key for all resources, or for one. */
export interface Usage {
  defaults: Readonly<Record<string, number>>;
  resources: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const NO_USAGE: Usage = { defaults: {}, resources: {} };

/**
 * Reads a parsed `usage.yml`: `defaults`, with keys `TYPE.KEY`, and `resources`, by address. Throws
 * `config_invalid`.
 */
export function readUsage(parsed: unknown, file: string): Usage {
  if (parsed === null || parsed === undefined) return NO_USAGE;
  if (!isObject(parsed)) throw invalid(file, "it is not a map");
  for (const key of Object.keys(parsed)) {
    if (key !== "defaults" && key !== "resources") throw invalid(file, `it has no section ${key}`);
  }
  const resources = Object.entries(objectOf(parsed["resources"])).map(
    ([address, values]) => [address, numbers(values, `resources.${address}`, file)] as const,
  );
  return {
    defaults: numbers(parsed["defaults"], "defaults", file),
    resources: Object.fromEntries(resources),
  };
}

function numbers(value: unknown, where: string, file: string): Record<string, number> {
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw invalid(file, `${where} is not a map of numbers`);
  return Object.fromEntries(
    Object.entries(value).map(([key, number]) => {
      if (typeof number === "number" && Number.isFinite(number) && number >= 0)
        return [key, number];
      throw invalid(file, `${where}.${key} is not a number from 0`);
    }),
  );
}

/** How much of it a resource uses in a month; null when the file does not say. */
export function usageOf(
  { defaults, resources }: Usage,
  { address, type }: { address: string; type: string },
  key: string,
): number | null {
  const own = ownValue(resources, address);
  return (own && ownValue(own, key)) ?? ownValue(defaults, `${type}.${key}`) ?? null;
}

function invalid(file: string, why: string): QuantsError {
  return new QuantsError("config_invalid", `The usage file ${file} can't be used: ${why}.`, {
    hint: "It holds defaults (aws_nat_gateway.gb: 100) and resources (an address, and below it gb: 100).",
    resource: file,
  });
}
