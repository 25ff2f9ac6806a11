import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Secrets that every command under test could see, and that none may show or keep. */
export const CANARIES = {
  AWS_ACCESS_KEY_ID: "AKIACANARYCANARY0000",
  AWS_SECRET_ACCESS_KEY: "canary/secret+access/key/9f2c61d07b",
  AWS_SESSION_TOKEN: "canary-session-token-4be1790c35aa",
} as const;

/** For the user data that a test hands to an instance. */
export const USER_DATA_CANARY = "canary-user-data-58e0d1c7";

const SECRETS = [
  CANARIES.AWS_SECRET_ACCESS_KEY,
  CANARIES.AWS_SESSION_TOKEN,
  USER_DATA_CANARY,
  Buffer.from(USER_DATA_CANARY).toString("base64"),
];
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Throws when the text holds a secret; every captured output of ours goes through here. */
export function refuseSecrets(text: string, where: string): void {
  const found = PRIVATE_KEY.exec(text)?.[0] ?? SECRETS.find((it) => text.includes(it));
  if (found === undefined) return;
  throw new Error(`A secret shows in ${where}: ${found.slice(0, 30)}`);
}

/** The same for every text below a folder: journals, cached answers. Compiled code is none. */
export function refuseSecretsBelow(folder: string): void {
  for (const file of filesBelow(folder)) {
    const text = readFileSync(file, "latin1");
    if (!text.includes("\0")) refuseSecrets(text, file);
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
