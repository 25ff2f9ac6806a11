import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import { certificatesOf } from "../load-balancers.ts";
import type { AttachedInstance, LoadBalancerRecord } from "../state/load-balancer-records.ts";

export function loadBalancerView(record: LoadBalancerRecord, context: ReadContext): object {
  const { region, now, state } = context;
  const isSecure = record.certificate !== undefined;
  return {
    name: record.name,
    arn: arn(context, "LoadBalancer", record.id),
    supportCode: supportCode(record.dnsName),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "LoadBalancer",
    tags: record.tags,
    dnsName: record.dnsName,
    state: stateAt(record, now),
    protocol: isSecure ? "HTTP_HTTPS" : "HTTP",
    publicPorts: isSecure ? [80, 443] : [80],
    healthCheckPath: record.healthCheckPath,
    instancePort: record.instancePort,
    instanceHealthSummary: record.instances.flatMap((it) => health(it, context)),
    tlsCertificateSummaries: certificatesOf(state, record.name).map(({ name }) => ({
      ...{ name, isAttached: name === record.certificate },
    })),
    configurationOptions: {
      SessionStickinessEnabled: String(record.stickiness.enabled),
      SessionStickiness_LB_CookieDurationSeconds: String(record.stickiness.seconds),
    },
    ipAddressType: record.ipAddressType,
    httpsRedirectionEnabled: record.redirectsToHttps,
    tlsPolicyName: record.tlsPolicyName,
  };
}

/** Nothing for an instance that is no more. */
function health({ name, id, checkedAt }: AttachedInstance, context: ReadContext): object[] {
  const instance = context.state.find("Instance", name);
  if (instance?.id !== id) return [];
  if (stateAt(instance, context.now) !== "running") {
    return [
      {
        instanceName: name,
        instanceHealth: "unused",
        instanceHealthReason: "Instance.InvalidState",
      },
    ];
  }
  if (context.now >= checkedAt) return [{ instanceName: name, instanceHealth: "healthy" }];
  return [
    {
      instanceName: name,
      instanceHealth: "initial",
      instanceHealthReason: "Lb.InitialHealthChecking",
    },
  ];
}
