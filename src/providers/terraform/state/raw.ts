import { indexOf } from "./address.ts";
import { type JsonObject, isObject, objectOf, objectsOf, textOf } from "../../../core/text/json.ts";
import {
  type Marks,
  type StateResources,
  countForeign,
  typeOf,
  withoutMarked,
} from "./resource.ts";

/** Reads a raw state of version 4, as `state pull` prints it and backends store it. */
export function readRaw(state: JsonObject): StateResources {
  const read: StateResources = {
    exists: true,
    resources: [],
    warnings: [],
    unread: new Map(),
  };
  for (const resource of objectsOf(state["resources"])) {
    if (resource["mode"] !== "managed") continue;
    const type = typeOf(resource["type"]);
    if (type === undefined) {
      countForeign(resource["type"], read, objectsOf(resource["instances"]).length);
      continue;
    }
    const path = [textOf(resource["module"]), type, textOf(resource["name"]) ?? "?"];
    const address = path.filter((part) => part !== null).join(".");
    const provider = textOf(resource["provider"]);
    for (const instance of objectsOf(resource["instances"])) {
      // Left over from a replacement that failed halfway; the current object is listed beside it.
      if (textOf(instance["deposed"]) !== null) continue;
      const place = `${address}${indexOf(instance["index_key"])}`;
      if (!isObject(instance["attributes"])) {
        read.warnings.push(`${place} has no attributes in the state, so it is skipped`);
        continue;
      }
      read.resources.push({
        address: place,
        type,
        provider,
        tainted: instance["status"] === "tainted",
        attribute: withoutMarked(instance["attributes"], marksOf(instance["sensitive_attributes"])),
      });
    }
  }
  return read;
}

const NONE: Marks = new Map();

/** Paths such as `[{type: get_attr, value: tags}, {type: index, value: {value: Token}}]`. */
function marksOf(paths: unknown): Marks {
  if (!Array.isArray(paths) || paths.length === 0) return NONE;
  const marks = new Map<string, true | Set<string>>();
  for (const path of paths) {
    const steps = objectsOf(path);
    const name = textOf(steps[0]?.["value"]);
    if (name === null) continue;
    const key = steps.length === 2 ? objectOf(steps[1]?.["value"])["value"] : undefined;
    const known = marks.get(name);
    if (typeof key !== "string" || known === true) marks.set(name, true);
    else marks.set(name, (known ?? new Set<string>()).add(key));
  }
  return marks;
}
