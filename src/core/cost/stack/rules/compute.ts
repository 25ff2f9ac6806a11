import { type JsonObject, objectsOf } from "../../../text/json.ts";
import type { PlannedResource, Resources } from "../plan.ts";
import {
  block,
  count,
  hourly,
  monthly,
  type Quantity,
  type Rule,
  text,
  times,
} from "../quantity.ts";

/** CPU units of one vCPU, and MiB of one GB, in a task definition. */
const UNITS = 1_024;
/** What gp3 includes. */
const GP3 = { iops: 3_000, throughput: 125 };

export const COMPUTE_RULES: readonly Rule[] = [
  {
    types: ["aws_ecs_service"],
    quantities(service, all) {
      const { values } = service;
      const launch = text(values, "launch_type");
      const strategies = objectsOf(values["capacity_provider_strategy"]);
      const spot = strategies.find((it) => it["capacity_provider"] === "FARGATE_SPOT");
      // Tasks on instances are billed as those.
      if (launch === "EC2" || launch === "EXTERNAL") return [];
      const task = taskOf(service, all);
      const tasks = count(values, "desired_count");
      const platform = block(task, "runtime_platform")["cpu_architecture"];
      const kind = `fargate/${platform === "ARM64" ? "arm64/" : ""}`;
      const prefix = spot === undefined ? kind : `${kind}spot/`;
      const size = (key: string): number | null => {
        const units = count(task, key);
        return units === null ? null : units / UNITS;
      };
      return [
        hourly("vCPU", `${prefix}vcpu`, times(tasks, size("cpu"))),
        hourly("memory GB", `${prefix}gb`, times(tasks, size("memory"))),
      ];
    },
  },
  {
    types: ["aws_autoscaling_group"],
    quantities(group, all) {
      const instances = count(group.values, "desired_capacity") ?? count(group.values, "min_size");
      const template = templateOf(group, all);
      return [
        hourly("instance", `ec2/${text(template, "instance_type")}`, instances),
        ...objectsOf(template["block_device_mappings"]).flatMap((it) =>
          volume(block(it, "ebs"), instances),
        ),
      ];
    },
  },
  {
    types: ["aws_instance"],
    quantities: ({ values }) => [
      hourly("instance", `ec2/${text(values, "instance_type")}`, 1),
      ...["root_block_device", "ebs_block_device"].flatMap((key) =>
        objectsOf(values[key]).flatMap((it) => volume(it, 1)),
      ),
    ],
  },
  {
    types: ["aws_ebs_volume"],
    quantities: ({ values }) =>
      volume({ ...values, volume_size: values["size"], volume_type: values["type"] }, 1),
  },
];

function volume(ebs: JsonObject, volumes: number | null): Quantity[] {
  const size = count(ebs, "volume_size");
  const given = text(ebs, "volume_type");
  const type = given === "unknown" ? "gp2" : given;
  const further = (key: keyof typeof GP3): number =>
    Math.max(0, (count(ebs, key) ?? 0) - (type === "gp3" ? GP3[key] : 0));
  const [iops, throughput] = [further("iops"), further("throughput")];
  return [
    monthly("disk GB", `ebs/${type}`, times(volumes, size)),
    ...(iops > 0 && type !== "gp2"
      ? [monthly("disk IOPS", `ebs/${type}/iops`, times(volumes, iops))]
      : []),
    ...(throughput > 0
      ? [monthly("disk MiB/s", `ebs/${type}/throughput`, times(volumes, throughput))]
      : []),
  ];
}

/** Before it is made, a service has no ARN of its task definition yet. */
function taskOf(service: PlannedResource, all: Resources): JsonObject {
  const arn = service.values["task_definition"];
  const tasks = all.all.filter(({ type }) => type === "aws_ecs_task_definition");
  const known = tasks.find(
    ({ values }) => typeof arn === "string" && (values["arn"] === arn || values["family"] === arn),
  );
  const found =
    known ?? all.referenced(service, ["task_definition"])?.find((it) => tasks.includes(it));
  return found?.values ?? {};
}

function templateOf(group: PlannedResource, all: Resources): JsonObject {
  const templates = all.all.filter(({ type }) => type === "aws_launch_template");
  const { id } = block(group.values, "launch_template");
  const known = templates.find(({ values }) => typeof id === "string" && values["id"] === id);
  const found =
    known ??
    all.referenced(group, ["launch_template", "id"])?.find((it) => templates.includes(it)) ??
    all
      .referenced(group, [
        "mixed_instances_policy",
        "launch_template",
        "launch_template_specification",
        "launch_template_id",
      ])
      ?.find((it) => templates.includes(it));
  return found?.values ?? {};
}
