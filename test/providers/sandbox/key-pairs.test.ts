import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import {
  CreateInstancesCommand,
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DownloadDefaultKeyPairCommand,
  GetInstanceCommand,
  GetKeyPairCommand,
  GetKeyPairsCommand,
  ImportKeyPairCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { generateRsa } from "../../../src/providers/sandbox/keys/generate.ts";
import { publicLine, rsaBlob } from "../../../src/providers/sandbox/keys/openssh.ts";
import { harness, newInstances } from "./harness.ts";

const colons = (bytes: Buffer): string => bytes.toString("hex").match(/../g)?.join(":") ?? "";

test("a created key pair is a real one", async () => {
  const { client } = harness();
  const created = await client.send(
    new CreateKeyPairCommand({ keyPairName: "key-1", tags: [{ key: "Team", value: "x" }] }),
  );
  const privateKey = createPrivateKey(created.privateKeyBase64 ?? "");
  expect(created.publicKeyBase64).toBe(publicLine("ssh-rsa", rsaBlob(createPublicKey(privateKey))));
  expect(created.operation).toMatchObject({
    operationType: "CreateKeyPair",
    status: "Succeeded",
    location: { availabilityZone: "all" },
  });
  const { keyPair } = await client.send(new GetKeyPairCommand({ keyPairName: "key-1" }));
  expect(keyPair).toEqual(created.keyPair);
  const der = privateKey.export({ type: "pkcs8", format: "der" });
  expect(keyPair).toMatchObject({
    arn: expect.stringContaining(":KeyPair/"),
    supportCode: expect.stringMatching(/\/key-1$/),
    tags: [{ key: "Team", value: "x" }],
    fingerprint: colons(createHash("sha1").update(der).digest()),
  });
});

test("a name that is taken is refused", async () => {
  const { client } = harness();
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  for (const keyPairName of ["web-1", "LightsailDefaultKeyPair"]) {
    await expect(client.send(new CreateKeyPairCommand({ keyPairName }))).rejects.toThrow(
      `Some names are already in use: ${keyPairName}`,
    );
  }
});

test("an imported key keeps its public part, plain or in base64", async () => {
  const { client } = harness();
  const publicKey = createPublicKey(await generateRsa());
  const line = publicLine("ssh-rsa", rsaBlob(publicKey));
  const der = publicKey.export({ type: "spki", format: "der" });
  const fingerprint = colons(createHash("md5").update(der).digest());
  const forms = { plain: `${line} me@home\n`, encoded: Buffer.from(line).toString("base64") };
  for (const [keyPairName, publicKeyBase64] of Object.entries(forms)) {
    const { operation } = await client.send(
      new ImportKeyPairCommand({ keyPairName, publicKeyBase64 }),
    );
    expect(operation).toMatchObject({ operationType: "ImportKeyPair", status: "Succeeded" });
    const { keyPair } = await client.send(new GetKeyPairCommand({ keyPairName }));
    expect(keyPair?.fingerprint).toBe(fingerprint);
  }
  await client.send(new CreateInstancesCommand({ ...newInstances("web-1"), keyPairName: "plain" }));
  const { instance } = await client.send(new GetInstanceCommand({ instanceName: "web-1" }));
  expect(instance?.sshKeyName).toBe("plain");
});

test.each([
  "",
  "ssh-rsa",
  "ssh-rsa AAAA",
  "ssh-dss AAAAB3NzaC1kc3M=",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
])("refuses to import %j", async (publicKeyBase64) => {
  const { client } = harness();
  await expect(
    client.send(new ImportKeyPairCommand({ keyPairName: "key-1", publicKeyBase64 })),
  ).rejects.toThrow(/not a valid RSA or ed25519 key/);
});

test("the default key pair is there once an instance uses it, and on request only", async () => {
  const { client } = harness();
  const list = async (includeDefaultKeyPair?: boolean) =>
    (await client.send(new GetKeyPairsCommand({ includeDefaultKeyPair }))).keyPairs?.map(
      (keyPair) => keyPair.name,
    );
  expect(await list(true)).toEqual([]);
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  expect(await list()).toEqual([]);
  expect(await list(true)).toEqual(["LightsailDefaultKeyPair"]);
  const first = await client.send(new DownloadDefaultKeyPairCommand({}));
  const again = await client.send(new DownloadDefaultKeyPairCommand({}));
  expect(again.privateKeyBase64).toBe(first.privateKeyBase64);
  expect(createPrivateKey(first.privateKeyBase64 ?? "").asymmetricKeyType).toBe("rsa");
});

test("deleting", async () => {
  const { client } = harness();
  await client.send(new CreateKeyPairCommand({ keyPairName: "key-1" }));
  await client.send(new DownloadDefaultKeyPairCommand({}));
  const remove = (keyPairName: string, expectedFingerprint?: string) =>
    client.send(new DeleteKeyPairCommand({ keyPairName, expectedFingerprint }));
  await expect(remove("LightsailDefaultKeyPair")).rejects.toThrow(/fingerprint is required/);
  await expect(remove("key-1", "00:11")).rejects.toThrow(/does not match/);
  expect((await remove("key-1")).operation).toMatchObject({ operationType: "DeleteKeyPair" });
  await expect(remove("key-1")).rejects.toThrow("The KeyPair does not exist: key-1");
});
