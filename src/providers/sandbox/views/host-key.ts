import { createHash } from "node:crypto";
import { seconds } from "../identity.ts";
import type { SshKey } from "../state/records.ts";

export function hostKeyView(key: SshKey, witnessedAt: number): object {
  const base64 = key.publicKey.split(" ")[1] ?? "";
  const fingerprint = (algorithm: "sha1" | "sha256"): string =>
    `${algorithm.toUpperCase()}:${createHash(algorithm)
      .update(Buffer.from(base64, "base64"))
      .digest("base64")
      .replace(/=+$/, "")}`;
  return {
    algorithm: key.algorithm,
    publicKey: base64,
    witnessedAt: seconds(witnessedAt),
    fingerprintSHA1: fingerprint("sha1"),
    fingerprintSHA256: fingerprint("sha256"),
  };
}
