import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsCli, awsPath, HEAD, membersOf, startAwsCli, under } from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const MINUTES = 60_000;

const LOAD_BALANCER = [
  "tags[] dnsName state protocol publicPorts[]# healthCheckPath instancePort#",
  ...under("instanceHealthSummary[]", "instanceName instanceHealth"),
  ...under("tlsCertificateSummaries[]", "name isAttached?"),
  ...under(
    "configurationOptions",
    "SessionStickinessEnabled SessionStickiness_LB_CookieDurationSeconds",
  ),
].join(" ");
const CERTIFICATE = [
  "loadBalancerName isAttached? status domainName issuedAt issuer keyAlgorithm notAfter notBefore",
  "serial signatureAlgorithm subject subjectAlternativeNames[]",
  ...under("domainValidationRecords[]", "name type value validationStatus domainName"),
].join(" ");

/** Each step uses what the one before has made. */
describeWith("load balancers by the AWS CLI, after its own examples", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli("us-west-2", { faults: { certificates: "issued" } });
    await cli.lightsail(
      "create-instances --instance-names page-1 page-2 --availability-zone us-west-2b " +
        "--blueprint-id nginx --bundle-id nano_3_0",
    );
    await cli.clock.advance(10 * MINUTES);
  });
  afterAll(() => cli.dispose());

  const of = async (line: string): Promise<string[]> => {
    const texts = await cli.operations(`${line} --load-balancer-name front`);
    await cli.clock.advance(60 * MINUTES);
    return texts;
  };
  const certificate = (type: string, name: string): string[] => [
    `${type}LoadBalancerTlsCertificate LoadBalancerTlsCertificate ${name} (front), all: Succeeded`,
    `${type}LoadBalancerTlsCertificate LoadBalancer front (${name}), all: Succeeded`,
  ];
  const gone = (name: string): string[] => [
    `DeleteLoadBalancerTlsCertificate LoadBalancerTlsCertificate ${name}, all: Started`,
    "DeleteLoadBalancerTlsCertificate LoadBalancer front, all: Started",
  ];

  test("one is made, with a certificate, and another for it", async () => {
    expect(
      await of(
        "create-load-balancer --instance-port 80 --certificate-name first " +
          "--certificate-domain-name example.com " +
          "--certificate-alternative-names www.example.com test.example.com",
      ),
    ).toEqual([
      "CreateLoadBalancer LoadBalancer front, all: Started",
      ...certificate("Create", "first"),
    ]);
    expect(
      await of(
        "create-load-balancer-tls-certificate --certificate-name second " +
          "--certificate-domain-name example.com --certificate-alternative-names abc.example.com",
      ),
    ).toEqual(certificate("Create", "second"));
  });

  test("instances and a certificate are attached", async () => {
    const each = (name: string): string[] => [
      `AttachInstancesToLoadBalancer LoadBalancer front (${name}), all: Started`,
      `AttachInstancesToLoadBalancer Instance ${name} (front), all: Started`,
    ];
    expect(await of("attach-instances-to-load-balancer --instance-names page-1 page-2")).toEqual([
      ...each("page-1"),
      ...each("page-2"),
    ]);
    expect(await of("attach-load-balancer-tls-certificate --certificate-name second")).toEqual(
      certificate("Attach", "second").toReversed(),
    );
  });

  test("they are told by name, and all of them", async () => {
    for (const [line, path, members] of [
      ["get-load-balancer --load-balancer-name front", "loadBalancer", LOAD_BALANCER],
      ["get-load-balancers", "loadBalancers[]", LOAD_BALANCER],
      [
        "get-load-balancer-tls-certificates --load-balancer-name front",
        "tlsCertificates[]",
        CERTIFICATE,
      ],
    ] as const) {
      expect(membersOf(await cli.lightsail(line))).toEqual(
        expect.arrayContaining(under(path, HEAD, members)),
      );
    }
  });

  test("certificates are deleted, the last with the load balancer", async () => {
    expect(await of("delete-load-balancer-tls-certificate --certificate-name first")).toEqual(
      gone("first"),
    );
    expect(await of("delete-load-balancer")).toEqual([
      "DeleteLoadBalancer LoadBalancer front, all: Succeeded",
      ...gone("second"),
    ]);
  });
});
