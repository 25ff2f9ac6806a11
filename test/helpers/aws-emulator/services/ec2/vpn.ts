import { text, withBody } from "../../answers.ts";
import { type Answer, type Call, type Fill, perPlace } from "../../call.ts";
import { formOf } from "../../form.ts";

interface Connection {
  readonly gateway: string;
  readonly staticOnly: boolean;
  /** Its keys are in Secrets Manager, and not in what is answered. */
  readonly keysStored: boolean;
  /** Versions of IKE of each of the two tunnels. */
  readonly ike: readonly string[][];
  readonly routes: Set<string>;
}

interface Place {
  readonly connections: Map<string, Connection>;
  /** Gateways that tell a route table of their routes. */
  readonly propagating: Map<string, Set<string>>;
}

const done = ({ operation }: Call): Answer => ({
  status: 200,
  headers: { "content-type": "text/xml" },
  body: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>emulator</requestId><return>true</return></${operation}Response>`,
});

/** As moto has them in the configuration of every connection. */
const OUTSIDE = ["12.1.2.3", "52.2.144.13"];

const tunnelOption = (versions: readonly string[], index: number): string =>
  `<item><outsideIpAddress>${OUTSIDE[index] ?? ""}</outsideIpAddress><ikeVersionSet>${versions.map((it) => `<item><value>${it}</value></item>`).join("")}</ikeVersionSet></item>`;

const propagated = (to: string, gateway: string): string =>
  `<item><destinationCidrBlock>${to}</destinationCidrBlock><gatewayId>${gateway}</gatewayId><origin>EnableVgwRoutePropagation</origin><state>active</state></item>`;

const ikeVersions = (form: URLSearchParams, tunnel: number): string[] =>
  [...form].flatMap(([key, value]) =>
    key.startsWith(`Options.TunnelOptions.${tunnel}.IKEVersion.`) ? [value] : [],
  );

/** What moto forgets of VPN connections, and the routes that it can't do. */
export function vpn(): Readonly<Record<string, Fill>> {
  const places = perPlace((): Place => ({
    connections: new Map(),
    propagating: new Map<string, Set<string>>(),
  }));

  const shown = (call: Call, body: string): string =>
    body.replaceAll(/<vpnConnectionId>(vpn-\w+)<\/vpnConnectionId>/g, (element, id: string) => {
      const connection = places(call).connections.get(id);
      if (connection === undefined) return element;
      const routes = [...connection.routes].map(
        (cidr) =>
          `<item><destinationCidrBlock>${cidr}</destinationCidrBlock><source>Static</source><state>available</state></item>`,
      );
      const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:s2svpn!keys";
      const keys = connection.keysStored ? `<preSharedKeyArn>${arn}</preSharedKeyArn>` : "";
      return `${element}${keys}<options><staticRoutesOnly>${connection.staticOnly}</staticRoutesOnly><tunnelOptionSet>${connection.ike.map(tunnelOption).join("")}</tunnelOptionSet></options><routes>${routes.join("")}</routes>`;
    });

  const answered = (call: Call, found: Answer): Answer => {
    const body = shown(call, text(found));
    const stored = [...places(call).connections.values()].some((it) => it.keysStored);
    return withBody(
      found,
      stored ? body.replaceAll(/(pre_shared_key&gt;)[^&]*(&lt;)/g, "$1REDACTED$2") : body,
    );
  };

  const create: Fill = async (call, upstream) => {
    const form = formOf(call);
    const found = await upstream();
    const id = /<vpnConnectionId>(vpn-\w+)</.exec(text(found))?.[1];
    if (id === undefined) return found;
    places(call).connections.set(id, {
      gateway: form.get("VpnGatewayId") ?? "",
      staticOnly: form.get("Options.StaticRoutesOnly") === "true",
      keysStored: form.get("PreSharedKeyStorage") === "SecretsManager",
      ike: [1, 2].map((tunnel) => ikeVersions(form, tunnel)),
      routes: new Set(),
    });
    return answered(call, found);
  };

  /** moto knows no filter by route; a connection is asked for by its id then. */
  const describe: Fill = async (call, upstream) => {
    const form = formOf(call);
    const names = [...form].filter(([key]) => /^Filter\.\d+\.Name$/.test(key));
    const byRoute = names.some(([, name]) => name === "route.destination-cidr-block");
    for (const [key, name] of byRoute ? names : []) {
      const value = form.get(key.replace("Name", "Value.1"));
      if (name === "vpn-connection-id" && value !== null) form.set("VpnConnectionId.1", value);
    }
    for (const key of byRoute ? [...form.keys()] : []) {
      if (key.startsWith("Filter.")) form.delete(key);
    }
    return answered(call, await upstream(form.toString()));
  };

  const changeRoute =
    (change: "add" | "delete"): Fill =>
    (call) => {
      const form = formOf(call);
      const connection = places(call).connections.get(form.get("VpnConnectionId") ?? "");
      connection?.routes[change](form.get("DestinationCidrBlock") ?? "");
      return done(call);
    };

  const changePropagation =
    (change: "add" | "delete"): Fill =>
    (call) => {
      const form = formOf(call);
      const { propagating } = places(call);
      const table = form.get("RouteTableId") ?? "";
      const gateways = propagating.get(table) ?? new Set();
      propagating.set(table, gateways);
      gateways[change](form.get("GatewayId") ?? "");
      return done(call);
    };

  const describeTables: Fill = async (call, upstream) => {
    const found = await upstream();
    const body = text(found).replaceAll(
      /((?:<\/associationSet>|<associationSet\/>)<routeTableId>(rtb-\w+)<\/routeTableId>)<routeSet>/g,
      (_, start: string, table: string) => {
        const { connections, propagating } = places(call);
        const gateways = [...(propagating.get(table) ?? [])];
        const items = gateways.map((id) => `<item><gatewayId>${id}</gatewayId></item>`);
        const told = [...connections.values()].filter((it) => gateways.includes(it.gateway));
        const routes = told.flatMap((it) => [...it.routes].map((to) => propagated(to, it.gateway)));
        return `${start}<propagatingVgwSet>${items.join("")}</propagatingVgwSet><routeSet>${routes.join("")}`;
      },
    );
    return withBody(found, body);
  };

  return {
    CreateVpnConnection: create,
    DescribeVpnConnections: describe,
    CreateVpnConnectionRoute: changeRoute("add"),
    DeleteVpnConnectionRoute: changeRoute("delete"),
    EnableVgwRoutePropagation: changePropagation("add"),
    DisableVgwRoutePropagation: changePropagation("delete"),
    DescribeRouteTables: describeTables,
  };
}
