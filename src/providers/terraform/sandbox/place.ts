import { advice, toRun } from "../../../core/text/advice.ts";
import { createHash } from "node:crypto";
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../../core/files/make-folder.ts";
import type { Narrator } from "../../../core/context.ts";
import { QuantsError } from "../../../core/errors.ts";
import type { LocalServer } from "../../../core/contracts/local-server.ts";
import type {
  SandboxControl,
  SandboxStartOptions,
} from "../../../core/contracts/sandbox-control.ts";
import { sandboxEnvironment } from "../environment.ts";
import type { Located } from "../locate.ts";
import type { Place } from "../place.ts";
import { missingUpstream } from "./missing-upstream.ts";
import { refreshCopy } from "./working-copy.ts";

/**
 * Runs a stack against the sandbox: in a copy, with its own state beside the sandbox's, so that
 * neither the stack's files nor its real state are touched.
 */
export async function sandboxPlace(
  located: Located,
  region: string,
  env: Readonly<Record<string, string | undefined>>,
  access: LocalServer,
  narrator: Narrator,
): Promise<Place> {
  const control = await access.control();
  const { directory: home } = await control.status();
  const root = rootOf(located, home);
  const state = join(root, "state");
  makeFolder(state);
  const copy = refreshCopy(located.directory, root);
  for (const folder of copy.linked) {
    narrator.warn(
      `${folder} is too large to copy: what the stack writes there changes the original`,
    );
  }
  writeFileSync(join(copy.directory, "quants_sandbox_override.tf"), override(state));
  const emptyFile = join(root, "no-aws-settings");
  writeFileSync(emptyFile, "", { mode: 0o600 });

  let server: Served | undefined;
  return {
    directory: copy.directory,
    dataDir: dataDirIn(located, home),
    environment: () =>
      sandboxEnvironment(env, {
        endpoint: server?.endpoint,
        region,
        emptyFile,
        dataDir: dataDirIn(located, home),
      }),
    async ready() {
      server ??= await serve(control, access.start);
    },
    refusal: (plan) => (server?.upstream ? null : missingUpstream(plan, located.name)),
    async close() {
      await server?.stop();
    },
  };
}

/** Terraform's data folder for a stack that runs against the sandbox in this folder. */
export function dataDirIn(located: Located, home: string): string {
  return join(rootOf(located, home), "data");
}

function rootOf(located: Located, home: string): string {
  return join(home, "stacks", idOf(located));
}

interface Served {
  endpoint: string;
  upstream: string | null;
  stop(): Promise<void>;
}

/**
 * The server that is running on the sandbox's folder, or else one that lives as long as this
 * command.
 */
async function serve(control: SandboxControl, start: LocalServer["start"]): Promise<Served> {
  const wanted = start();
  const running = await runningServer(control, wanted);
  if (running !== null) return running;
  try {
    return await control.start(wanted);
  } catch (error) {
    // Another one started between the check and the start.
    const isConflict = error instanceof QuantsError && error.code === "conflict";
    const other = isConflict ? await runningServer(control, wanted) : null;
    if (other === null) throw error;
    return other;
  }
}

async function runningServer(
  control: SandboxControl,
  wanted: SandboxStartOptions,
): Promise<Served | null> {
  const { endpoint, upstream } = await control.status();
  if (endpoint === null) return null;
  if (wanted.upstream !== undefined && wanted.upstream !== upstream) {
    throw new QuantsError(
      "conflict",
      `The sandbox server ${endpoint} has ${upstream === null ? "no upstream" : `another upstream, ${upstream}`}.`,
      {
        hint: advice`Stop it (${toRun("sandbox stop")}) and repeat the command, or unset QUANTS_CTL_SANDBOX_UPSTREAM.`,
        resource: wanted.upstream,
      },
    );
  }
  return { endpoint, upstream, stop: async () => undefined };
}

/** One for each folder: two stacks may have the same name. */
function idOf({ name, directory }: Located): string {
  const hash = createHash("sha256").update(realpathSync(directory)).digest("hex").slice(0, 8);
  return `${name.replaceAll(/[^\w.-]/g, "_")}-${hash}`;
}

function override(state: string): string {
  return `# Written by quants-ctl for a run against the sandbox: this state is not the real one.
terraform {
  backend "local" {
    path          = ${JSON.stringify(join(state, "terraform.tfstate"))}
    workspace_dir = ${JSON.stringify(join(state, "workspaces"))}
  }
}
`;
}
