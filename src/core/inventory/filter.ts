import { QuantsError } from "../errors.ts";
import { globMatches } from "./glob.ts";
import type { Facts, MergedHost } from "./model.ts";
import { textOf } from "./values.ts";

/** One `--filter`: `Environment=prod`, `status!=stopped`, `name=dev-*`, `tag:status=x`. */
export interface Filter {
  key: string;
  isTag: boolean;
  negated: boolean;
  /** With `*` and `?`; one must match. */
  patterns: readonly string[];
}

const FACTS: readonly (keyof Facts)[] = [
  "status",
  "region",
  "availability_zone",
  "bundle_id",
  "blueprint_id",
];

/** Throws `invalid_input` for anything that is not a filter. */
export function parseFilter(text: string): Filter {
  const [, key = "", operator, glob = ""] = /^([^=]*?)(!?=)(.*)$/s.exec(text) ?? [];
  const isTag = key.startsWith("tag:");
  const name = isTag ? key.slice("tag:".length) : key;
  if (operator === undefined || name === "") {
    throw new QuantsError("invalid_input", `"${text}" is not a filter.`, {
      hint: "Write KEY=VALUE or KEY!=VALUE, e.g. Environment=prod, status=running, name=dev-*.",
      resource: text,
    });
  }
  const isOdd = name !== name.trim() || glob !== glob.trim() || /^(=|~|["'].*["']$)/s.test(glob);
  if (isOdd) {
    throw new QuantsError("invalid_input", `"${text}" is not a filter.`, {
      hint: `Write ${name.trim()}${operator}${bare(glob)}: one = or !=, without surrounding spaces or quotes.`,
      resource: text,
    });
  }
  return { key: name, isTag, negated: operator === "!=", patterns: [glob] };
}

/** The intended value: `="dev"` → `dev`. */
function bare(glob: string): string {
  return glob.trim().replaceAll(/^[=~]*\s*["']?|["']$/g, "");
}

/** A filter that any of these values passes; none for an empty list. */
export function oneOf(key: "name" | "status", patterns: readonly string[] | undefined): Filter[] {
  return patterns === undefined ? [] : [{ key, isTag: false, negated: false, patterns }];
}

/** The facts that a filter can test. */
type Filtered = Pick<MergedHost, "name" | "facts" | "tags">;

/** True if the host passes every filter. */
export function matches(host: Filtered, filters: readonly Filter[]): boolean {
  return passes(filters, (filter) => valueOf(host, filter));
}

/** True if every filter accepts the value that `look` returns for it. */
export function passes(
  filters: readonly Filter[],
  look: (filter: Filter) => string | undefined,
): boolean {
  return filters.every((filter) => {
    const value = look(filter);
    return (
      (value !== undefined && filter.patterns.some((it) => globMatches(it, value))) !==
      filter.negated
    );
  });
}

function valueOf(host: Filtered, { key, isTag }: Filter): string | undefined {
  if (!isTag && key === "name") return host.name;
  const fact = isTag ? undefined : FACTS.find((it) => it === key);
  const value = fact === undefined ? host.tags.get(key) : host.facts[fact];
  if (value === undefined) return undefined;
  return typeof value === "number" ? String(value) : textOf(value);
}
