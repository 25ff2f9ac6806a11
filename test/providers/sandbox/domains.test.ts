import {
  CreateDomainCommand,
  CreateDomainEntryCommand,
  DeleteDomainCommand,
  DeleteDomainEntryCommand,
  type DomainEntry,
  GetDomainCommand,
  GetDomainsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDomainEntryCommand,
} from "@aws-sdk/client-lightsail";
import * as sdk from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { call, harness, newInstances } from "./harness.ts";

const domainName = "example.com";

async function setUp() {
  const sandbox = harness();
  const { client } = sandbox;
  const { operation } = await client.send(new CreateDomainCommand({ domainName }));
  return {
    ...{ sandbox, client, operation },
    domain: async () => (await client.send(new GetDomainCommand({ domainName }))).domain,
    entry: async (name: string, type = "A") =>
      (await client.send(new GetDomainCommand({ domainName }))).domain?.domainEntries?.find(
        (it) => it.name === name && it.type === type,
      ),
    create: (domainEntry: DomainEntry) =>
      client.send(new CreateDomainEntryCommand({ domainName, domainEntry })),
    update: (domainEntry: DomainEntry) =>
      client.send(new UpdateDomainEntryCommand({ domainName, domainEntry })),
    remove: (domainEntry: DomainEntry) =>
      client.send(new DeleteDomainEntryCommand({ domainName, domainEntry })),
  };
}

/** Members of a structure of the SDK's model. */
const membersOf = (name: string): string[] =>
  ((sdk as Record<string, unknown>)[`${name}$`] as unknown[])[4] as string[];

test("a new domain has four name servers and a start of authority, in the service's form", async () => {
  const { sandbox, operation } = await setUp();
  expect(operation).toMatchObject({
    operationType: "CreateDomain",
    resourceName: domainName,
    resourceType: "Domain",
    location: { availabilityZone: "all", regionName: "global" },
    status: "Succeeded",
  });
  const { body } = await call(sandbox, "GetDomain", { domainName: "Example.com." });
  const domain = body["domain"] as Record<string, unknown>;
  expect(membersOf("Domain")).toEqual(expect.arrayContaining(Object.keys(domain)));
  expect(domain).toMatchObject({
    name: domainName,
    arn: expect.stringMatching(/^arn:aws:lightsail:global:123456789012:Domain\/[0-9a-f-]{36}$/),
    supportCode: expect.stringMatching(/^\d{12}\/\/hostedzone\/Z[A-Z0-9]{20}$/),
    location: { availabilityZone: "all", regionName: "global" },
    resourceType: "Domain",
    tags: [],
  });
  const entries = domain["domainEntries"] as Record<string, unknown>[];
  expect(entries.map(({ type }) => type)).toEqual(["NS", "NS", "NS", "NS", "SOA"]);
  for (const entry of entries) {
    expect(Object.keys(entry).toSorted()).toEqual(["id", "isAlias", "name", "target", "type"]);
    expect(membersOf("DomainEntry")).toEqual(expect.arrayContaining(Object.keys(entry)));
    expect(entry).toMatchObject({ id: expect.stringMatching(/^-?\d+$/), name: domainName });
  }
  expect(entries.at(-1)?.["target"]).toMatch(/ awsdns-hostmaster\.amazon\.com\. 1 7200 900 /);
});

test("entries of every type, at the apex and below it, are changed by id and removed", async () => {
  const { create, entry, update, remove, domain } = await setUp();
  const { operation } = await create({ name: domainName, type: "A", target: "192.0.2.1" });
  expect(operation).toMatchObject({ operationType: "CreateDomainEntry", status: "Succeeded" });
  await create({ name: "WWW.example.com.", type: "AAAA", target: "2001:db8::1" });
  await create({ name: "a.example.com", type: "CNAME", target: "www.example.com" });
  await create({ name: domainName, type: "MX", target: "10 mail.example.com" });
  await create({ name: "sub.example.com", type: "NS", target: "ns-1.example.net" });
  await create({ name: "_sip._tcp.example.com", type: "SRV", target: "1 2 5060 sip.example.com" });
  await create({ name: domainName, type: "TXT", target: '"v=spf1 -all"' });
  const balancer = "ab1-2.us-east-2.elb.amazonaws.com";
  await create({ name: "*.example.com", type: "A", target: balancer, isAlias: true });
  expect(await entry("www.example.com", "AAAA")).toMatchObject({ target: "2001:db8::1" });
  expect(await entry("*.example.com")).toMatchObject({ isAlias: true, target: balancer });

  const before = await entry(domainName);
  const { operations } = await update({ ...before, target: "192.0.2.2" });
  expect(operations).toMatchObject([{ operationType: "UpdateDomainEntry" }]);
  expect(await entry(domainName)).toEqual({ ...before, target: "192.0.2.2" });

  await expect(remove({ name: domainName, type: "A", target: "192.0.2.1" })).rejects.toMatchObject({
    name: "NotFoundException",
  });
  await remove({ name: domainName, type: "A", target: "192.0.2.2" });
  await remove({ id: (await entry("a.example.com", "CNAME"))?.id });
  const left = (await domain())?.domainEntries?.map(({ type }) => type);
  expect(left).toEqual(["NS", "NS", "NS", "NS", "SOA", "AAAA", "MX", "NS", "SRV", "TXT", "A"]);
});

