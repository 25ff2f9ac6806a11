import { createPrivateKey, randomBytes, sign } from "node:crypto";
import type { SshKey } from "../state/records.ts";
import { readString, sshString, uint32, uint64 } from "./wire.ts";

const TYPE = "ssh-ed25519-cert-v01@openssh.com";
const USER = 1;

export interface CertificateOptions {
  user: SshKey;
  authority: SshKey;
  principal: string;
  keyId: string;
  /** Milliseconds since the epoch. */
  from: number;
  until: number;
}

/** A user certificate (PROTOCOL.certkeys in OpenSSH's sources) for an ed25519 key, as one line. */
export function certificate(options: CertificateOptions): string {
  const authority = blobOf(options.authority);
  const publicPart = readString(blobOf(options.user), sshString("ssh-ed25519").length);
  const body = Buffer.concat([
    sshString(TYPE),
    sshString(randomBytes(32)),
    sshString(publicPart?.value ?? ""),
    uint64(0),
    uint32(USER),
    sshString(options.keyId),
    sshString(sshString(options.principal)),
    uint64(Math.floor(options.from / 1000)),
    uint64(Math.floor(options.until / 1000)),
    sshString(""),
    sshString(Buffer.concat([sshString("permit-pty"), sshString("")])),
    sshString(""),
    sshString(authority),
  ]);
  const signature = sign(null, body, signingKey(options.authority));
  const signed = sshString(Buffer.concat([sshString("ssh-ed25519"), sshString(signature)]));
  return `${TYPE} ${Buffer.concat([body, signed]).toString("base64")}`;
}

const blobOf = (key: SshKey): Buffer => Buffer.from(key.publicKey.split(" ")[1] ?? "", "base64");

/** The 32 secret bytes stand in the file between their length, 64, and the public part. */
function signingKey(key: SshKey): ReturnType<typeof createPrivateKey> {
  const publicPart = blobOf(key).subarray(-32);
  const file = Buffer.from(key.privateKey.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const end = file.lastIndexOf(publicPart);
  return createPrivateKey({
    format: "jwk",
    key: {
      kty: "OKP",
      crv: "Ed25519",
      d: file.subarray(end - 32, end).toString("base64url"),
      x: publicPart.toString("base64url"),
    },
  });
}
