import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from "@aws-sdk/client-ecs";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { ECS } from "../services.ts";
import { callsTo, distinct, identifier, type Source, theOne } from "./source.ts";

export async function ecsService(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_ecs_service"]> {
  const calls = callsTo(source, ECS, ECSClient);
  const cluster = identifier(resource, "cluster");
  const name = identifier(resource, "name");
  const { services } = await calls.read(
    "DescribeServices",
    (client, options) =>
      client.send(new DescribeServicesCommand({ cluster, services: [name] }), options),
    call,
  );
  const service = theOne(services, resource);
  const primary = service.deployments?.find(({ status }) => status === "PRIMARY");
  return {
    status: service.status ?? "unknown",
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    // A service that is not rolled out by ECS itself has no such state.
    rollout: primary?.rolloutState ?? "COMPLETED",
    zones: await runningIn(),
  };

  async function runningIn(): Promise<string[]> {
    const { taskArns = [] } = await calls.read(
      "ListTasks",
      (client, options) =>
        client.send(
          new ListTasksCommand({ cluster, serviceName: name, desiredStatus: "RUNNING" }),
          options,
        ),
      call,
    );
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await calls.read(
      "DescribeTasks",
      (client, options) =>
        client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }), options),
      call,
    );
    return distinct(tasks.map(({ availabilityZone: zone }) => zone));
  }
}
