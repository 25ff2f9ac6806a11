import { describe, expect, test } from "vitest";
import { stackLines } from "../../../../src/core/cost/stack/lines.ts";
import { readSides } from "../../../../src/core/cost/stack/plan.ts";
import type { PriceFile } from "../../../../src/core/cost/stack/prices.ts";
import { NO_USAGE, type Usage } from "../../../../src/core/cost/stack/usage.ts";
import { planDocument, type TestResource } from "./plans.ts";

/** Every figure is asked for and costs one dollar, unless it is given here. */
function costs(
  resources: readonly TestResource[],
  modules: Parameters<typeof planDocument>[2] = {},
  usage: Usage = NO_USAGE,
  figures: Record<string, number> = {},
): Record<string, number | string> {
  const prices: PriceFile = {
    region: "us-east-1",
    figures: Object.fromEntries(
      Object.entries(figures).map(([key, usd]) => [
        key,
        { usd, as_of: "2026-11-01", source: "test" },
      ]),
    ),
  };
  const { after } = readSides(planDocument(resources, [], modules));
  return Object.fromEntries(
    stackLines(after, prices, usage).map((it) => [
      `${it.price_key ?? it.type}${it.usage_key === null ? "" : " by use"}`,
      it.status === "priced" ? (it.monthly_usd ?? -1) : `${it.status}: ${it.formula}`,
    ]),
  );
}

const FREE_USE = (types: Record<string, number>): Usage => ({ defaults: types, resources: {} });

describe("what each is billed for, by the reference's figures", () => {
  test.each<[string, TestResource, Record<string, number>, Record<string, number>]>([
    [
      "a Redis cluster of 3 shards with 2 replicas each",
      {
        address: "aws_elasticache_replication_group.this",
        values: { node_type: "cache.r7g.large", num_node_groups: 3, replicas_per_node_group: 2 },
      },
      { "elasticache/cache.r7g.large": 0.218 },
      { "elasticache/cache.r7g.large": 1_432.26 },
    ],
    [
      "a single Redis node",
      {
        address: "aws_elasticache_replication_group.this",
        values: { node_type: "cache.r7g.large", num_cache_clusters: 1 },
      },
      { "elasticache/cache.r7g.large": 0.218 },
      { "elasticache/cache.r7g.large": 159.14 },
    ],
    [
      "PostgreSQL in two zones",
      {
        address: "aws_db_instance.this",
        values: {
          ...{ instance_class: "db.r7g.large", multi_az: true, engine: "postgres" },
          ...{ storage_type: "gp3", allocated_storage: 500, iops: 3000 },
        },
      },
      { "rds/postgres/db.r7g.large/multi-az": 0.416, "rds/postgres/storage/gp3/multi-az": 0.133 },
      { "rds/postgres/db.r7g.large/multi-az": 303.68, "rds/postgres/storage/gp3/multi-az": 66.5 },
    ],
    [
      "IOPS beyond those that come with a small disk",
      {
        address: "aws_db_instance.this",
        values: {
          ...{ instance_class: "db.t4g.small", multi_az: false, engine: "postgres" },
          ...{ storage_type: "gp3", allocated_storage: 100, iops: 4000 },
        },
      },
      {
        "rds/postgres/db.t4g.small/single-az": 1,
        "rds/postgres/storage/gp3/single-az": 1,
        "rds/postgres/iops/gp3/single-az": 0.02,
      },
      {
        "rds/postgres/db.t4g.small/single-az": 730,
        "rds/postgres/storage/gp3/single-az": 100,
        "rds/postgres/iops/gp3/single-az": 20,
      },
    ],
    [
      "a Neptune instance",
      {
        address: "aws_neptune_cluster_instance.this[0]",
        values: { instance_class: "db.r6g.large" },
      },
      { "neptune/db.r6g.large": 0.348 },
      { "neptune/db.r6g.large": 254.04 },
    ],
    [
      "Airflow with three workers at least",
      {
        address: "aws_mwaa_environment.this",
        values: { environment_class: "mw1.small", min_workers: 3, schedulers: 2 },
      },
      { "mwaa/environment/mw1.small": 0.49, "mwaa/worker/mw1.small": 0.055 },
      { "mwaa/environment/mw1.small": 357.7, "mwaa/worker/mw1.small": 80.3 },
    ],
    ["a VPN", { address: "aws_vpn_connection.this" }, { "vpn/hour": 0.05 }, { "vpn/hour": 36.5 }],
    [
      "an alarm over two metrics",
      { address: "aws_cloudwatch_metric_alarm.this", values: { metric_query: [{}, {}] } },
      { "cloudwatch/alarm": 0.1 },
      { "cloudwatch/alarm": 0.2 },
    ],
    [
      "a Lightsail instance",
      { address: "aws_lightsail_instance.this", values: { bundle_id: "nano_3_0" } },
      { "lightsail/nano_3_0": 5 },
      { "lightsail/nano_3_0": 5 },
    ],
    [
      "a static IP that nothing holds",
      { address: "aws_lightsail_static_ip.this", values: { name: "ip" } },
      { "lightsail/static-ip": 0.005 },
      { "lightsail/static-ip": 3.65 },
    ],
  ])("%s", (_what, resource, figures, expected) => {
    expect(costs([resource], {}, NO_USAGE, figures)).toMatchObject(expected);
  });

  test("Fargate, with its memory, by the task definition that it refers to", () => {
    const task = (name: string, cpu: string, memory: string): TestResource => ({
      address: `module.api.aws_ecs_task_definition.${name}`,
      values: { cpu, memory, family: name },
    });
    const resources = [
      task("other", "256", "512"),
      task("this", "2048", "8192"),
      {
        address: "module.api.aws_ecs_service.this",
        values: { desired_count: 3, launch_type: "FARGATE" },
        expressions: {
          task_definition: ["aws_ecs_task_definition.this.arn", "aws_ecs_task_definition.this"],
        },
      },
    ];
    const figures = { "fargate/vcpu": 0.04048, "fargate/gb": 0.004445 };
    // The document has 178, and leaves the memory out: "the API alone is about 255".
    expect(costs(resources, {}, NO_USAGE, figures)).toEqual({
      "fargate/vcpu": 177.3,
      "fargate/gb": 77.88,
    });
  });

  test("an auto scaling group, by its launch template and that one's disks", () => {
    const resources = [
      {
        address: "module.memgraph.aws_launch_template.this",
        values: {
          instance_type: "c7g.xlarge",
          block_device_mappings: [{ ebs: [{ volume_size: 500, volume_type: "gp3", iops: 3000 }] }],
        },
      },
      {
        address: "module.memgraph.aws_autoscaling_group.this",
        values: { desired_capacity: 3, min_size: 3 },
        expressions: { launch_template: { id: ["aws_launch_template.this.id"] } },
      },
    ];
    const figures = { "ec2/c7g.xlarge": 0.1445, "ebs/gp3": 0.08 };
    // 437 in the document.
    expect(costs(resources, {}, NO_USAGE, figures)).toEqual({
      "ec2/c7g.xlarge": 316.46,
      "ebs/gp3": 120,
    });
  });

  test("an endpoint stands in each subnet that it refers to, through variables and outputs", () => {
    const subnet = (index: number): TestResource => ({
      address: `module.network.aws_subnet.private[${index}]`,
    });
    const resources = [
      ...[0, 1, 2].map(subnet),
      { address: "module.network.aws_subnet.public[0]" },
      {
        address: "module.more.aws_vpc_endpoint.this",
        values: { vpc_endpoint_type: "Interface" },
        expressions: { subnet_ids: ["var.subnet_ids"] },
      },
      { address: "module.more.aws_vpc_endpoint.s3", values: { vpc_endpoint_type: "Gateway" } },
    ];
    const modules = {
      network: { outputs: { private_subnet_ids: ["aws_subnet.private"] } },
      more: { call: { subnet_ids: ["module.network.private_subnet_ids", "module.network"] } },
    };
    expect(costs(resources, modules, NO_USAGE, { "endpoint/hour": 0.01 })).toMatchObject({
      "endpoint/hour": 21.9,
    });
  });
});

