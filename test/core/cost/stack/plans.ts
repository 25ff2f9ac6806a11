/** A resource of a plan, for tests: its address, its values, and what its attributes refer to. */
export interface TestResource {
  address: string;
  values?: Record<string, unknown>;
  /** `task_definition: ["aws_ecs_task_definition.this.arn"]`; a nested block is an object. */
  expressions?: Record<string, unknown>;
}

interface TestModule {
  /** What the module is called with. */
  call?: Record<string, readonly string[]>;
  outputs?: Record<string, readonly string[]>;
}

const INDEX = /\[(?:"[^"]*"|\d+)\]/g;

/** `terraform show -json PLAN`, as far as costs go. */
export function planDocument(
  after: readonly TestResource[],
  before: readonly TestResource[] = [],
  modules: Readonly<Record<string, TestModule>> = {},
  region = "us-east-1",
): Record<string, unknown> {
  return {
    format_version: "1.2",
    variables: { region: { value: region } },
    planned_values: { root_module: valuesOf(after) },
    prior_state: { values: { root_module: valuesOf(before) } },
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { region: { references: ["var.region"] } } },
      },
      root_module: configOf([...after, ...before], modules),
    },
  };
}

function split(address: string): { module: string; type: string; name: string } {
  const parts = address.replaceAll(INDEX, "").split(".");
  const [type = "", name = ""] = parts.slice(-2);
  const own = address.lastIndexOf(`${type}.`);
  return { module: address.slice(0, Math.max(0, own - 1)), type, name };
}

function valuesOf(resources: readonly TestResource[]) {
  const at = (module: string) =>
    resources
      .filter((it) => split(it.address).module === module)
      .map(({ address, values = {} }) => {
        const { type, name } = split(address);
        return { address, mode: "managed", type, name, values };
      });
  const children = [...new Set(resources.map((it) => split(it.address).module))].filter(Boolean);
  return {
    resources: at(""),
    child_modules: children.map((address) => ({ address, resources: at(address) })),
  };
}

function configOf(
  resources: readonly TestResource[],
  modules: Readonly<Record<string, TestModule>>,
) {
  const names = [
    ...new Set([
      ...resources.map((it) =>
        split(it.address).module.replaceAll(INDEX, "").replace("module.", ""),
      ),
      ...Object.keys(modules),
    ]),
  ].filter(Boolean);
  const own = (module: string) =>
    resources
      .filter((it) => split(it.address).module.replaceAll(INDEX, "") === module)
      .map(({ address, expressions = {} }) => {
        const { type, name } = split(address);
        return { address: `${type}.${name}`, type, name, expressions: referring(expressions) };
      });
  return {
    resources: own(""),
    module_calls: Object.fromEntries(
      names.map((name) => [
        name,
        {
          expressions: referring(modules[name]?.call ?? {}),
          module: {
            resources: own(`module.${name}`),
            outputs: Object.fromEntries(
              Object.entries(modules[name]?.outputs ?? {}).map(([key, references]) => [
                key,
                { expression: { references } },
              ]),
            ),
          },
        },
      ]),
    ),
  };
}

function referring(expressions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(expressions).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? { references: value as string[] }
        : [referring(value as object as Record<string, unknown>)],
    ]),
  );
}
