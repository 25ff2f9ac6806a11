import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsCli, awsPath, HEAD, membersOf, startAwsCli, under } from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const OPERATION = [
  "id resourceName resourceType createdAt location.availabilityZone location.regionName",
  "isTerminal? operationType status statusChangedAt",
].join(" ");
const ENTRY = under("domainEntries[]", "id name target isAlias? type").join(" ");

describeWith("an account by the AWS CLI, after its own examples", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli("us-east-1");
  });
  afterAll(() => cli.dispose());

  const expectMembers = async (line: string, expected: readonly string[]): Promise<void> =>
    expect(membersOf(await cli.lightsail(line))).toEqual(expect.arrayContaining([...expected]));

  test("blueprints, bundles and regions", async () => {
    await expectMembers(
      "get-blueprints",
      under(
        "blueprints[]",
        "blueprintId name group type description isActive? minPower# version versionCode",
        "productUrl licenseUrl platform",
      ),
    );
    await expectMembers(
      "get-bundles",
      under(
        "bundles[]",
        "price# cpuCount# diskSizeInGb# bundleId instanceType isActive? name power#",
        "ramSizeInGb# transferPerMonthInGb# supportedPlatforms[]",
      ),
    );
    await expectMembers(
      "get-regions",
      under(
        "regions[]",
        "continentCode description displayName name availabilityZones[]",
        "relationalDatabaseAvailabilityZones[]",
      ),
    );
  });

  test("a domain, its entries and its end", async () => {
    const done = (type: string): string[] => [`${type} Domain example.com, all: Succeeded`];
    const of = (line: string): Promise<string[]> =>
      cli.operations(`${line} --domain-name example.com`);
    const entry = "--domain-entry name=quotes.example.com,type=A,target=192.0.2.8";
    expect(await of("create-domain")).toEqual(done("CreateDomain"));
    expect(await of(`create-domain-entry ${entry}`)).toEqual(done("CreateDomainEntry"));
    await expectMembers("get-domain --domain-name example.com", [
      ...under("domain", HEAD, "tags[]", ENTRY),
    ]);
    await expectMembers("get-domains", under("domains[]", HEAD, "tags[]", ENTRY));
    expect(await of(`delete-domain-entry ${entry}`)).toEqual(done("DeleteDomainEntry"));
    const { operation } = await cli.lightsail("delete-domain --domain-name example.com");
    // It belongs to no region.
    expect(operation).toMatchObject({
      ...{ operationType: "DeleteDomain", resourceName: "example.com" },
      location: { availabilityZone: "all", regionName: "global" },
    });
  });

  test("a peering", async () => {
    const told = (type: string) =>
      expect.stringMatching(
        new RegExp(`^${type} PeeredVpc vpc-0[0-9a-f]{16} \\(vpc-[0-9a-f]{8}\\), all: Succeeded$`),
      ) as string;
    expect(await cli.lightsail("is-vpc-peered")).toEqual({ isPeered: false });
    expect(await cli.operations("peer-vpc")).toEqual([told("PeeredVpc")]);
    expect(await cli.lightsail("is-vpc-peered")).toEqual({ isPeered: true });
    expect(await cli.operations("unpeer-vpc")).toEqual([told("UnpeeredVpc")]);
  });

  test("names and operations", async () => {
    await cli.lightsail("allocate-static-ip --static-ip-name venue");
    const { activeNames } = await cli.lightsail("get-active-names");
    expect(activeNames).toEqual(["venue"]);
    await expectMembers("get-operations", under("operations[]", OPERATION, "operationDetails"));
    const { operations } = await cli.lightsail<{ operations: { id: string }[] }>(
      "get-operations-for-resource --resource-name venue",
    );
    expect(membersOf({ operations })).toEqual(
      expect.arrayContaining(under("operations[]", OPERATION)),
    );
    await expectMembers(
      `get-operation --operation-id ${operations[0]?.id}`,
      under("operation", OPERATION),
    );
  });
});
