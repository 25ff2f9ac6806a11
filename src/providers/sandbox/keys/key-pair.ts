import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { generateRsa } from "./generate.ts";
import { publicLine, rsaBlob } from "./openssh.ts";
import { readString } from "./wire.ts";

export interface KeyMaterial {
  /** `ssh-rsa BASE64`. */
  publicKey: string;
  /** PEM. */
  privateKey: string;
  fingerprint: string;
}

/** An RSA key as EC2 makes them; its fingerprint is the SHA-1 of the private key. */
export async function newRsaKey(): Promise<KeyMaterial> {
  const privateKey = await generateRsa();
  return {
    publicKey: publicLine("ssh-rsa", rsaBlob(privateKey)),
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    fingerprint: colons("sha1", privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

/**
 * A public key to import: an OpenSSH line, or base64 of one. Its fingerprint is what EC2
 * gives an imported key. Undefined when it is neither RSA nor ed25519.
 */
export function parsePublicKey(text: string): Omit<KeyMaterial, "privateKey"> | undefined {
  const line = lineOf(text) ?? lineOf(Buffer.from(text, "base64").toString("utf8"));
  if (line === undefined) return undefined;
  const { algorithm, blob } = line;
  const publicKey = publicLine(algorithm, blob);
  const name = readString(blob, 0);
  if (name?.value.toString() !== algorithm) return undefined;
  const first = readString(blob, name.end);
  if (first === undefined) return undefined;
  if (algorithm === "ssh-ed25519") {
    if (first.value.length !== 32 || first.end !== blob.length) return undefined;
    return { publicKey, fingerprint: createHash("sha256").update(blob).digest("base64") };
  }
  const second = readString(blob, first.end);
  if (second === undefined || second.end !== blob.length) return undefined;
  const key = rsaKey(first.value, second.value);
  if (key === undefined) return undefined;
  return { publicKey, fingerprint: colons("md5", key.export({ type: "spki", format: "der" })) };
}

function lineOf(text: string): { algorithm: string; blob: Buffer } | undefined {
  const match = /^(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(text.trim());
  const [, algorithm, base64] = match ?? [];
  if (algorithm === undefined || base64 === undefined) return undefined;
  return { algorithm, blob: Buffer.from(base64, "base64") };
}

function rsaKey(e: Buffer, n: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({
      format: "jwk",
      key: { kty: "RSA", e: e.toString("base64url"), n: n.toString("base64url") },
    });
  } catch {
    return undefined;
  }
}

const colons = (algorithm: "md5" | "sha1", bytes: Buffer): string =>
  (createHash(algorithm).update(bytes).digest("hex").match(/../g) ?? []).join(":");
