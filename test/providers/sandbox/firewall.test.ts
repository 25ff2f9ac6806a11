import {
  CloseInstancePublicPortsCommand,
  CreateInstancesCommand,
  GetInstanceCommand,
  GetInstancePortStatesCommand,
  OpenInstancePublicPortsCommand,
  type PortInfo,
  PutInstancePublicPortsCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { call, harness, newInstances } from "./harness.ts";

async function firewall(blueprintId = "ubuntu_22_04") {
  const sandbox = harness();
  const { client } = sandbox;
  const instanceName = "web-1";
  await client.send(new CreateInstancesCommand({ ...newInstances(instanceName), blueprintId }));
  const states = async () =>
    (await client.send(new GetInstancePortStatesCommand({ instanceName }))).portStates ?? [];
  return {
    sandbox,
    states,
    names: async () => (await states()).map((port) => `${port.fromPort}/${port.protocol}`),
    put: (...portInfos: PortInfo[]) =>
      client.send(new PutInstancePublicPortsCommand({ instanceName, portInfos })),
    open: (portInfo: PortInfo) =>
      client.send(new OpenInstancePublicPortsCommand({ instanceName, portInfo })),
    close: (portInfo: PortInfo) =>
      client.send(new CloseInstancePublicPortsCommand({ instanceName, portInfo })),
    ports: async () =>
      (await client.send(new GetInstanceCommand({ instanceName }))).instance?.networking?.ports,
  };
}

const tcp = (port: number, more: PortInfo = {}): PortInfo => ({
  fromPort: port,
  toPort: port,
  protocol: "tcp",
  ...more,
});

test("the blueprint decides what is open at first", async () => {
  expect(await (await firewall()).names()).toEqual(["80/tcp", "22/tcp"]);
  expect(await (await firewall("wordpress")).names()).toEqual(["80/tcp", "22/tcp", "443/tcp"]);
});

test("omitted sources mean everybody, in both families", async () => {
  const { put, states } = await firewall();
  const { operation } = await put(tcp(22));
  expect(operation).toMatchObject({ operationType: "PutInstancePublicPorts", status: "Succeeded" });
  expect(await states()).toEqual([
    {
      ...tcp(22),
      state: "open",
      cidrs: ["0.0.0.0/0"],
      ipv6Cidrs: ["::/0"],
      cidrListAliases: [],
    },
  ]);
});

test("one port left out is 0, as Go's SDK leaves zeros out", async () => {
  const { put, close, names, states } = await firewall();
  await put({ protocol: "icmp", fromPort: 8 }, { protocol: "udp", toPort: 9 });
  expect(await states()).toMatchObject([
    { protocol: "icmp", fromPort: 8, toPort: 0 },
    { protocol: "udp", fromPort: 0, toPort: 9 },
  ]);
  await close({ protocol: "icmp", fromPort: 8 });
  expect(await names()).toEqual(["0/udp"]);
});

test("one list given leaves the others empty", async () => {
  const { put, states } = await firewall();
  await put(
    tcp(22, { cidrs: ["203.0.113.0/24"] }),
    tcp(80, { cidrListAliases: ["lightsail-connect"] }),
  );
  expect(await states()).toMatchObject([
    { cidrs: ["203.0.113.0/24"], ipv6Cidrs: [], cidrListAliases: [] },
    { cidrs: [], ipv6Cidrs: [], cidrListAliases: ["lightsail-connect"] },
  ]);
});

test("sources are made canonical", async () => {
  const { put, states } = await firewall();
  await put(
    tcp(22, {
      cidrs: ["192.0.2.44", "10.0.0.5/24", "10.0.0.9/24"],
      ipv6Cidrs: ["2001:DB8::/32", "::/0", "2001:db8::1"],
    }),
  );
  expect(await states()).toMatchObject([
    {
      cidrs: ["192.0.2.44/32", "10.0.0.0/24"],
      ipv6Cidrs: ["2001:db8::/32", "::/0", "2001:db8::1/128"],
    },
  ]);
});

test("IPv6 sources are answered as they were sent, in lower case, each network once (#11.7)", async () => {
  const { put, ports, states } = await firewall();
  const sent = ["2001:db8::/32", "2001:DB8:0:0:0:0:0:1/128", "2001:db8:1::5/48", "0:0::0/0"];
  await put(tcp(22, { ipv6Cidrs: [...sent, "2001:0db8::/32", "2001:db8::1", "::/0"] }));
  const answered = ["2001:db8::/32", "2001:db8:0:0:0:0:0:1/128", "2001:db8:1::5/48", "0:0::0/0"];
  expect(await states()).toMatchObject([{ ipv6Cidrs: answered }]);
  expect((await ports())?.[0]).toMatchObject({
    ipv6Cidrs: answered,
    accessFrom: "Anywhere (::/0)",
  });
});

test("all protocols are stored as -1 over all ports, in whatever case they are sent", async () => {
  const { sandbox, states } = await firewall();
  const answer = await call(sandbox, "PutInstancePublicPorts", {
    instanceName: "web-1",
    portInfos: [{ protocol: "ALL", fromPort: 0, toPort: 65_535 }],
  });
  expect(answer.status).toBe(200);
  expect(await states()).toMatchObject([{ protocol: "-1", fromPort: 0, toPort: 65_535 }]);
});

test("what is answered can be sent back: every rule is put, changed and closed by it (#11.3)", async () => {
  const { open, put, close, states } = await firewall();
  await put(
    { protocol: "all", fromPort: 0, toPort: 65_535 },
    { protocol: "icmp", fromPort: -1, toPort: -1 },
    { protocol: "icmpv6", fromPort: 128, toPort: 0, ipv6Cidrs: ["2001:DB8::/32"] },
    tcp(22, { cidrListAliases: ["lightsail-connect"] }),
    tcp(80, { cidrs: ["192.0.2.44", "10.0.0.5/24"], ipv6Cidrs: ["::/0", "2001:db8::1"] }),
  );
  const answered = await states();
  const asSent = answered.map(({ state: _, ...rule }) => rule as PortInfo);
  await put(...asSent);
  expect(await states()).toEqual(answered);
  for (const rule of asSent) await open(rule);
  expect(await states()).toEqual(answered);
  for (const rule of asSent) await close(rule);
  expect(await states()).toEqual([]);
});

test("put replaces everything, and an empty list closes everything", async () => {
  const { put, names } = await firewall();
  await put(tcp(9100), { fromPort: 51_820, toPort: 51_820, protocol: "udp" });
  expect(await names()).toEqual(["9100/tcp", "51820/udp"]);
  await put();
  expect(await names()).toEqual([]);
});

test("open adds a rule and replaces the sources of the same one; close removes it", async () => {
  const { open, close, states, names } = await firewall();
  const { operation } = await open(tcp(22, { cidrs: ["10.0.0.0/8"] }));
  expect(operation).toMatchObject({ operationDetails: "22/tcp", status: "Succeeded" });
  await open(tcp(443));
  expect(await names()).toEqual(["80/tcp", "22/tcp", "443/tcp"]);
  expect((await states())[1]).toMatchObject({ cidrs: ["10.0.0.0/8"], ipv6Cidrs: [] });
  await close(tcp(22));
  await close(tcp(22));
  expect(await names()).toEqual(["80/tcp", "443/tcp"]);
});

test("the instance shows who may come in", async () => {
  const { put, ports } = await firewall();
  await put(
    tcp(1),
    tcp(2, { cidrs: ["0.0.0.0/0"] }),
    tcp(3, { ipv6Cidrs: ["::/0"] }),
    tcp(4, { cidrs: ["10.0.0.0/8"] }),
  );
  expect((await ports())?.map((port) => port.accessFrom)).toEqual([
    "Anywhere (0.0.0.0/0 and ::/0)",
    "Anywhere (0.0.0.0/0)",
    "Anywhere (::/0)",
    "Custom",
  ]);
  expect((await ports())?.[0]).toMatchObject({
    accessType: "public",
    accessDirection: "inbound",
    commonName: "",
  });
});

test("ICMP types and codes", async () => {
  const { put, states } = await firewall();
  await put(
    { protocol: "icmp", fromPort: 8, toPort: -1 },
    { protocol: "icmp", fromPort: -1, toPort: -1 },
    { protocol: "icmpv6", fromPort: 128, toPort: 0 },
  );
  expect(await states()).toMatchObject([
    { protocol: "icmp", fromPort: 8, toPort: -1 },
    { protocol: "icmp", fromPort: -1, toPort: -1 },
    { protocol: "icmpv6", fromPort: 128, toPort: 0 },
  ]);
});

const refused: [why: string, port: object][] = [
  ["no protocol", { fromPort: 22, toPort: 22 }],
  ["unknown protocol", { ...tcp(22), protocol: "gre" }],
  ["reversed range", { fromPort: 90, toPort: 80, protocol: "tcp" }],
  ["-1 for tcp", { fromPort: -1, toPort: -1, protocol: "tcp" }],
  ["beyond 65535", tcp(65_536)],
  ["no ports", { protocol: "udp" }],
  ["a fraction", { fromPort: 1.5, toPort: 2, protocol: "tcp" }],
  ["ICMP type 256", { fromPort: 256, toPort: 0, protocol: "icmp" }],
  ["33 bits", tcp(22, { cidrs: ["10.0.0.0/33"] })],
  ["octal octets", tcp(22, { cidrs: ["010.0.0.1/32"] })],
  ["short form", tcp(22, { cidrs: ["10.1/16"] })],
  ["IPv6 among IPv4", tcp(22, { cidrs: ["::/0"] })],
  ["IPv4 among IPv6", tcp(22, { ipv6Cidrs: ["10.0.0.0/8"] })],
  ["zone index", tcp(22, { ipv6Cidrs: ["fe80::1%eth0/128"] })],
  ["unknown alias", tcp(22, { cidrListAliases: ["everybody"] })],
  ["61 sources", tcp(22, { cidrs: Array.from({ length: 61 }, (_, i) => `10.0.${i}.0/24`) })],
];
test.each(refused)("refuses: %s", async (_why, port) => {
  const { sandbox, names } = await firewall();
  const answer = await call(sandbox, "PutInstancePublicPorts", {
    instanceName: "web-1",
    portInfos: [port],
  });
  expect(answer).toMatchObject({ status: 400, body: { __type: "InvalidInputException" } });
  expect(await names()).toEqual(["80/tcp", "22/tcp"]);
});
