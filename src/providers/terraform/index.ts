import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Host, Narrator } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { DEFAULT_REGION, type Settings, showsProgress } from "../../core/settings.ts";
import type { LocalServer } from "../../core/contracts/local-server.ts";
import type { StackRequest, TerraformControl } from "../../core/contracts/terraform-control.ts";
import { checkExtra, withoutBackend } from "./arguments.ts";
import { findBinary } from "./binary.ts";
import { type Located, listStacks, locateStack } from "./locate.ts";
import { type Place, ownDataDir, ownPlace } from "./place.ts";
import { dataDirIn, sandboxPlace } from "./sandbox/place.ts";
import { openStack } from "./stack.ts";
import { readInstances } from "./state/instances.ts";

export interface TerraformOptions {
  host: Host;
  settings: Settings;
  narrator: Narrator;
  /** The server that copies of stacks run against; null to run stacks themselves against AWS. */
  server: LocalServer | null;
}

/** Runs Terraform or OpenTofu as child processes, and reads their states. */
export function createTerraform(options: TerraformOptions): TerraformControl {
  const { host } = options;
  return {
    list: async (folder) => listStacks(folder, host.cwd, await dataDirs(options)),
    locate: async (request) => locateStack(request, host.cwd),

    async withStack(request, work) {
      checkExtra(request.extra ?? []);
      const located = locateStack(request, host.cwd);
      const binary = findBinary(request.binary, host.env, host.cwd);
      const place = await placeOf(located, request, options);
      const isCopy = options.server !== null;
      const flags = isCopy ? { provider: options.settings.provider } : {};
      const extra = isCopy ? withoutBackend(request.extra ?? []) : request.extra;
      const stack = openStack({
        located,
        request: { ...request, extra },
        binary,
        place,
        host,
        narrator: options.narrator,
        // A person must see what they are asked about, even with --quiet.
        showsOutput: host.stderr.isTTY === true || showsProgress(options.settings, host.stderr),
        flags,
      });
      try {
        return await work(stack);
      } finally {
        stack.close();
        await place.close();
      }
    },

    readStateFile: async (path) => readInstances(readState(path, host.cwd), path),
  };
}

async function dataDirs({ host, server }: TerraformOptions): Promise<(stack: Located) => string> {
  if (server === null) return (stack) => ownDataDir(stack, host.env);
  const { directory } = await (await server.control()).status();
  return (stack) => dataDirIn(stack, directory);
}

async function placeOf(
  located: Located,
  request: StackRequest,
  { host, settings, narrator, server }: TerraformOptions,
): Promise<Place> {
  if (server !== null) {
    return sandboxPlace(located, request.region ?? DEFAULT_REGION, host.env, server, narrator);
  }
  return ownPlace(located, host.env, {
    profile: settings.profile,
    region: request.region,
    endpoint: settings.endpointUrl,
  });
}

function readState(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `can't be read (${String(code)})`;
    throw new QuantsError("config_not_found", `The state file ${path} ${why}.`, {
      hint: "Check the path given to --state-file.",
      resource: path,
      cause: error,
    });
  }
}
