import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import * as z from "zod";
import { QuantsError } from "../errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import { stateFolder } from "../files/user-folders.ts";
import { readIfThere, writeWholeFile } from "../files/whole-file.ts";
import type { DesiredFleet, DesiredInstance } from "./desired.ts";

/** What the files said when they were last applied as a whole. */
export interface AppliedFleet {
  fleet: string;
  /** ISO 8601 in UTC. */
  at: string;
  regions: readonly string[];
  instances: readonly DesiredInstance[];
}

const schema = z.object({
  format: z.literal(1),
  fleet: z.string(),
  at: z.string(),
  // They become parts of endpoints.
  regions: z.array(z.string().regex(/^[a-z0-9-]+$/)),
  instances: z.array(z.looseObject({ id: z.string(), region: z.string() })),
});

export function appliedText(fleet: DesiredFleet, at: number): string {
  const { name, regions, instances } = fleet;
  const applied = { format: 1, fleet: name, at: new Date(at).toISOString(), regions, instances };
  return `${JSON.stringify(applied, null, 2)}\n`;
}

/** Null for what is no such text: it then counts as unknown. */
export function parseApplied(text: string): AppliedFleet | null {
  try {
    return schema.parse(JSON.parse(text)) as unknown as AppliedFleet;
  } catch {
    return null;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** One file for each fleet of each account, known by what identifies that. */
function pathOf(env: Env, fleet: string, identity: string): string {
  const account = createHash("sha256").update(identity).digest("hex").slice(0, 12);
  return join(stateFolder(env), "fleets", `${fleet}.${account}.json`);
}

/** What this user last applied; null if it is not known. */
export function readApplied(env: Env, fleet: string, identity: string): AppliedFleet | null {
  const text = readIfThere(pathOf(env, fleet, identity));
  return text === null ? null : parseApplied(text);
}

/** It names what exists: only its user may read it. */
export function writeApplied(env: Env, fleet: string, identity: string, text: string): void {
  const path = pathOf(env, fleet, identity);
  try {
    makeFolder(dirname(path));
  } catch (error) {
    throw new QuantsError(
      "failed",
      `What was applied can't be noted in ${path}: ${(error as Error).message}.`,
      {
        hint: "Make its folder writable, and apply again: fleet drift needs it.",
        resource: path,
        cause: error,
      },
    );
  }
  writeWholeFile(path, text, 0o600);
}
