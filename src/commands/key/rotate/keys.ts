import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Context } from "../../../core/context.ts";
import type { SshControl } from "../../../core/contracts/ssh-control.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { keyFingerprint, privateKeyFingerprints } from "../../../core/instances/key-fingerprint.ts";
import { type PublicKey, parsePublicKey } from "../../../core/ssh/authorized-keys.ts";
import type { RotationKey } from "../../../core/ssh/rotate.ts";
import { advice, toRun } from "../../../core/text/advice.ts";

interface Asked {
  pair: string;
  identity: string;
  option: "--identity" | "--new-identity";
}

/** A key pair with its private key, which must be that of the pair as far as Lightsail tells. */
export async function readKey(
  { pair, identity, option }: Asked,
  ssh: SshControl,
  manager: BaseInfraManager,
  context: Context,
): Promise<RotationKey> {
  const line = await ssh.publicKeyOf(identity);
  const publicKey = parsePublicKey(line);
  if (publicKey === null) {
    throw new QuantsError("config_invalid", `The public key of ${identity} can't be read.`, {
      hint: "Give a private key as ssh-keygen or Lightsail makes it.",
      resource: identity,
    });
  }
  const there = await nullIfMissing(manager.keyPairs.get(pair, { signal: context.signal }));
  if (there === null && option === "--new-identity") {
    throw new QuantsError("not_found", `There is no key pair ${pair} in ${manager.region}.`, {
      hint: advice`Make it, or import its public key: ${toRun("key import", { name: pair, publicKey: "FILE", region: manager.region })}`,
      resource: pair,
    });
  }
  const shown = there?.fingerprint ?? null;
  if (shown !== null) {
    const own = fingerprintsOf(identity, publicKey, context);
    if (own === null) {
      context.narrator.warn(
        `whether ${identity} is the key of ${pair} can't be told by Lightsail's fingerprint`,
      );
    } else if (!own.includes(shown)) {
      throw new QuantsError("conflict", `${identity} is not the private key of ${pair}.`, {
        hint: `Check ${option}.`,
        resource: identity,
      });
    }
  }
  return { pair, identity: resolve(context.host.cwd, identity), publicKey };
}

/** Null where the file's form does not show what Lightsail's fingerprint of its own keys is made from. */
function fingerprintsOf(
  identity: string,
  { algorithm, base64 }: PublicKey,
  { host }: Context,
): string[] | null {
  const imported = keyFingerprint(`${algorithm} ${base64}`);
  const made = privateKeyFingerprints(readFileSync(resolve(host.cwd, identity), "utf8"));
  if (algorithm === "ssh-rsa" && made === null) return null;
  return [...(made ?? []), ...(imported === null ? [] : [imported])];
}
