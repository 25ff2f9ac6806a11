import { expect, test } from "vitest";
import { creationsIn } from "../../../src/providers/terraform/creations.ts";

const change = (address: string, type: string, after: object, actions = ["create"]): object => ({
  address,
  type,
  change: { actions, after },
});
const configured = (expressions: object, rest: object = {}): Record<string, unknown> => ({
  resource_changes: [
    change(
      'module.a["x.y[0]"].module.b[0].aws_lightsail_static_ip.this["k.\\"]"]',
      "aws_lightsail_static_ip",
      { name: "ip" },
    ),
  ],
  variables: { region: { value: "eu-west-2" } },
  configuration: {
    provider_config: { "module.a:aws": { expressions } },
    root_module: {
      module_calls: {
        a: {
          module: {
            module_calls: {
              b: {
                module: {
                  resources: [
                    {
                      address: "aws_lightsail_static_ip.this",
                      provider_config_key: "module.a:aws",
                    },
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
  ...rest,
});

test.each([
  ["written out", { region: { constant_value: "eu-west-1" } }, "eu-west-1", false],
  ["a variable", { region: { references: ["var.region"] } }, "eu-west-2", false],
  ["worked out", { region: { references: ["local.region"] } }, null, false],
  ["of a provider with a profile", { profile: { constant_value: "x" } }, null, true],
])("the region of a static IP: %s (#11.43)", (_, expressions, region, elsewhere) => {
  expect(creationsIn(configured(expressions))).toMatchObject([{ name: "ip", region, elsewhere }]);
});

test("only what is made, of Lightsail, with a name that can be one (#11.43)", () => {
  const after = { name: "web", availability_zone: "us-east-1b" };
  const found = creationsIn({
    resource_changes: [
      change("a", "aws_lightsail_instance", after),
      change("b", "aws_lightsail_instance", { ...after, region: "eu-west-1" }, [
        "delete",
        "create",
      ]),
      change("c", "aws_lightsail_instance", after, ["update"]),
      change("d", "aws_instance", after),
      change("e", "aws_lightsail_instance", { name: "-x; rm" }),
      change("f", "aws_lightsail_instance", {}),
    ],
  });
  expect(found).toEqual([
    { address: "a", kind: "instance", name: "web", region: "us-east-1", elsewhere: false },
    { address: "b", kind: "instance", name: "web", region: "eu-west-1", elsewhere: false },
  ]);
  expect(creationsIn({})).toEqual([]);
});
