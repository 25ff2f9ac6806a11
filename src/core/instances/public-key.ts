/** The kinds that Lightsail takes. */
const PUBLIC_KEY = /^(?:ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{40,}={0,2}(?: [^\r\n]*)?$/;

/** Why a line can't be imported as a public key, to follow its name; null if it can. */
export function publicKeyFault(line: string): string | null {
  if (line.includes("PRIVATE KEY")) {
    return "is a private key: give the public one, which ends in .pub";
  }
  return PUBLIC_KEY.test(line) ? null : "is no public key of the kind ssh-ed25519 or ssh-rsa";
}
