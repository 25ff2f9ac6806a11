import { providerRegion } from "../../stacks/provider-region.ts";
import { type JsonObject, objectOf, objectsOf, textOf, textsOf } from "../../text/json.ts";

/** A resource as a plan or a state has it. Its values come from outside and are not to be trusted. */
export interface PlannedResource {
  address: string;
  type: string;
  name: string;
  /** `module.api.module.service["a"]`; empty for the root module. */
  module: string;
  values: JsonObject;
}

/** One side of a plan: what there will be, or what there is. */
export interface Resources {
  all: readonly PlannedResource[];
  /**
   * The resources that an attribute refers to, through variables and outputs of modules; null when
   * that can't be followed. `path` leads through nested blocks: `["launch_template", "id"]`.
   */
  referenced(from: PlannedResource, path: readonly string[]): readonly PlannedResource[] | null;
}

interface Sides {
  after: Resources;
  before: Resources;
  /** The region that the AWS provider is configured with, where the plan tells. */
  region: string | null;
}

/** Both sides of `terraform show -json PLAN`. */
export function readSides(plan: JsonObject): Sides {
  const configuration = objectOf(plan["configuration"]);
  const root = objectOf(configuration["root_module"]);
  const aws = objectOf(objectOf(configuration["provider_config"])["aws"]);
  const side = (values: unknown): Resources =>
    resourcesOf(objectOf(objectOf(values)["root_module"]), root);
  return {
    after: side(plan["planned_values"]),
    before: side(objectOf(plan["prior_state"])["values"]),
    region: providerRegion(objectOf(aws["expressions"]), plan),
  };
}

function resourcesOf(values: JsonObject, root: JsonObject): Resources {
  const all: PlannedResource[] = [];
  const collect = (module: JsonObject): void => {
    for (const it of objectsOf(module["resources"])) {
      const [address, type, name] = [it["address"], it["type"], it["name"]].map(textOf);
      if (it["mode"] === "data" || !address || !type || !name) continue;
      const path = textOf(module["address"]) ?? "";
      all.push({ address, type, name, module: path, values: objectOf(it["values"]) });
    }
    objectsOf(module["child_modules"]).forEach(collect);
  };
  collect(values);
  return { all, referenced: (from, path) => follow(from, path, { all, root }) };
}

interface Scope {
  all: readonly PlannedResource[];
  root: JsonObject;
}

/** So deep that no sound configuration reaches it, and a circle ends. */
const DEEPEST = 12;

function follow(
  from: PlannedResource,
  path: readonly string[],
  scope: Scope,
): readonly PlannedResource[] | null {
  const config = configOf(from.module, scope.root);
  const own = objectsOf(config["resources"]).find(
    (it) => it["type"] === from.type && it["name"] === from.name,
  );
  let expression: unknown = objectOf(own?.["expressions"]);
  for (const key of path) {
    const block: unknown = Array.isArray(expression) ? expression[0] : expression;
    expression = objectOf(block)[key];
  }
  return resolve(expression, from.module, scope, 0);
}

function resolve(
  expression: unknown,
  module: string,
  scope: Scope,
  depth: number,
): readonly PlannedResource[] | null {
  if (depth > DEEPEST) return null;
  const references = textsOf(objectOf(expression)["references"]);
  const found = new Map<string, PlannedResource>();
  let isFollowed = false;
  for (const reference of references) {
    const resources = resolveOne(reference, module, scope, depth + 1);
    if (resources === null) continue;
    isFollowed = true;
    for (const it of resources) found.set(it.address, it);
  }
  return isFollowed ? [...found.values()] : null;
}

function resolveOne(
  reference: string,
  module: string,
  scope: Scope,
  depth: number,
): readonly PlannedResource[] | null {
  const [kind = "", name = "", output = ""] = reference.replaceAll(/\[[^\]]*\]/g, "").split(".");
  if (kind === "var") {
    const { parent, call } = callOf(module, scope.root);
    return call === null
      ? null
      : resolve(objectOf(call["expressions"])[name], parent, scope, depth);
  }
  if (kind === "module") {
    // The output, not the whole module that stands beside it in the list.
    if (output === "") return null;
    const child = module === "" ? `module.${name}` : `${module}.module.${name}`;
    const outputs = objectOf(configOf(child, scope.root)["outputs"]);
    return resolve(objectOf(outputs[output])["expression"], child, scope, depth);
  }
  if (!/^[a-z]\w*_/.test(kind)) return null;
  const found = scope.all.filter(
    (it) => it.type === kind && it.name === name && isWithin(it.module, module),
  );
  return found.length === 0 ? null : found;
}

/** The same module; of one that is called several times, any when the reference does not tell. */
function isWithin(module: string, wanted: string): boolean {
  return module === wanted || bare(module) === wanted;
}

const bare = (address: string): string => address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");

const namesIn = (module: string): string[] =>
  bare(module)
    .split(".")
    .filter((part, index) => part !== "" && index % 2 === 1);

/** The configuration of a module, which is the same for all that are called by it. */
function configOf(module: string, root: JsonObject): JsonObject {
  return namesIn(module).reduce(
    (config, name) => objectOf(objectOf(objectOf(config["module_calls"])[name])["module"]),
    root,
  );
}

function callOf(module: string, root: JsonObject): { parent: string; call: JsonObject | null } {
  const parent = module.replace(/(?:^|\.)module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/, "");
  const name = namesIn(module).at(-1);
  if (name === undefined) return { parent: "", call: null };
  return { parent, call: objectOf(objectOf(configOf(parent, root)["module_calls"])[name]) };
}
