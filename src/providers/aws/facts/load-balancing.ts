import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { LOAD_BALANCING } from "../services.ts";
import { answerOf } from "./reachability.ts";
import { callsTo, distinct, identifier, type Source, theOne } from "./source.ts";

export async function targetGroup(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_lb_target_group"]> {
  const { TargetHealthDescriptions: found = [] } = await callsTo(
    source,
    LOAD_BALANCING,
    ElasticLoadBalancingV2Client,
  ).read(
    "DescribeTargetHealth",
    (client, options) =>
      client.send(
        new DescribeTargetHealthCommand({ TargetGroupArn: identifier(resource, "arn") }),
        options,
      ),
    call,
  );
  return {
    targets: found.map(({ Target: target, TargetHealth: health }) => ({
      id: target?.Id ?? "?",
      state: health?.State ?? "unknown",
      zone: target?.AvailabilityZone ?? null,
    })),
  };
}

export async function loadBalancer(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_lb"]> {
  const calls = callsTo(source, LOAD_BALANCING, ElasticLoadBalancingV2Client);
  const arn = identifier(resource, "arn");
  const { LoadBalancers: balancers } = await calls.read(
    "DescribeLoadBalancers",
    (client, options) =>
      client.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }), options),
    call,
  );
  const balancer = theOne(balancers, resource);
  const { Listeners: listeners = [] } = await calls.read(
    "DescribeListeners",
    (client, options) =>
      client.send(new DescribeListenersCommand({ LoadBalancerArn: arn }), options),
    call,
  );
  return {
    state: balancer.State?.Code ?? "unknown",
    isPublic: balancer.Scheme !== "internal",
    type: balancer.Type ?? "unknown",
    answer: await answerOf(source, balancer, listeners, call),
    zones: distinct((balancer.AvailabilityZones ?? []).map(({ ZoneName: zone }) => zone)),
    listeners: listeners.map(
      ({ Port: port = 0, Protocol: protocol, DefaultActions: actions = [] }) => ({
        port,
        protocol: protocol ?? "unknown",
        redirects: actions.length > 0 && actions.every(({ Type: type }) => type === "redirect"),
      }),
    ),
  };
}
