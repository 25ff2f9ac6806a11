import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateInstancesCommand, GetInstanceAccessDetailsCommand } from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { outputOf } from "../../helpers/run.ts";
import { describeWith, tool } from "../../helpers/tools.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances, tempDirectory } from "./harness.ts";

const details = async (client: ReturnType<typeof harness>["client"], instanceName = "web-1") =>
  (await client.send(new GetInstanceAccessDetailsCommand({ instanceName }))).accessDetails;

test("the host keys are stable, each instance's own, and rightly fingerprinted", async () => {
  const { client } = harness();
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  const first = await details(client);
  expect(first).toMatchObject({ protocol: "ssh", username: "ubuntu", instanceName: "web-1" });
  expect(first?.hostKeys?.map((key) => key.algorithm)).toEqual([
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
  ]);
  const [key] = first?.hostKeys ?? [];
  const blob = Buffer.from(key?.publicKey ?? "", "base64");
  const sha256 = createHash("sha256").update(blob).digest("base64").replace("=", "");
  expect(key?.fingerprintSHA256).toBe(`SHA256:${sha256}`);
  expect(key?.fingerprintSHA1).toMatch(/^SHA1:[A-Za-z0-9+/]{27}$/);
  expect((await details(client))?.hostKeys).toEqual(first?.hostKeys);
  expect((await details(client, "web-2"))?.hostKeys).not.toEqual(first?.hostKeys);
});

test("nothing is witnessed of an instance that is still coming up", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock, pace: "fast" });
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  expect(await details(client)).toMatchObject({ hostKeys: [] });
  await clock.advance(1_000);
  expect((await details(client))?.hostKeys).toHaveLength(2);
});

test("Windows has a password instead", async () => {
  const { client } = harness();
  await client.send(
    new CreateInstancesCommand({
      ...newInstances("win-1"),
      blueprintId: "windows_server_2022",
      bundleId: "small_win_3_0",
    }),
  );
  const access = await details(client, "win-1");
  expect(access).toMatchObject({ protocol: "rdp", username: "Administrator" });
  expect(access?.password).toMatch(/^.{16}$/);
  await expect(
    client.send(new GetInstanceAccessDetailsCommand({ instanceName: "win-1", protocol: "ssh" })),
  ).rejects.toThrow(/can't be reached by ssh/);
});

const sshKeygen = tool("ssh-keygen", null);
describeWith("OpenSSH", { "ssh-keygen": sshKeygen }, () => {
  test("reads the keys and the certificate", async () => {
    const directory = tempDirectory();
    const { client } = harness();
    await client.send(new CreateInstancesCommand(newInstances("web-1")));
    const access = await details(client);
    const key = join(directory, "key");
    writeFileSync(key, access?.privateKey ?? "", { mode: 0o600 });
    writeFileSync(`${key}-cert.pub`, access?.certKey ?? "");
    const keygen = (...argv: string[]): Promise<string> => outputOf(sshKeygen ?? "", argv);
    expect(await keygen("-y", "-f", key)).toMatch(/^ssh-ed25519 /);
    // `-L` prints a certificate only after it has checked its signature.
    expect(await keygen("-L", "-f", `${key}-cert.pub`)).toMatch(/Principals:\s+ubuntu/);
  });
});
