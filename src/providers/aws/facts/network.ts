import {
  DescribeSecurityGroupRulesCommand,
  DescribeVpnConnectionsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { EC2 } from "../services.ts";
import { callsTo, distinct, identifier, isBeside, type Source, theOne } from "./source.ts";

const WORLD: ReadonlySet<string | undefined> = new Set(["0.0.0.0/0", "::/0"]);

export async function securityGroup(
  source: Source,
  resource: StackResource,
  all: readonly StackResource[],
  call: CallContext,
): Promise<FactsByType["aws_security_group"]> {
  const id = identifier(resource, "id");
  const { SecurityGroupRules: rules = [] } = await callsTo(source, EC2, EC2Client).read(
    "DescribeSecurityGroupRules",
    (client, options) =>
      client.send(
        new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [id] }] }),
        options,
      ),
    call,
  );
  const open = rules.filter(
    (it) => it.IsEgress !== true && (WORLD.has(it.CidrIpv4) || WORLD.has(it.CidrIpv6)),
  );
  const texts = open.map(({ IpProtocol: protocol, FromPort: from, ToPort: to }) => {
    const isAll = protocol === "-1" || from === undefined || from === -1;
    const ports = isAll ? "all" : from === to ? String(from) : `${from}-${to}`;
    return `${protocol === "-1" ? "all" : protocol} ${ports}`;
  });
  return {
    openToTheWorld: distinct(texts),
    isForLoadBalancer: all.some(
      ({ type, address }) => type === "aws_lb" && isBeside(address, resource.address),
    ),
  };
}

export async function vpnConnection(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_vpn_connection"]> {
  const VpnConnectionIds = [identifier(resource, "id")];
  const { VpnConnections: connections } = await callsTo(source, EC2, EC2Client).read(
    "DescribeVpnConnections",
    (client, options) =>
      client.send(new DescribeVpnConnectionsCommand({ VpnConnectionIds }), options),
    call,
  );
  const connection = theOne(connections, resource);
  const up = (connection.VgwTelemetry ?? []).filter(({ Status: status }) => status === "UP");
  return { state: connection.State ?? "unknown", tunnelsUp: up.length };
}
