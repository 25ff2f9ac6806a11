import { type KeyObject, createHash, createPrivateKey, createPublicKey } from "node:crypto";

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
    return ofPublicKey(createPublicKey({ format: "jwk", key: { kty: "RSA", e, n } }));
  } catch {
    return null;
  }
}

/**
 * Of a private RSA key, the fingerprint that EC2 shows when it made the key, the SHA-1 of its PKCS #8 form, and
 * the one of an imported key. Null for a text that is no such key.
 */
export function privateKeyFingerprints(pem: string): string[] | null {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa") return null;
    const made = colons("sha1", key.export({ type: "pkcs8", format: "der" }));
    return [made, ofPublicKey(createPublicKey(key))];
  } catch {
    return null;
  }
}

const ofPublicKey = (key: KeyObject): string =>
  colons("md5", key.export({ type: "spki", format: "der" }));

const colons = (algorithm: "md5" | "sha1", bytes: Buffer): string =>
  (createHash(algorithm).update(bytes).digest("hex").match(/../g) ?? []).join(":");

/** A length of four bytes, and as many bytes behind it. */
function readString(blob: Buffer, at: number): { value: Buffer; end: number } | null {
  if (at + 4 > blob.length) return null;
  const end = at + 4 + blob.readUInt32BE(at);
  return end > blob.length ? null : { value: blob.subarray(at + 4, end), end };
}
