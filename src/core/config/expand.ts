import type { Fault } from "./fault.ts";

const REFERENCE = /\$\{([^}]*)\}/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::(.*))?$/s;

/**
 * Replaces `${VAR}` and `${VAR:default}` in every string of a parsed file; `$${` yields a plain
 * `${`. The default applies when the variable is unset or empty. Keys are not expanded. Faults (an
 * unset variable without default, a malformed reference) are added to `faults`.
 */
export function expandVariables(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
  faults: Fault[],
  path = "",
): unknown {
  // Most of a large file has none, and the path of each value costs more than this look.
  if (!refers(value)) return value;
  if (typeof value === "string") return expandText(value, env, faults, path);
  if (Array.isArray(value)) {
    return value.map((item, index) => expandVariables(item, env, faults, `${path}[${index}]`));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        expandVariables(item, env, faults, path === "" ? key : `${path}.${key}`),
      ]),
    );
  }
  return value;
}

function refers(value: unknown): boolean {
  if (typeof value === "string") return value.includes("${");
  return typeof value === "object" && value !== null && Object.values(value).some(refers);
}

function expandText(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  faults: Fault[],
  path: string,
): string {
  return text
    .split("$${")
    .map((part) =>
      part.replace(REFERENCE, (whole, inner: string) => {
        const [matched, name = "", fallback] = VARIABLE.exec(inner) ?? [];
        if (matched === undefined) {
          faults.push({ path, message: `${whole} is not of the form \${VAR} or \${VAR:default}` });
          return whole;
        }
        const found = env[name];
        if (found !== undefined && found !== "") return found;
        if (fallback !== undefined) return fallback;
        faults.push({ path, message: `\${${name}} is not set in the environment` });
        return whole;
      }),
    )
    .join("${");
}
