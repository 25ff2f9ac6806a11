import {
  accessSync,
  constants,
  lstatSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { QuantsError } from "../errors.ts";
import { writeWholeFile } from "../files/whole-file.ts";
import { privateKeyFingerprints } from "../instances/key-fingerprint.ts";

/** Which key pair a file is for, and the request that makes it. */
export interface Reservation {
  region: string;
  name: string;
  request: string;
}

/** What is where a private key is to be written. */
export type KeyFile =
  | { is: "free" }
  | { is: "reserved"; request: string }
  /** A private key, with the fingerprints that a provider may show of it. */
  | { is: "key"; fingerprints: readonly string[] };

const RESERVED = /^# quants-ctl: for the private key of (\S+) in (\S+), request (\S+)\n$/;

/**
 * Looks before anything is made, as a key that can't be written is lost: throws `conflict` if another file is
 * there, and `failed` if none can be written.
 */
export function lookAtKeyFile(
  path: string,
  { region, name }: Omit<Reservation, "request">,
): KeyFile {
  const text = contentOf(path);
  if (text === null) {
    checkFolder(path);
    return { is: "free" };
  }
  const [, ofName, ofRegion, request] = RESERVED.exec(text) ?? [];
  if (request !== undefined && ofName === name && ofRegion === region) {
    return { is: "reserved", request };
  }
  const fingerprints = privateKeyFingerprints(text);
  if (fingerprints !== null) return { is: "key", fingerprints };
  throw fileInUse(path);
}

/** Takes the name: whatever comes there meanwhile, a private key never replaces it. */
export function reserveKeyFile(path: string, reservation: Reservation): void {
  try {
    writeFileSync(path, markOf(reservation), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw fileInUse(path);
    throw unwritable(path, error);
  }
}

/** Puts the private key into a file that was reserved for it. */
export function fillKeyFile(path: string, reservation: Reservation, privateKey: string): void {
  if (contentOf(path) !== markOf(reservation)) throw fileInUse(path);
  writeWholeFile(path, `${privateKey.trimEnd()}\n`, 0o600);
}

/** Gives the name up if there is still no key in it. */
export function releaseKeyFile(path: string, reservation: Reservation): void {
  if (contentOf(path) === markOf(reservation)) rmSync(path, { force: true });
}

export function fileInUse(path: string): QuantsError {
  return new QuantsError("conflict", `The file ${path} exists, and is never overwritten.`, {
    hint: "Choose another one for --private-key.",
    resource: path,
  });
}

const markOf = ({ region, name, request }: Reservation): string =>
  `# quants-ctl: for the private key of ${name} in ${region}, request ${request}\n`;

/** Null when there is none. */
function contentOf(path: string): string | null {
  try {
    // Of the link itself, which may lead nowhere.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null;
    const file = statSync(path);
    // A pipe would be waited for, and a device may never end.
    if (file.isFile() && file.size <= LARGEST) return readFileSync(path, "utf8");
  } catch {
    // It is there, and not ours to read.
  }
  throw fileInUse(path);
}

/** No private key is as large. */
const LARGEST = 64 * 1024;

function checkFolder(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): QuantsError {
  return new QuantsError("failed", `${path} can't be written: ${(cause as Error).message}.`, {
    hint: "Give --private-key a file in a folder that exists and is yours.",
    resource: path,
    cause,
  });
}
