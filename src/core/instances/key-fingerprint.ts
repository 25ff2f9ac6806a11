import { createHash, createPublicKey } from "node:crypto";

/**
 * The fingerprint that Lightsail shows of an imported key, as EC2 does: of an RSA key the MD5 of
 * its DER form, of an ed25519 key the SHA-256 in base64.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html
 * Null for a line that is no such key.
 */
export function keyFingerprint(line: string): string | null {
  const [algorithm = "", base64 = ""] = line.trim().split(/\s+/);
  const blob = Buffer.from(base64, "base64");
  const name = readString(blob, 0);
  const first = name === null ? null : readString(blob, name.end);
  if (first === null || name?.value.toString() !== algorithm) return null;
  if (algorithm === "ssh-ed25519") return createHash("sha256").update(blob).digest("base64");
  const second = readString(blob, first.end);
  if (algorithm !== "ssh-rsa" || second === null) return null;
  const [e, n] = [first.value.toString("base64url"), second.value.toString("base64url")];
  try {
    const key = createPublicKey({ format: "jwk", key: { kty: "RSA", e, n } });
    const digest = createHash("md5").update(key.export({ type: "spki", format: "der" }));
    return (digest.digest("hex").match(/../g) ?? []).join(":");
  } catch {
    return null;
  }
}

/** A length of four bytes, and as many bytes behind it. */
function readString(blob: Buffer, at: number): { value: Buffer; end: number } | null {
  if (at + 4 > blob.length) return null;
  const end = at + 4 + blob.readUInt32BE(at);
  return end > blob.length ? null : { value: blob.subarray(at + 4, end), end };
}
