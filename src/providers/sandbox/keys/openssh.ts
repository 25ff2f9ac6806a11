import { type KeyObject, randomBytes } from "node:crypto";
import type { SshKey } from "../state/records.ts";
import { generateEd25519, generateP256 } from "./generate.ts";
import { mpint, sshString, uint32 } from "./wire.ts";

const field = (key: KeyObject, name: "e" | "n"): Buffer =>
  Buffer.from(key.export({ format: "jwk" })[name] ?? "", "base64url");

/** The blob that `ssh-rsa BASE64` holds. */
export const rsaBlob = (key: KeyObject): Buffer =>
  Buffer.concat([sshString("ssh-rsa"), mpint(field(key, "e")), mpint(field(key, "n"))]);

export const publicLine = (algorithm: string, blob: Buffer): string =>
  `${algorithm} ${blob.toString("base64")}`;

export function newEd25519Key(comment: string): SshKey {
  const { secret, publicPart } = generateEd25519();
  const both = sshString(Buffer.concat([secret, publicPart]));
  return sshKey("ssh-ed25519", [sshString(publicPart)], [both], comment);
}

export function newEcdsaKey(comment: string): SshKey {
  const { secret, point } = generateP256();
  const fields = [sshString("nistp256"), sshString(point)];
  return sshKey("ecdsa-sha2-nistp256", fields, [mpint(secret)], comment);
}

function sshKey(
  algorithm: string,
  publicFields: readonly Buffer[],
  privateFields: readonly Buffer[],
  comment: string,
): SshKey {
  const blob = Buffer.concat([sshString(algorithm), ...publicFields]);
  return {
    algorithm,
    publicKey: publicLine(algorithm, blob),
    privateKey: privateFile(blob, Buffer.concat([blob, ...privateFields]), comment),
  };
}

/** OpenSSH's unencrypted private key file (PROTOCOL.key in its sources). */
function privateFile(publicBlob: Buffer, privateBlob: Buffer, comment: string): string {
  const check = randomBytes(4);
  const content = Buffer.concat([check, check, privateBlob, sshString(comment)]);
  const padding = Buffer.from(
    Array.from({ length: (8 - (content.length % 8)) % 8 }, (_, index) => index + 1),
  );
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    sshString("none"),
    sshString("none"),
    sshString(""),
    uint32(1),
    sshString(publicBlob),
    sshString(Buffer.concat([content, padding])),
  ]);
  const lines = file.toString("base64").replace(/.{70}(?=.)/g, "$&\n");
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
