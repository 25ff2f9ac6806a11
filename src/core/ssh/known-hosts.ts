import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { parseCidr } from "../firewall/cidr.ts";
import { QuantsError } from "../errors.ts";
import { HOST_NAME } from "../inventory/names.ts";
import type { HostKey } from "../model.ts";

export interface KnownHost {
  /** The host's name in the inventory, which ssh looks up with `HostKeyAlias`. */
  name: string;
  /** IPv4, IPv6 or a host name. */
  address: string;
  /** The port of its SSH server. */
  port: number;
  keys: readonly HostKey[];
}

/** Others are weak, or not keys of SSH servers. */
const ALGORITHMS: readonly string[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
];

/**
 * The host's lines of a known_hosts file, found by its address (with its port, unless that is 22)
 * and by its name. Skips other kinds of keys; throws `invalid_state` if none remains. Nothing in a
 * key's text can add a line, a marker or a pattern: a text that is not a key of its algorithm is a
 * `conflict`.
 */
export function knownHostsLines({ name, address, port, keys }: KnownHost): string {
  const places = spellingsOf(name, address).map((it) => (port === 22 ? it : `[${it}]:${port}`));
  // A name that is an address would make this host's key valid for whoever has that address.
  const where = [...places, ...(isIP(checked(name)) === 0 ? [name] : [])].join(",");
  const usable = keys.filter(({ algorithm }) => ALGORITHMS.includes(algorithm));
  if (usable.length === 0) {
    throw new QuantsError("invalid_state", `"${name}" has no trustworthy SSH host key.`, {
      hint: "Windows instances have none: exclude them, e.g. with --filter.",
      resource: name,
    });
  }
  return usable.map((key) => `${where} ${key.algorithm} ${textOf(key, name)}\n`).join("");
}

/** ssh looks up an address as typed, and IPv6 can be written in several ways. */
function spellingsOf(name: string, address: string): string[] {
  // An address with a zone (`fe80::1%eth0`) counts as valid, with any text after the sign.
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 0 && !HOST_NAME.test(address)) {
    throw new QuantsError(
      "conflict",
      `${JSON.stringify(address)} is not a valid address of "${name}".`,
      {
        hint: "A known_hosts file allows IP addresses and host names: choose another --address.",
        resource: name,
      },
    );
  }
  if (family !== 6) return [address];
  return [...new Set([address.toLowerCase(), parseCidr(address).text.replace("/128", "")])];
}

function checked(name: string): string {
  if (HOST_NAME.test(name)) return name;
  throw new QuantsError("conflict", `${JSON.stringify(name)} can't be in a known_hosts file.`, {
    hint: "A host name consists of letters, digits, '.', '-' and '_', starting with a letter or digit.",
    resource: name,
  });
}

function textOf({ algorithm, public_key: text, fingerprint_sha256 }: HostKey, name: string) {
  const blob = Buffer.from(text, "base64");
  const isKey =
    blob.toString("base64") === text &&
    blob.subarray(0, 4 + algorithm.length).equals(sshString(algorithm)) &&
    [null, fingerprintOf(blob)].includes(fingerprint_sha256);
  if (isKey) return text;
  throw new QuantsError("conflict", `A host key of "${name}" is not a valid ${algorithm} key.`, {
    hint: "Trust nothing that answers for this host until you know why. Compare it with the keys in the Lightsail console.",
    resource: name,
  });
}

function sshString(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}

function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}
