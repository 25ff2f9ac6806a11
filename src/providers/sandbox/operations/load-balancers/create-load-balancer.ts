import { ipAddressType, resourceName, tagList } from "../../common-shapes.ts";
import { newId } from "../../identity.ts";
import { checkPath, makeCertificate, newDnsName } from "../../load-balancers.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { invalidInput, quotaReached } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { integer, list, required, string, structure } from "../../shapes.ts";
import type { LoadBalancerRecord } from "../../state/load-balancer-records.ts";
import { mergeTags } from "../../tags.ts";
import { checkTlsPolicy, DEFAULT_TLS_POLICY } from "../../tls-policies.ts";
import { operationsOutput } from "../../views/operation.ts";

const MAX_BALANCERS = 10;
/** Seconds: a day. */
const DEFAULT_STICKINESS = 86_400;

export const createLoadBalancer = writes(
  structure({
    loadBalancerName: required(resourceName),
    instancePort: required(integer({ min: -1, max: 65_535 })),
    healthCheckPath: string(),
    certificateName: resourceName,
    certificateDomainName: string(),
    certificateAlternativeNames: list(string()),
    tags: tagList,
    ipAddressType,
    tlsPolicyName: string(),
  }),
  (context, input) => {
    const { state, now, durations, region } = context;
    const { loadBalancerName: name, instancePort, certificateName, certificateDomainName } = input;
    assertNewNames(state, [name]);
    if (state.list("LoadBalancer").length >= MAX_BALANCERS) {
      throw quotaReached("load balancers", MAX_BALANCERS);
    }
    if (instancePort < 1) throw invalidInput(`The instance port is not valid: ${instancePort}`);
    if ((certificateName === undefined) !== (certificateDomainName === undefined)) {
      throw invalidInput("certificateName and certificateDomainName go together.");
    }
    const tlsPolicyName = checkTlsPolicy(input.tlsPolicyName ?? DEFAULT_TLS_POLICY);
    const loadBalancer: LoadBalancerRecord = {
      resourceType: "LoadBalancer",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      dnsName: newDnsName(region.name),
      instancePort,
      healthCheckPath: checkPath(input.healthCheckPath ?? "/"),
      ipAddressType: input.ipAddressType ?? "dualstack",
      tlsPolicyName,
      redirectsToHttps: false,
      stickiness: { enabled: false, seconds: DEFAULT_STICKINESS },
      tags: mergeTags([], input.tags),
      instances: [],
      transition: { during: "provisioning", after: "active", until: now + durations.loadBalancer },
    };
    state.add(loadBalancer);
    const operation = recordOperation(context, {
      operationType: "CreateLoadBalancer",
      resourceName: name,
      resourceType: "LoadBalancer",
      doneAt: loadBalancer.transition.until,
    });
    const certificate =
      certificateName === undefined || certificateDomainName === undefined
        ? []
        : makeCertificate(context, loadBalancer, {
            ...{ certificateName, certificateDomainName },
            certificateAlternativeNames: input.certificateAlternativeNames,
          });
    return operationsOutput([operation, ...certificate], context);
  },
);
