import { expect, test } from "vitest";
import { keyFingerprint } from "../../../src/core/instances/key-fingerprint.ts";
import { generateRsa } from "../../../src/providers/sandbox/keys/generate.ts";
import { publicLine, rsaBlob } from "../../../src/providers/sandbox/keys/openssh.ts";
import { harness } from "../../providers/lightsail/harness.ts";

const ED25519 =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9HZ3sdBzUQkzPYvtHZ2mUB4u9GEIrgOQVqf7sKp1sM ops@host";

test("it is the one that the service shows of an imported key", async () => {
  const privateKey = await generateRsa();
  const rsa = publicLine("ssh-rsa", rsaBlob(privateKey));
  const { keyPairs } = harness().manager;
  for (const [name, line] of [
    ["one", ED25519],
    ["two", rsa],
  ] as const) {
    const { fingerprint } = await keyPairs.import(name, line);
    expect(keyFingerprint(line)).toBe(fingerprint);
  }
});

test.each([
  "",
  "ssh-ed25519",
  "ssh-ed25519 AAAA",
  "ssh-dss AAAAB3NzaC1kc3MAAAABAQ==",
  "ssh-rsa !!",
])("%j is no key", (line) => expect(keyFingerprint(line)).toBeNull());
