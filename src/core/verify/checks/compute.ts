import type { FactsByType } from "../../contracts/stack-facts.ts";
import { type Check, judged, zonesText } from "../check.ts";

type Facts<T extends keyof FactsByType> = readonly Check<FactsByType[T]>[];

export const ECS_SERVICE: Facts<"aws_ecs_service"> = [
  {
    id: "ecs.running",
    title: "as many tasks run as are desired",
    why: "A missing task is missing capacity, and often a container that keeps failing.",
    cure: "See the service's events and its stopped tasks in ECS, and the task's log group.",
    judge: ({ status, desired, running }) =>
      judged(
        status === "ACTIVE" && desired > 0 && running === desired,
        `${running} of ${desired} run, the service is ${status}`,
      ),
  },
  {
    id: "ecs.zones",
    title: "tasks stand in two zones or more",
    why: "With all tasks in one zone, its failure is the service's.",
    cure: "Give the service subnets in several zones, and turn zone rebalancing on.",
    judge: ({ desired, zones }) =>
      desired < 2 ? null : judged(zones.length >= 2, zonesText(zones)),
  },
  {
    id: "ecs.rollout",
    title: "the last deployment is complete",
    why: "A deployment that does not end leaves old and new tasks side by side.",
    cure: "See why new tasks don't become healthy, or deploy the former image again.",
    judge: ({ rollout }) => judged(rollout === "COMPLETED", `the deployment is ${rollout}`),
  },
];

export const AUTO_SCALING_GROUP: Facts<"aws_autoscaling_group"> = [
  {
    id: "asg.in-service",
    title: "as many instances are in service as are desired",
    why: "A node that is missing takes its share of the data or of the load with it.",
    cure: "See the group's activities in EC2 Auto Scaling.",
    judge: ({ desired, inService }) =>
      judged(desired > 0 && inService === desired, `${inService} of ${desired} are in service`),
  },
  {
    id: "asg.zones",
    title: "instances stand in two zones or more",
    why: "With all nodes in one zone, its failure is the store's.",
    cure: "Give the group subnets in several zones.",
    judge: ({ desired, zones }) =>
      desired < 2 ? null : judged(zones.length >= 2, zonesText(zones)),
  },
];
