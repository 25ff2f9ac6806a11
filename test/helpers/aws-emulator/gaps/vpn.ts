import type { Client } from "../client.ts";
import { element, type Gap } from "./gap.ts";

const asker = (client: Client) => async (action: string, form: Record<string, string>) =>
  (await client.ask("ec2", { action, version: "2016-11-15", form })).text;

const CUSTOMER = { Type: "ipsec.1", IpAddress: "203.0.113.10", BgpAsn: "65000" };

/** A connection that was made with these parameters, as it is shown; `change` may change it. */
async function connection(
  client: Client,
  form: Record<string, string>,
  change?: (id: string) => [action: string, form: Record<string, string>],
): Promise<string> {
  const ask = asker(client);
  const customers = await ask("CreateCustomerGateway", CUSTOMER);
  const gateways = await ask("CreateVpnGateway", { Type: "ipsec.1" });
  const made = await ask("CreateVpnConnection", {
    Type: "ipsec.1",
    CustomerGatewayId: element(customers, "customerGatewayId") ?? "",
    VpnGatewayId: element(gateways, "vpnGatewayId") ?? "",
    ...form,
  });
  const id = element(made, "vpnConnectionId") ?? "";
  if (change !== undefined) await ask(...change(id));
  if (change === undefined) return ask("DescribeVpnConnections", { "VpnConnectionId.1": id });
  return ask("DescribeVpnConnections", {
    "Filter.1.Name": "vpn-connection-id",
    "Filter.1.Value.1": id,
    "Filter.2.Name": "route.destination-cidr-block",
    "Filter.2.Value.1": "192.168.10.0/24",
  });
}

export const vpn: readonly Gap[] = [
  {
    title: "EC2 forgets that a VPN connection has static routes only",
    filled: "true",
    look: async (client) =>
      element(await connection(client, { "Options.StaticRoutesOnly": "true" }), "staticRoutesOnly"),
  },
  {
    title: "EC2 forgets the versions of IKE of a VPN's tunnels",
    filled: "ikev2",
    async look(client) {
      const form = { "Options.TunnelOptions.1.IKEVersion.1.Value": "ikev2" };
      return element(await connection(client, form), "value");
    },
  },
  {
    title: "EC2 shows the keys of a VPN connection that stores them in Secrets Manager",
    filled: "REDACTED",
    look: async (client) =>
      /pre_shared_key&gt;(\w*)/.exec(
        await connection(client, { PreSharedKeyStorage: "SecretsManager" }),
      )?.[1],
  },
  {
    title: "EC2 makes no route of a VPN connection",
    filled: "192.168.10.0/24",
    async look(client) {
      const shown = await connection(client, {}, (id) => [
        "CreateVpnConnectionRoute",
        { VpnConnectionId: id, DestinationCidrBlock: "192.168.10.0/24" },
      ]);
      return element(shown, "destinationCidrBlock");
    },
  },
  {
    title: "EC2 lets no gateway tell of its routes",
    filled: [true, true],
    async look(client) {
      const ask = asker(client);
      const vpc = element(await ask("CreateVpc", { CidrBlock: "10.0.0.0/16" }), "vpcId") ?? "";
      const gateways = await ask("CreateVpnGateway", { Type: "ipsec.1" });
      const gateway = element(gateways, "vpnGatewayId") ?? "";
      const table = element(await ask("CreateRouteTable", { VpcId: vpc }), "routeTableId") ?? "";
      await ask("EnableVgwRoutePropagation", { RouteTableId: table, GatewayId: gateway });
      const customers = await ask("CreateCustomerGateway", CUSTOMER);
      const made = await ask("CreateVpnConnection", {
        ...{ Type: "ipsec.1", VpnGatewayId: gateway },
        CustomerGatewayId: element(customers, "customerGatewayId") ?? "",
      });
      await ask("CreateVpnConnectionRoute", {
        VpnConnectionId: element(made, "vpnConnectionId") ?? "",
        DestinationCidrBlock: "192.168.10.0/24",
      });
      const shown = await ask("DescribeRouteTables", { "RouteTableId.1": table });
      return [
        shown.includes(`<propagatingVgwSet><item><gatewayId>${gateway}</gatewayId>`),
        shown.includes("<destinationCidrBlock>192.168.10.0/24</destinationCidrBlock>"),
      ];
    },
  },
];
