import {
  type ED25519KeyPairOptions,
  type KeyObject,
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
} from "node:crypto";
import { promisify } from "node:util";

/**
 * New private keys, of which every export is safe: they have been through DER. Node's own
 * objects are not: while one that was just made is exported as JWK, it is locked, and a garbage
 * collection at that moment, which frees the job that made it, waits for the same lock for ever.
 * Nothing but SIGKILL ends the process then (Node 20.20: ~KeyGenJob below ExportJWKInner).
 */
const DER: ED25519KeyPairOptions<"der", "der"> = {
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
};

export const generateEd25519 = (): KeyObject => imported(generateKeyPairSync("ed25519", DER));

export const generateP256 = (): KeyObject =>
  imported(generateKeyPairSync("ec", { namedCurve: "P-256", ...DER }));

/** Of 2048 bits, which takes a while. */
export const generateRsa = async (): Promise<KeyObject> =>
  imported(await promisify(generateKeyPair)("rsa", { modulusLength: 2048, ...DER }));

function imported({ privateKey }: { privateKey: Buffer }): KeyObject {
  return createPrivateKey({ key: privateKey, ...DER.privateKeyEncoding });
}
