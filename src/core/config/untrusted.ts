import type { Fault } from "./fault.ts";

const NAME_IT =
  "not allowed in a file that was found, not named: give it with --config to allow it";

/**
 * What a file found in the working folder may set, as it may have come with somebody else's
 * repository: preferences only. Anything else can make a program run or read something (variables
 * for Ansible and Terraform, programs, folders), or send requests elsewhere.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  ...["provider", "profile", "region", "output", "wait", "timeout", "poll_interval"],
  ...["backup", "cost", "doctor", "infra"],
]);

/** Below those keys, what names a file to be read and passed on. */
const REFUSED_BELOW: readonly (readonly string[])[] = [["infra", "create", "user_data"]];

const SECRET = /SECRET|TOKEN|PASSW|CREDENTIAL|PRIVATE|(^|_)KEY/i;
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)/g;

/** The parts of a parsed file, before expansion, that must not come from just anybody. */
export function untrustedFaults(parsed: object, known: readonly string[]): Fault[] {
  const places = [
    // The schema reports unknown keys, with a suggestion.
    ...Object.keys(parsed).filter((key) => known.includes(key) && !ALLOWED.has(key)),
    ...REFUSED_BELOW.filter((keys) => valueBelow(parsed, keys) !== undefined).map((keys) =>
      keys.join("."),
    ),
  ];
  return [...places.map((path) => ({ path, message: NAME_IT })), ...secretsIn(parsed, "")];
}

function valueBelow(parsed: object, keys: readonly string[]): unknown {
  let node: unknown = parsed;
  for (const key of keys) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/** A secret of the environment does not belong in a tag, for example. */
function secretsIn(node: unknown, path: string): Fault[] {
  if (typeof node === "string") {
    return [...node.matchAll(REFERENCE)].flatMap(([, name = ""]) =>
      SECRET.test(name) ? [{ path, message: `\${${name}} may be a secret: ${NAME_IT}` }] : [],
    );
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    secretsIn(value, path === "" ? key : `${path}.${key}`),
  );
}