test.each<[DomainEntry, RegExp]>([
  [{ name: "www.example.org", type: "A", target: "192.0.2.1" }, /does not belong to the domain/],
  [{ name: "wwwexample.com", type: "A", target: "192.0.2.1" }, /does not belong to the domain/],
  [{ name: "a b.example.com", type: "A", target: "192.0.2.1" }, /does not belong to the domain/],
  [{ name: domainName, type: "A", target: "2001:db8::1" }, /not a valid target/],
  [{ name: domainName, type: "AAAA", target: "192.0.2.1" }, /not a valid target/],
  [{ name: domainName, type: "A", target: "192.0.2.1", isAlias: true }, /not a valid target/],
  [{ name: domainName, type: "MX", target: "mail.example.com" }, /not a valid target/],
  [{ name: "x.example.com", type: "SRV", target: "1 2 70000 a.b" }, /not a valid target/],
  [{ name: domainName, type: "CNAME", target: "www.example.org" }, /only entry of its name/],
  [{ name: "x.example.com", type: "TXT", target: "a", isAlias: true }, /can be aliases/],
  [{ name: domainName, type: "SOA", target: "a. b. 1 2 3 4 5" }, /one SOA entry/],
  [{ name: domainName, type: "PTR", target: "a.b" }, /The type must be one of/],
])("an entry is checked: %j", async (entry, message) => {
  const { create, domain } = await setUp();
  await expect(create(entry)).rejects.toMatchObject({
    name: "InvalidInputException",
    message: expect.stringMatching(message),
  });
  expect((await domain())?.domainEntries).toHaveLength(5);
});

test("an entry that exists, one without an id, and the domain's own are refused", async () => {
  const { create, update, remove, entry } = await setUp();
  const record = { name: domainName, type: "A", target: "192.0.2.1" };
  await create(record);
  await create({ ...record, target: "192.0.2.2" });
  await expect(create(record)).rejects.toThrow("The entry already exists");
  await expect(update(record)).rejects.toThrow("The id of the entry is required");
  await expect(update({ ...record, id: "12" })).rejects.toThrow(
    "The DomainEntry does not exist: 12",
  );
  for (const type of ["NS", "SOA"]) {
    await expect(remove({ id: (await entry(domainName, type))?.id })).rejects.toThrow(
      /can't be deleted/,
    );
  }
});

test("domains are listed, tagged and deleted", async () => {
  const { client, domain } = await setUp();
  await client.send(
    new CreateDomainCommand({ domainName: "example.net", tags: [{ key: "A", value: "1" }] }),
  );
  await client.send(
    new TagResourceCommand({
      resourceName: domainName,
      resourceArn: (await domain())?.arn,
      tags: [{ key: "B", value: "2" }],
    }),
  );
  const list = async () => (await client.send(new GetDomainsCommand({}))).domains;
  expect(await list()).toMatchObject([
    { name: domainName, tags: [{ key: "B", value: "2" }] },
    { name: "example.net", tags: [{ key: "A", value: "1" }] },
  ]);
  await client.send(new UntagResourceCommand({ resourceName: domainName, tagKeys: ["B"] }));
  expect((await domain())?.tags).toEqual([]);
  await client.send(new DeleteDomainCommand({ domainName }));
  expect((await list())?.map(({ name }) => name)).toEqual(["example.net"]);
  await expect(domain()).rejects.toThrow("The Domain does not exist: example.com");
});

test("six zones, each name once, in the namespace of all names", async () => {
  const { client, sandbox } = await setUp();
  const create = (name: string) => client.send(new CreateDomainCommand({ domainName: name }));
  await expect(create(domainName)).rejects.toThrow("Some names are already in use: example.com");
  await call(sandbox, "CreateInstances", newInstances("web.example"));
  await expect(create("web.example")).rejects.toThrow("already in use");
  for (const bad of ["localhost", "-a.com", "a..com", "*.example.org", "a b.com"]) {
    await expect(create(bad)).rejects.toThrow("is not a valid domain name");
  }
  for (let index = 1; index < 6; index += 1) await create(`example-${index}.com`);
  await expect(create("example-6.com")).rejects.toThrow(/maximum limit of Lightsail DNS zones : 6/);
});

test.each([
  ["CreateDomain", { domainName }],
  ["DeleteDomain", { domainName }],
  ["GetDomain", { domainName }],
  ["GetDomains", {}],
  ["CreateDomainEntry", { domainName, domainEntry: {} }],
  ["UpdateDomainEntry", { domainName, domainEntry: {} }],
  ["DeleteDomainEntry", { domainName, domainEntry: {} }],
])("%s is answered in us-east-1 alone", async (operation, input) => {
  const { sandbox } = await setUp();
  expect(await call(sandbox, operation, input, "eu-west-1")).toMatchObject({
    status: 400,
    body: {
      __type: "InvalidInputException",
      code: "UnsupportedOperation",
      message: expect.stringContaining("only available in the us-east-1 Region"),
    },
  });
});
