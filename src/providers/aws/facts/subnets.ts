import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  type Route,
  type RouteTable,
} from "@aws-sdk/client-ec2";
import type { CallContext } from "../attempt.ts";
import { EC2 } from "../services.ts";
import { callsTo, distinct, type Source } from "./source.ts";

/** What a route to another network leads through. */
const LINKS = ["vgw-", "pcx-", "tgw-"];

export interface SubnetFacts {
  zones: string[];
  /** Those that lead to an internet gateway. */
  open: string[];
  /** Routes to other networks, and those of them that lead nowhere. */
  routes: string[];
  blackholes: string[];
}

/** What is so of subnets, by their own route tables or, without one, the main one of their VPC. */
export async function subnetFacts(
  source: Source,
  SubnetIds: readonly string[],
  call: CallContext,
): Promise<SubnetFacts> {
  const calls = callsTo(source, EC2, EC2Client);
  const { Subnets: subnets = [] } = await calls.read(
    "DescribeSubnets",
    (client, options) =>
      client.send(new DescribeSubnetsCommand({ SubnetIds: [...SubnetIds] }), options),
    call,
  );
  const networks = distinct(subnets.map(({ VpcId: id }) => id));
  const { RouteTables: tables = [] } = await calls.read(
    "DescribeRouteTables",
    (client, options) =>
      client.send(
        new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: networks }] }),
        options,
      ),
    call,
  );
  const of = subnets.map(({ SubnetId: id = "", VpcId: network }) => ({
    id,
    routes: tableOf(id, network, tables)?.Routes ?? [],
  }));
  const links = of.flatMap(({ routes }) => routes.filter((route) => linkOf(route) !== undefined));
  const isGone = ({ State: state }: Route): boolean => state === "blackhole";
  return {
    zones: distinct(subnets.map(({ AvailabilityZone: zone }) => zone)),
    open: of
      .filter(({ routes }) => routes.some(({ GatewayId: id }) => id?.startsWith("igw-")))
      .map(({ id }) => id),
    routes: distinct(links.filter((it) => !isGone(it)).map(textOf)),
    blackholes: distinct(links.filter(isGone).map(textOf)),
  };
}

function tableOf(
  subnet: string,
  network: string | undefined,
  tables: readonly RouteTable[],
): RouteTable | undefined {
  const own = tables.find(({ Associations: its = [] }) =>
    its.some(({ SubnetId: id }) => id === subnet),
  );
  return (
    own ??
    tables.find(
      ({ VpcId: id, Associations: its = [] }) =>
        id === network && its.some(({ Main: isMain }) => isMain === true),
    )
  );
}

const linkOf = (route: Route): string | undefined =>
  [route.GatewayId, route.VpcPeeringConnectionId, route.TransitGatewayId].find((id) =>
    LINKS.some((link) => id?.startsWith(link)),
  );

const textOf = (route: Route): string =>
  `${route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? "?"} by ${linkOf(route) ?? "?"}`;
