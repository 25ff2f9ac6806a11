import {
  type ED25519KeyPairOptions,
  type KeyObject,
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
} from "node:crypto";
import { promisify } from "node:util";

/**
 * New private keys, of which every export is safe: they come as DER. Node's own
 * objects are not: while one that was just made is exported as JWK, it is locked, and a garbage
 * collection at that moment, which frees the job that made it, waits for the same lock for ever.
 * Nothing but SIGKILL ends the process then (Node 20.20: ~KeyGenJob below ExportJWKInner). Reading
 * a small key's DER back takes ten times as long as finding its parts there.
 */
const DER: ED25519KeyPairOptions<"der", "der"> = {
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
};

/** The raw parts, of 32 bytes each. */
export function generateEd25519(): { secret: Buffer; publicPart: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519", DER);
  return { secret: privateKey.subarray(-32), publicPart: publicKey.subarray(-32) };
}

/** The secret number, and the point in its uncompressed form, of 65 bytes. */
export function generateP256(): { secret: Buffer; point: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256", ...DER });
  const start = privateKey.indexOf(EC_PRIVATE_KEY) + EC_PRIVATE_KEY.length;
  return { secret: privateKey.subarray(start, start + 32), point: publicKey.subarray(-65) };
}

/** ECPrivateKey's version and the head of the secret (RFC 5915). */
const EC_PRIVATE_KEY = Buffer.from("0201010420", "hex");

/** Of 2048 bits, which takes a while. */
export async function generateRsa(): Promise<KeyObject> {
  const options = { modulusLength: 2048, ...DER };
  const { privateKey } = await promisify(generateKeyPair)("rsa", options);
  return createPrivateKey({ key: privateKey, ...DER.privateKeyEncoding });
}
