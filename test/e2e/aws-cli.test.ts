import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Finished, makeWorkplace, type Workplace } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const path = tool("aws");

const version = path === null ? "" : (await run(path, ["--version"])).stdout;
const [major = 0, minor = 0] = (/^aws-cli\/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
/** Version 1 ends with one status for every failure, version 2 tells them apart. */
const isFirst = major === 1;
/** An older one would send the call to AWS. */
const knowsEndpointVariable = minor >= (isFirst ? 29 : 13);
const SERVICE_ERROR = isFirst ? 255 : 254;
const WRONG_PARAMETER = isFirst ? 255 : 252;
const WRONG_USAGE = isFirst ? 2 : 252;

const ZONE = "ap-northeast-1a";

/** An instance for each test that changes one, so that they can run side by side. */
const HOSTS = {
  states: "states-host",
  ports: "ports-host",
  staticIp: "static-ip-host",
  tags: "tags-host",
  snapshot: "snapshot-host",
  addOn: "add-on-host",
  address: "address-host",
  deletion: "deletion-host",
};

interface Operation {
  id: string;
  operationType: string;
  status: string;
  isTerminal: boolean;
  resourceName: string;
  resourceType: string;
}

interface AwsInstance {
  name: string;
  arn: string;
  supportCode: string;
  publicIpAddress: string;
  privateIpAddress: string;
  ipv6Addresses: string[];
  sshKeyName: string;
  username: string;
  state: { name: string };
  hardware: { cpuCount: number };
}

describeWith("the AWS CLI drives the sandbox", { aws: path }, () => {
  let here: Workplace;
  let server: SandboxServer;
  beforeAll(async () => {
    here = makeWorkplace();
    server = await startSandbox(here);
    await operations(
      `create-instances --instance-names ${Object.values(HOSTS).join(" ")} --availability-zone ${ZONE} ` +
        "--blueprint-id ubuntu_22_04 --bundle-id small_3_0 --tags key=Role,value=web key=alone",
    );
  });
  afterAll(() => here.dispose());

  const limit = pLimit(2);
  /** Every argument is one word, so that a line can be written as it is typed. */
  const aws = (line: string, ...more: string[]): Promise<Finished> => {
    // By option: versions before 2.13 do not know AWS_ENDPOINT_URL.
    const argv = [
      "--endpoint-url",
      server.endpoint,
      "--output",
      "json",
      ...line.split(" "),
      ...more,
    ];
    const env = { ...server.env, AWS_PAGER: "" };
    return limit(() => here.spawn(path ?? "", argv, { env }).ended);
  };
  const ok = async <T>(line: string, ...more: string[]): Promise<T> => {
    const ended = await aws(line, ...more);
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    return (ended.stdout === "" ? {} : ended.json()) as T;
  };
  const absent = async (line: string): Promise<boolean> => {
    const { status, stderr } = await aws(`lightsail ${line}`);
    return status === SERVICE_ERROR && stderr.includes("NotFoundException");
  };
  const lightsail = <T>(line: string, ...more: string[]): Promise<T> =>
    ok<T>(`lightsail ${line}`, ...more);
  const operations = async (line: string, ...more: string[]): Promise<Operation[]> => {
    const answer = await lightsail<{ operations?: Operation[]; operation?: Operation }>(
      line,
      ...more,
    );
    return answer.operations ?? (answer.operation === undefined ? [] : [answer.operation]);
  };
  const quantsCtl = async <T>(...argv: string[]): Promise<T> => {
    const ended = await here.run([...argv, "--output", "json"], {
      env: { ...server.env, QUANTS_CTL_PROVIDER: "lightsail" },
    });
    expect(ended.status).toBe(0);
    return ended.json<T>();
  };

  test.concurrent("makes instances that quants-ctl sees the same", async () => {
    const made = await operations(
      `create-instances --instance-names web-1 web-2 --availability-zone ${ZONE} ` +
        "--blueprint-id ubuntu_22_04 --bundle-id small_3_0 --tags key=Role,value=web key=alone",
    );
    expect(made.map((it) => it.resourceName)).toEqual(["web-1", "web-2"]);
    expect(made[0]).toMatchObject({ operationType: "CreateInstance", resourceType: "Instance" });

    const { instance } = await lightsail<{ instance: AwsInstance }>(
      "get-instance --instance-name web-1",
    );
    const record = await quantsCtl<object>("infra", "info", "--name", "web-1");
    expect(record).toMatchObject({
      name: instance.name,
      public_ip: instance.publicIpAddress,
      private_ip: instance.privateIpAddress,
      ipv6_addresses: instance.ipv6Addresses,
      status: instance.state.name,
      bundle_id: "small_3_0",
      blueprint_id: "ubuntu_22_04",
      availability_zone: ZONE,
      arn: instance.arn,
      support_code: instance.supportCode,
      key_pair: instance.sshKeyName,
      username: instance.username,
      is_static_ip: false,
      tags: { Role: "web", alone: "" },
      hardware: { cpu_count: instance.hardware.cpuCount, ram_size_gb: 2, disk_size_gb: 60 },
    });
  });

  test.concurrent("sees what quants-ctl makes and changes", async () => {
    await quantsCtl("infra", "create", "--name", "ours", "--bundle", "nano_3_0", "--static-ip");
    const { instance } = await lightsail<{ instance: object }>("get-instance --instance-name ours");
    expect(instance).toMatchObject({ bundleId: "nano_3_0", isStaticIp: true });
    await quantsCtl("infra", "manage", "--name", "ours", "--action", "stop");
    expect(await lightsail("get-instance-state --instance-name ours")).toEqual({
      state: { code: 80, name: "stopped" },
    });
    await quantsCtl("infra", "destroy", "--name", "ours", "--yes");
    expect(await absent("get-instance --instance-name ours")).toBe(true);
    expect(await absent("get-static-ip --static-ip-name ours-static-ip")).toBe(true);
  });

  test.concurrent("stops, starts and reboots", async () => {
    for (const [verb, state] of [
      ["stop", "stopped"],
      ["start", "running"],
      ["reboot", "running"],
    ] as const) {
      await operations(`${verb}-instance --instance-name ${HOSTS.states}`);
      const answer = await lightsail<{ state: object }>(
        `get-instance-state --instance-name ${HOSTS.states}`,
      );
      expect(answer.state).toMatchObject({ name: state });
    }
  });

  test.concurrent("opens, closes and replaces ports", async () => {
    const ports = async (): Promise<string[]> => {
      const { portStates } = await lightsail<{
        portStates: { fromPort: number; protocol: string; state: string; cidrs: string[] }[];
      }>(`get-instance-port-states --instance-name ${HOSTS.ports}`);
      return portStates.map((it) => `${it.protocol}/${it.fromPort} ${it.state} ${it.cidrs}`);
    };
    expect((await ports()).toSorted()).toEqual(["tcp/22 open 0.0.0.0/0", "tcp/80 open 0.0.0.0/0"]);
    // Upper case as in the documentation's examples.
    const [opened] = await operations(
      `open-instance-public-ports --instance-name ${HOSTS.ports} --port-info fromPort=443,toPort=443,protocol=TCP`,
    );
    expect(opened).toMatchObject({ operationType: "OpenInstancePublicPorts" });
    await operations(
      `close-instance-public-ports --instance-name ${HOSTS.ports} --port-info fromPort=80,toPort=80,protocol=tcp`,
    );
    expect((await ports()).toSorted()).toEqual(["tcp/22 open 0.0.0.0/0", "tcp/443 open 0.0.0.0/0"]);
    await operations(
      `put-instance-public-ports --instance-name ${HOSTS.ports} --port-infos`,
      '[{"fromPort":8080,"toPort":8081,"protocol":"tcp","cidrs":["203.0.113.0/24"]}]',
    );
    expect(await ports()).toEqual(["tcp/8080 open 203.0.113.0/24"]);
    const { firewall_rules } = await quantsCtl<{ firewall_rules: object[] }>(
      ...["infra", "info", "--name", HOSTS.ports],
    );
    expect(firewall_rules).toEqual([
      {
        protocol: "tcp",
        from_port: 8080,
        to_port: 8081,
        cidrs: ["203.0.113.0/24"],
        ipv6_cidrs: [],
        cidr_list_aliases: [],
      },
    ]);
  });

  test.concurrent("allocates, attaches, detaches and releases a static IP", async () => {
    await operations("allocate-static-ip --static-ip-name fixed");
    expect(
      await operations(`attach-static-ip --static-ip-name fixed --instance-name ${HOSTS.staticIp}`),
    ).toHaveLength(2);
    const { staticIp } = await lightsail<{ staticIp: { ipAddress: string } }>(
      "get-static-ip --static-ip-name fixed",
    );
    expect(staticIp).toMatchObject({ isAttached: true, attachedTo: HOSTS.staticIp });
    const record = await quantsCtl<object>("infra", "info", "--name", HOSTS.staticIp);
    expect(record).toMatchObject({
      public_ip: staticIp.ipAddress,
      is_static_ip: true,
      static_ip_name: "fixed",
    });
    await operations("detach-static-ip --static-ip-name fixed");
    await operations(`attach-static-ip --static-ip-name fixed --instance-name ${HOSTS.staticIp}`);
    await operations("release-static-ip --static-ip-name fixed");
    expect(await absent("get-static-ip --static-ip-name fixed")).toBe(true);
  });

  test.concurrent("creates, imports, shows and deletes key pairs", async () => {
    const made = await lightsail<Record<"publicKeyBase64" | "privateKeyBase64", string>>(
      "create-key-pair --key-pair-name made",
    );
    expect(made.publicKeyBase64).toMatch(/^ssh-rsa AAAA/);
    expect(made.privateKeyBase64).toMatch(/^-----BEGIN/);
    await operations(
      "import-key-pair --key-pair-name brought --public-key-base64",
      made.publicKeyBase64,
    );
    const { keyPairs } = await lightsail<{ keyPairs: { name: string; fingerprint: string }[] }>(
      "get-key-pairs",
    );
    expect(keyPairs.map((it) => it.name).toSorted()).toEqual(["brought", "made"]);
    const { keyPair } = await lightsail<{ keyPair: object }>("get-key-pair --key-pair-name made");
    expect(keyPair).toMatchObject({ name: "made", resourceType: "KeyPair" });
    const fallback = await lightsail<object>("download-default-key-pair");
    expect(fallback).toHaveProperty("privateKeyBase64");
    await operations("delete-key-pair --key-pair-name made");
    await operations("delete-key-pair --key-pair-name brought");
    expect(await absent("get-key-pair --key-pair-name made")).toBe(true);
  });

  test.concurrent("tags and untags", async () => {
    await operations(
      `tag-resource --resource-name ${HOSTS.tags} --tags key=Role,value=db key=Extra,value=1`,
    );
    await operations(`untag-resource --resource-name ${HOSTS.tags} --tag-keys alone Extra`);
    const { tags } = await quantsCtl<{ tags: object }>("infra", "info", "--name", HOSTS.tags);
    expect(tags).toEqual({ Role: "db" });
  });

  test.concurrent("makes a snapshot and an instance from it", async () => {
    const begun = await operations(
      `create-instance-snapshot --instance-name ${HOSTS.snapshot} --instance-snapshot-name snap-1`,
    );
    expect(begun.map((it) => it.resourceType)).toEqual(["InstanceSnapshot", "Instance"]);
    const { instanceSnapshot } = await lightsail<{ instanceSnapshot: object }>(
      "get-instance-snapshot --instance-snapshot-name snap-1",
    );
    expect(instanceSnapshot).toMatchObject({
      state: "available",
      fromInstanceName: HOSTS.snapshot,
      fromBundleId: "small_3_0",
    });
    await operations(
      `create-instances-from-snapshot --instance-names copy --availability-zone ${ZONE} ` +
        "--bundle-id medium_3_0 --instance-snapshot-name snap-1",
    );
    const record = await quantsCtl<object>("infra", "info", "--name", "copy");
    expect(record).toMatchObject({ bundle_id: "medium_3_0", blueprint_id: "ubuntu_22_04" });
    await operations("delete-instance-snapshot --instance-snapshot-name snap-1");
    expect(await lightsail("get-instance-snapshots")).toEqual({ instanceSnapshots: [] });
  });

  test.concurrent("enables and disables an add-on", async () => {
    await operations(
      `enable-add-on --resource-name ${HOSTS.addOn} --add-on-request`,
      "addOnType=AutoSnapshot,autoSnapshotAddOnRequest={snapshotTimeOfDay=05:00}",
    );
    const addOns = async (): Promise<object> => {
      const { instance } = await lightsail<{ instance: { addOns: object } }>(
        `get-instance --instance-name ${HOSTS.addOn}`,
      );
      return instance.addOns;
    };
    expect(await addOns()).toMatchObject([
      { name: "AutoSnapshot", status: "Enabled", snapshotTimeOfDay: "05:00" },
    ]);
    expect(await lightsail(`get-auto-snapshots --resource-name ${HOSTS.addOn}`)).toMatchObject({
      resourceName: HOSTS.addOn,
      autoSnapshots: [],
    });
    await operations(`disable-add-on --resource-name ${HOSTS.addOn} --add-on-type AutoSnapshot`);
    expect(await addOns()).toMatchObject([{ name: "AutoSnapshot", status: "Disabled" }]);
  });

  test.concurrent("changes the kind of address and shows how to log in", async () => {
    await operations(
      `set-ip-address-type --resource-type Instance --resource-name ${HOSTS.address} --ip-address-type ipv4`,
    );
    const { instance } = await lightsail<{ instance: { ipv6Addresses?: string[] } }>(
      `get-instance --instance-name ${HOSTS.address}`,
    );
    expect(instance).toMatchObject({ ipAddressType: "ipv4" });
    expect(instance.ipv6Addresses ?? []).toEqual([]);
    const { accessDetails } = await lightsail<{ accessDetails: Record<string, unknown> }>(
      `get-instance-access-details --instance-name ${HOSTS.address}`,
    );
    expect(accessDetails).toMatchObject({ username: "ubuntu", protocol: "ssh" });
    expect(accessDetails["privateKey"]).toMatch(/^-----BEGIN/);
  });

  test.concurrent("deletes, and remembers what was done", async () => {
    const [deleted] = await operations(
      `delete-instance --instance-name ${HOSTS.deletion} --force-delete-add-ons`,
    );
    expect(deleted).toMatchObject({ operationType: "DeleteInstance", status: "Succeeded" });
    const { operation } = await lightsail<{ operation: Operation }>(
      `get-operation --operation-id ${deleted?.id}`,
    );
    expect(operation).toEqual(deleted);
    const ofOne = await operations(`get-operations-for-resource --resource-name ${HOSTS.deletion}`);
    expect(ofOne.map((it) => it.operationType)).toContain("DeleteInstance");
    const all = await operations("get-operations");
    expect(all.map((it) => it.id)).toContain(deleted?.id);
    const names = await lightsail<{ activeNames: string[] }>("get-active-names");
    expect(names.activeNames).not.toContain(HOSTS.deletion);
    expect(names.activeNames).toEqual(expect.arrayContaining([HOSTS.ports, HOSTS.tags]));
  });

  test.concurrent("reads the catalogue", async () => {
    const { regions } = await lightsail<{
      regions: { name: string; availabilityZones: object[] }[];
    }>("get-regions --include-availability-zones");
    const home = regions.find((it) => it.name === "ap-northeast-1");
    expect(home?.availabilityZones).toContainEqual({ zoneName: ZONE, state: "available" });
    const { bundles } = await lightsail<{ bundles: { bundleId: string; price: number }[] }>(
      "get-bundles",
    );
    expect(bundles.find((it) => it.bundleId === "small_3_0")?.price).toBe(12);
    const { blueprints } = await lightsail<{ blueprints: { blueprintId: string }[] }>(
      "get-blueprints",
    );
    expect(blueprints.map((it) => it.blueprintId)).toContain("ubuntu_22_04");
  });

  test
    .runIf(knowsEndpointVariable)
    .concurrent("needs no option with the variables of sandbox env", async () => {
      const ended = await here.shell(
        `eval "$(quants-ctl sandbox env --region eu-west-1)"; '${path}' lightsail get-instances`,
      );
      expect(ended).toMatchObject({ status: 0, stderr: "" });
      expect(ended.json()).toEqual({ instances: [] });
    });

  test.concurrent("learns who it is and which zones there are", async () => {
    const identity = await ok<object>("sts get-caller-identity");
    expect(identity).toMatchObject({ Account: expect.stringMatching(/^\d{12}$/) as string });
    const { AvailabilityZones } = await ok<{ AvailabilityZones: { ZoneName: string }[] }>(
      "ec2 describe-availability-zones",
    );
    expect(AvailabilityZones.map((it) => it.ZoneName)).toContain(ZONE);
  });

  test.concurrent.each([
    {
      line: "get-instance --instance-name absent",
      text: "(NotFoundException) when calling the GetInstance operation: The Instance does not exist: absent",
    },
    {
      line: `create-instances --instance-names states-host --availability-zone ${ZONE} --blueprint-id ubuntu_22_04 --bundle-id nano_3_0`,
      text: "(InvalidInputException) when calling the CreateInstances operation: Some names are already in use: states-host",
    },
    {
      line: `create-instances --instance-names new --availability-zone ${ZONE} --blueprint-id ubuntu_22_04 --bundle-id nano_1_0`,
      text: "The specified bundle does not exist in this region: nano_1_0",
    },
    {
      line: "get-static-ip --static-ip-name absent",
      text: "(NotFoundException) when calling the GetStaticIp operation: The StaticIp does not exist: absent",
    },
    {
      line: "get-disk --disk-name absent",
      text: "(NotFoundException) when calling the GetDisk operation: The Disk does not exist: absent",
    },
    {
      line: "stop-gui-session --resource-name absent",
      text: "(InvalidInputException) when calling the StopGUISession operation: The sandbox does not build StopGUISession",
    },
  ])("ends with the status of a service's error, and its words: $text", async ({ line, text }) => {
    const ended = await aws(`lightsail ${line}`);
    expect(ended).toMatchObject({ status: SERVICE_ERROR, stdout: "" });
    expect(ended.stderr).toContain(text);
  });

  test.each([
    ["get-disks", { disks: [] }],
    ["get-load-balancers", { loadBalancers: [] }],
    ["get-domains --region us-east-1", { domains: [] }],
    ["get-relational-databases", { relationalDatabases: [] }],
    ["get-container-services", { containerServices: [] }],
  ])("%s: an account's audit finds none (#11.13)", async (line, none) => {
    expect(await lightsail(line)).toEqual(none);
  });

  test.concurrent("finds wrong input itself, before anything is sent", async () => {
    expect((await aws("lightsail get-instance")).status).toBe(WRONG_USAGE);
    const ended = await aws(
      "lightsail get-instance-metric-data --instance-name states-host --metric-name CPUUtilization " +
        "--period 30 --start-time 1 --end-time 2 --unit Percent --statistics Average",
    );
    expect(ended.status).toBe(WRONG_PARAMETER);
    expect(ended.stderr).toContain("valid min value: 60");
  });

  test.concurrent("follows the pages of 250 instances, in another region of the same port", async () => {
    await here.run(["sandbox", "seed", "--instances", "250", "--region", "eu-west-1"]);
    const { instances } = await lightsail<{ instances: { name: string }[] }>(
      "get-instances --region eu-west-1",
    );
    expect(new Set(instances.map((it) => it.name)).size).toBe(250);
    const first = await lightsail<{ instances: object[]; nextPageToken: string }>(
      "get-instances --region eu-west-1 --no-paginate",
    );
    expect(first.instances.length).toBeLessThan(250);
    const second = await lightsail<{ instances: { name: string }[] }>(
      `get-instances --region eu-west-1 --no-paginate --page-token ${first.nextPageToken}`,
    );
    expect(second.instances[0]?.name).toBe(instances[first.instances.length]?.name);
    const ours = await quantsCtl<{ name: string }[]>("infra", "list", "--region", "eu-west-1");
    expect(new Set(ours.map((it) => it.name))).toEqual(new Set(instances.map((it) => it.name)));
  });
});
