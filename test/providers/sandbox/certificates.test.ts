import {
  CreateCertificateCommand,
  DeleteCertificateCommand,
  GetCertificatesCommand,
  TagResourceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness } from "./harness.ts";

const certificateName = "site-1";

test("a certificate is asked for, found with its records, tagged and deleted", async () => {
  const { client } = harness();
  const { certificate, operations } = await client.send(
    new CreateCertificateCommand({
      ...{ certificateName, domainName: "example.com" },
      subjectAlternativeNames: ["www.example.com", "example.com"],
    }),
  );
  expect(operations).toMatchObject([
    { operationType: "CreateCertificate", resourceType: "Certificate", status: "Succeeded" },
  ]);
  const record = (domainName: string) => ({
    domainName,
    validationStatus: "PENDING_VALIDATION",
    resourceRecord: {
      name: expect.stringMatching(new RegExp(String.raw`^_[0-9a-f]{32}\.${domainName}\.$`)),
      type: "CNAME",
      value: expect.stringContaining(".acm-validations.aws."),
    },
  });
  expect(certificate).toMatchObject({
    ...{ certificateName, domainName: "example.com" },
    certificateArn: expect.stringMatching(/:Certificate\/[0-9a-f-]{36}$/),
    certificateDetail: {
      ...{ name: certificateName, status: "PENDING_VALIDATION", inUseResourceCount: 0 },
      subjectAlternativeNames: ["example.com", "www.example.com"],
      domainValidationRecords: [record("example.com"), record("www.example.com")],
    },
  });
  await client.send(
    new TagResourceCommand({ resourceName: certificateName, tags: [{ key: "A", value: "1" }] }),
  );
  const get = async (input = {}) =>
    (await client.send(new GetCertificatesCommand(input))).certificates ?? [];
  // Its details come with its name alone, which Terraform relies on.
  expect(await get({ certificateName })).toMatchObject([
    { certificateDetail: { ...certificate?.certificateDetail, tags: [{ key: "A", value: "1" }] } },
  ]);
  expect((await get())[0]).not.toHaveProperty("certificateDetail");
  expect((await get({ includeCertificateDetails: true }))[0]).toHaveProperty("certificateDetail");
  expect(await get({ certificateStatuses: ["ISSUED"] })).toEqual([]);
  await client.send(new DeleteCertificateCommand({ certificateName }));
  await expect(get({ certificateName })).rejects.toThrow("The Certificate does not exist: site-1");
});

test("it is issued where a fault plan says so, but not for a name that nobody can have", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock, pace: "fast", faults: { certificates: "issued" } });
  for (const [name, domainName] of [
    ["site-1", "example.com"],
    ["site-2", "nobody.test"],
  ] as const) {
    await client.send(new CreateCertificateCommand({ certificateName: name, domainName }));
  }
  await clock.advance(1_000);
  const { certificates } = await client.send(
    new GetCertificatesCommand({ includeCertificateDetails: true }),
  );
  expect(certificates?.map((it) => it.certificateDetail)).toMatchObject([
    {
      ...{ status: "ISSUED", issuerCA: "Amazon", serialNumber: expect.any(String) },
      notAfter: expect.any(Date),
    },
    {
      ...{ status: "FAILED", requestFailureReason: "INVALID_PUBLIC_DOMAIN" },
      domainValidationRecords: [],
    },
  ]);
  const all = await client.send(new GetCertificatesCommand({ certificateStatuses: ["ISSUED"] }));
  expect(all.certificates?.map((it) => it.certificateName)).toEqual(["site-1"]);
});

test.each([
  ["site 1", "example.com", "is not a valid resource name"],
  ["site-1", "example", "example is not a valid domain name"],
])("%j for %j is refused", async (name, domainName, message) => {
  const { client } = harness();
  await expect(
    client.send(new CreateCertificateCommand({ certificateName: name, domainName })),
  ).rejects.toThrow(message);
});
