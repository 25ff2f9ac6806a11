import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { AUTO_SCALING } from "../services.ts";
import { callsTo, distinct, identifier, type Source, theOne } from "./source.ts";

export async function autoScalingGroup(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_autoscaling_group"]> {
  const AutoScalingGroupNames = [identifier(resource, "name")];
  const { AutoScalingGroups: groups } = await callsTo(source, AUTO_SCALING, AutoScalingClient).read(
    "DescribeAutoScalingGroups",
    (client, options) =>
      client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }), options),
    call,
  );
  const group = theOne(groups, resource);
  const serving = (group.Instances ?? []).filter(
    (it) => it.LifecycleState === "InService" && it.HealthStatus?.toLowerCase() === "healthy",
  );
  return {
    desired: group.DesiredCapacity ?? 0,
    inService: serving.length,
    zones: distinct(serving.map(({ AvailabilityZone: zone }) => zone)),
  };
}