describe("what is not known", () => {
  test("is unpriced, and never nothing", () => {
    const resources = [
      { address: "aws_sagemaker_endpoint.this" },
      { address: "aws_neptune_cluster_instance.this", values: { instance_class: "db.x9" } },
      { address: "aws_ecs_service.this", values: { desired_count: 2, launch_type: "FARGATE" } },
      { address: "aws_vpc.this" },
      { address: "aws_volume_attachment.this" },
    ];
    expect(costs(resources, {}, NO_USAGE, { "fargate/vcpu": 1, "fargate/gb": 1 })).toEqual({
      aws_sagemaker_endpoint: "unpriced: nothing is known of the price of aws_sagemaker_endpoint",
      "neptune/db.x9": "unpriced: the price file has no neptune/db.x9",
      "fargate/vcpu": "unpriced: how many is not known before it is applied",
      "fargate/gb": "unpriced: how many is not known before it is applied",
    });
  });

  test("use is not counted until a file says what it comes to", () => {
    const resources = [
      { address: 'module.a["x"].aws_nat_gateway.this' },
      { address: "aws_nat_gateway.b" },
    ];
    const figures = { "nat/hour": 0.045, "nat/gb": 0.045 };
    expect(costs(resources.slice(0, 1), {}, NO_USAGE, figures)["nat/gb by use"]).toContain(
      "not_counted",
    );
    expect(
      costs(resources.slice(0, 1), {}, FREE_USE({ "aws_nat_gateway.gb": 100 }), figures)[
        "nat/gb by use"
      ],
    ).toBe(4.5);
    const own: Usage = {
      defaults: { "aws_nat_gateway.gb": 100 },
      resources: { 'module.a["x"].aws_nat_gateway.this': { gb: 10 } },
    };
    expect(costs(resources.slice(0, 1), {}, own, figures)["nat/gb by use"]).toBe(0.45);
  });

  test.each(["__proto__", "constructor", "aws_x\u001b[31m"])(
    "the type %j breaks nothing",
    (type) => {
      expect(Object.keys(costs([{ address: `${type}.this` }]))).toHaveLength(1);
    },
  );

  test("a configuration that goes round in a circle ends", () => {
    const resources = [
      {
        address: "module.a.aws_vpc_endpoint.this",
        values: { vpc_endpoint_type: "Interface" },
        expressions: { subnet_ids: ["var.ids"] },
      },
    ];
    const modules = { a: { call: { ids: ["module.a.out"] }, outputs: { out: ["var.ids"] } } };
    expect(costs(resources, modules, NO_USAGE, { "endpoint/hour": 1 })["endpoint/hour"]).toContain(
      "unpriced",
    );
  });
});
