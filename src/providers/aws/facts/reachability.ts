import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { CallContext } from "../attempt.ts";
import { ACM, LOAD_BALANCING } from "../services.ts";
import { callsTo, type Source } from "./source.ts";

/**
 * Asks a public load balancer for its targets' health path, by the name in its certificate and at
 * its own address: what users get once DNS leads them there. Null where there is nothing to ask.
 */
export async function answerOf(
  source: Source,
  balancer: LoadBalancer,
  listeners: readonly Listener[],
  call: CallContext,
): Promise<FactsByType["aws_lb"]["answer"]> {
  const { probe } = source;
  const listener = listeners.find(({ Protocol: protocol }) => protocol === "HTTPS");
  const CertificateArn = listener?.Certificates?.[0]?.CertificateArn;
  const { DNSName: address, LoadBalancerArn, Scheme: scheme } = balancer;
  if (probe === null || scheme === "internal" || !CertificateArn || !address) return null;
  const { Certificate: certificate } = await callsTo(source, ACM, ACMClient).read(
    "DescribeCertificate",
    (client, options) => client.send(new DescribeCertificateCommand({ CertificateArn }), options),
    call,
  );
  const name = certificate?.DomainName;
  // Which of all its names a wildcard stands for is not known here.
  if (name === undefined || name.startsWith("*")) return null;
  const { TargetGroups: groups = [] } = await callsTo(
    source,
    LOAD_BALANCING,
    ElasticLoadBalancingV2Client,
  ).read(
    "DescribeTargetGroups",
    (client, options) => client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }), options),
    call,
  );
  const path = groups.map(({ HealthCheckPath: it }) => it).find((it) => it?.startsWith("/")) ?? "/";
  const port = listener?.Port ?? 443;
  const url = `https://${name}${port === 443 ? "" : `:${port}`}${path}`;
  const fault = await probe({ url, connectTo: address, signal: call.signal });
  return { url, fault };
}
