import { type JsonObject, isObject, objectOf, objectsOf, textOf } from "../../../core/text/json.ts";
import {
  type Marks,
  type StateResources,
  countForeign,
  typeOf,
  withoutMarked,
} from "./resource.ts";

/** Reads the output of `terraform show -json` for a state. */
export function readShown(shown: JsonObject): StateResources {
  const read: StateResources = {
    exists: isObject(shown["values"]),
    resources: [],
    warnings: [],
    unread: new Map(),
  };
  // A list instead of recursion: a file from outside may be nested to any depth.
  const modules = [objectOf(objectOf(shown["values"])["root_module"])];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of objectsOf(module["resources"])) addResource(read, resource);
    modules.push(...objectsOf(module["child_modules"]).toReversed());
  }
  return read;
}

function addResource(read: StateResources, resource: JsonObject): void {
  if (resource["mode"] !== "managed") return;
  const type = typeOf(resource["type"]);
  if (type === undefined) {
    countForeign(resource["type"], read, 1);
    return;
  }
  if (textOf(resource["deposed_key"]) !== null) return;
  const address = textOf(resource["address"]) ?? `${type}.${textOf(resource["name"]) ?? "?"}`;
  if (!isObject(resource["values"])) {
    read.warnings.push(`${address} has no values in the state, so it is skipped`);
    return;
  }
  read.resources.push({
    address,
    type,
    provider: null,
    tainted: resource["tainted"] === true,
    attribute: withoutMarked(resource["values"], marksOf(resource["sensitive_values"])),
  });
}

/** Has the shape of the values, with `true` wherever one is sensitive. */
function marksOf(sensitive: unknown): Marks {
  const marks = new Map<string, true | Set<string>>();
  for (const [name, mark] of Object.entries(objectOf(sensitive))) {
    if (mark === true) marks.set(name, true);
    else if (isObject(mark)) {
      const keys = Object.keys(mark).filter((key) => isMarked(mark[key]));
      if (keys.length > 0) marks.set(name, new Set(keys));
    } else if (isMarked(mark)) marks.set(name, true);
  }
  return marks;
}

/** Whether anything in it is marked. A list instead of recursion, as above. */
function isMarked(mark: unknown): boolean {
  const left = [mark];
  while (left.length > 0) {
    const next = left.pop();
    if (next === true) return true;
    if (typeof next === "object" && next !== null) left.push(...Object.values(next));
  }
  return false;
}
