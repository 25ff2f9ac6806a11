import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AwsCli,
  awsPath,
  HEAD,
  INSTANCE,
  membersOf,
  startAwsCli,
  under,
} from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const MINUTES = 60_000;
const ZONE = "us-west-2b";

/** Each step uses what the one before has made. */
describeWith("instances by the AWS CLI, after its own examples", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli("us-west-2");
  });
  afterAll(() => cli.dispose());

  const create = (names: string): Promise<string[]> =>
    cli.operations(
      `create-instances --instance-names ${names} --availability-zone ${ZONE} ` +
        "--blueprint-id nodejs --bundle-id micro_3_0",
    );

  test("are made, one or several", async () => {
    expect(await create("feed")).toEqual([`CreateInstance Instance feed, ${ZONE}: Started`]);
    expect(await create("bot-1 bot-2")).toEqual([
      `CreateInstance Instance bot-1, ${ZONE}: Started`,
      `CreateInstance Instance bot-2, ${ZONE}: Started`,
    ]);
    await cli.clock.advance(10 * MINUTES);
  });

  test("are told by name, and all of them", async () => {
    expect(membersOf(await cli.lightsail("get-instance --instance-name feed"))).toEqual(
      expect.arrayContaining(under("instance", HEAD, INSTANCE)),
    );
    expect(membersOf(await cli.lightsail("get-instances"))).toEqual(
      expect.arrayContaining(under("instances[]", HEAD, INSTANCE)),
    );
    expect(await cli.lightsail("get-instance-state --instance-name feed")).toEqual({
      state: { code: 16, name: "running" },
    });
  });

  test("are rebooted, stopped and started", async () => {
    expect(await cli.operations("reboot-instance --instance-name bot-1")).toEqual([
      `RebootInstance Instance bot-1 (), ${ZONE}: Succeeded`,
    ]);
    await cli.clock.advance(10 * MINUTES);
    for (const [verb, type] of [
      ["stop", "StopInstance"],
      ["start", "StartInstance"],
    ]) {
      expect(await cli.operations(`${verb}-instance --instance-name bot-1`)).toEqual([
        `${type} Instance bot-1, ${ZONE}: Started`,
      ]);
      await cli.clock.advance(10 * MINUTES);
    }
  });

  test("have ports, opened and closed one at a time", async () => {
    for (const [verb, type] of [
      ["close", "Close"],
      ["open", "Open"],
    ]) {
      const line = `${verb}-instance-public-ports --instance-name bot-2`;
      expect(
        await cli.operations(`${line} --port-info fromPort=22,protocol=TCP,toPort=22`),
      ).toEqual([`${type}InstancePublicPorts Instance bot-2 (22/tcp), ${ZONE}: Succeeded`]);
    }
    expect(
      membersOf(await cli.lightsail("get-instance-port-states --instance-name bot-2")),
    ).toEqual(expect.arrayContaining(under("portStates[]", "fromPort# toPort# protocol state")));
  });

  test("have static IPs", async () => {
    const of = (verb: string, more = ""): Promise<string[]> =>
      cli.operations(`${verb}-static-ip --static-ip-name venue${more}`);
    const both = (type: string): string[] => [
      `${type} StaticIp venue (bot-2), all: Succeeded`,
      `${type} Instance bot-2 (venue), ${ZONE}: Succeeded`,
    ];
    expect(await of("allocate")).toEqual(["AllocateStaticIp StaticIp venue, all: Succeeded"]);
    expect(await of("attach", " --instance-name bot-2")).toEqual(both("AttachStaticIp"));
    const member = "ipAddress isAttached? attachedTo";
    expect(membersOf(await cli.lightsail("get-static-ip --static-ip-name venue"))).toEqual(
      expect.arrayContaining(under("staticIp", HEAD, member)),
    );
    expect(membersOf(await cli.lightsail("get-static-ips"))).toEqual(
      expect.arrayContaining(under("staticIps[]", HEAD, member)),
    );
    expect(await of("detach")).toEqual(both("DetachStaticIp"));
    expect(await of("release")).toEqual(["ReleaseStaticIp StaticIp venue, all: Succeeded"]);
  });

  test("have key pairs", async () => {
    const made = await cli.lightsail("create-key-pair --key-pair-name night-shift");
    expect(made).toMatchObject({
      keyPair: { name: "night-shift", resourceType: "KeyPair" },
      operation: { operationType: "CreateKeyPair", status: "Succeeded", isTerminal: true },
      privateKeyBase64: expect.stringMatching(/^-----BEGIN RSA PRIVATE KEY-----\n/),
      publicKeyBase64: expect.stringMatching(/^ssh-rsa \S+/),
    });
    expect(membersOf(await cli.lightsail("get-key-pair --key-pair-name night-shift"))).toEqual(
      expect.arrayContaining(under("keyPair", HEAD, "tags[] fingerprint")),
    );
    expect(membersOf(await cli.lightsail("get-key-pairs"))).toEqual(
      expect.arrayContaining(under("keyPairs[]", HEAD, "tags[] fingerprint")),
    );
    expect(await cli.operations("delete-key-pair --key-pair-name night-shift")).toEqual([
      "DeleteKeyPair KeyPair night-shift, all: Succeeded",
    ]);
  });

  test("tell how to log in, and forget their host keys", async () => {
    expect(
      membersOf(await cli.lightsail("get-instance-access-details --instance-name feed")),
    ).toEqual(
      expect.arrayContaining([
        ...under("accessDetails", "certKey ipAddress privateKey protocol instanceName username"),
        ...under("accessDetails.hostKeys[]", "algorithm publicKey witnessedAt"),
        ...under("accessDetails.hostKeys[]", "fingerprintSHA1 fingerprintSHA256"),
      ]),
    );
    expect(await cli.operations("delete-known-host-keys --instance-name feed")).toEqual([
      `DeleteKnownHostKeys Instance feed, ${ZONE}: Succeeded`,
    ]);
  });

  test("tell their metrics by the hour", async () => {
    await cli.clock.advance(24 * 60 * MINUTES);
    const end = Math.floor(cli.clock.now() / 1000);
    const answer = await cli.lightsail(
      "get-instance-metric-data --instance-name feed --metric-name CPUUtilization --period 7200 " +
        `--start-time ${end - 43_200} --end-time ${end} --unit Percent --statistics Average`,
    );
    expect(membersOf(answer)).toEqual([
      ...["metricName"],
      ...under("metricData[]", "average# timestamp unit"),
    ]);
  });

  test("are deleted, and let go of their disks first", async () => {
    await cli.lightsail(
      `create-disk --disk-name books --availability-zone ${ZONE} --size-in-gb 16`,
    );
    await cli.clock.advance(10 * MINUTES);
    await cli.lightsail("attach-disk --disk-name books --disk-path /dev/xvdf --instance-name feed");
    await cli.clock.advance(10 * MINUTES);
    expect(await cli.operations("delete-instance --instance-name feed")).toEqual([
      `DetachDisk Disk books (feed), ${ZONE}: Started`,
      `DetachDisk Instance feed (books), ${ZONE}: Started`,
      `DeleteInstance Instance feed, ${ZONE}: Succeeded`,
    ]);
  });
});
