import { createHash } from "node:crypto";

/** The public half of a key, as a line of an authorized_keys file has it. */
export interface PublicKey {
  algorithm: string;
  base64: string;
}

const PUBLIC_KEY = /^((?:ssh|ecdsa|sk)-[a-z0-9@.-]+) ([A-Za-z0-9+/]+={0,3})(?:\s|$)/;

/** Null for a text that is no public key; nothing in one that is means anything to a shell. */
export function parsePublicKey(text: string): PublicKey | null {
  const [, algorithm, base64] = PUBLIC_KEY.exec(text.trim()) ?? [];
  return algorithm === undefined || base64 === undefined ? null : { algorithm, base64 };
}

/** As ssh shows it. */
export function sshFingerprint({ base64 }: PublicKey): string {
  const digest = createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}

/** Which of two keys an account lets in, by its file. */
export interface Authorized {
  old: boolean;
  new: boolean;
}

const PROLOGUE = `set -eu
umask 077
mkdir -p "$HOME/.ssh"
file="$HOME/.ssh/authorized_keys"
[ -e "$file" ] || : >"$file"
file=$(readlink -f -- "$file")
has() { grep -v '^[[:space:]]*#' -- "$1" | grep -qF -- "$2"; }
`;

/** Replaces the file whole or not at all, with its owner and mode. */
const REPLACE = `mv -f -- "$next" "$file"
sync "$file" 2>/dev/null || :
`;

const COPY = `next=$(mktemp -- "$file.XXXXXX")
trap 'rm -f -- "$next"' EXIT
cp -p -- "$file" "$next"
`;

/** Changes nothing. */
export function lookScript(oldKey: PublicKey, newKey: PublicKey): string {
  return `set -eu
file="$HOME/.ssh/authorized_keys"
has() { [ -e "$file" ] && grep -v '^[[:space:]]*#' -- "$file" | grep -qF -- "$1" && echo yes || echo no; }
echo "old $(has '${oldKey.base64}')"
echo "new $(has '${newKey.base64}')"
`;
}

/** Null for what is no answer to `lookScript`. */
export function parseLook(stdout: string): Authorized | null {
  const [, old, current] = /^old (yes|no)\nnew (yes|no)$/m.exec(stdout.trim()) ?? [];
  return old === undefined ? null : { old: old === "yes", new: current === "yes" };
}

export function authorizeScript(newKey: PublicKey, name: string): string {
  return `${PROLOGUE}if ! has "$file" '${newKey.base64}'; then
${COPY}[ -z "$(tail -c 1 -- "$next")" ] || echo >>"$next"
printf '%s\\n' '${newKey.algorithm} ${newKey.base64} ${name}' >>"$next"
${REPLACE}fi
`;
}

/** Only while the other key is in the file: nobody is locked out. */
export function revokeScript(oldKey: PublicKey, newKey: PublicKey): string {
  return `${PROLOGUE}${COPY}grep -vF -- '${oldKey.base64}' "$file" >"$next" || :
has "$next" '${newKey.base64}'
${REPLACE}`;
}
