import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Finished, Workplace } from "./process.ts";
import { tool } from "./tools.ts";

const SOURCE = fileURLToPath(new URL("../../terraform", import.meta.url));

/** For `describeWith`: what a test with the AWS provider needs. */
export const terraformTools = (): Record<string, string | null> => ({
  terraform: tool("terraform"),
  "a mirror of the AWS provider": awsProviderMirror(),
});

let mirror: string | null | undefined;

/** The folder of a filesystem mirror that holds hashicorp/aws, searched in the usual places. */
export function awsProviderMirror(): string | null {
  mirror ??= findMirror();
  return mirror;
}

/** Folders deeper than this below a root, or beyond this number, are not looked at. */
const DEPTH = 6;
const MAX_FOLDERS = 40_000;

function findMirror(): string | null {
  // HOME is a test's own by now.
  const { homedir } = userInfo();
  const named = [process.env["TF_PLUGIN_MIRROR"], process.env["TF_PLUGIN_CACHE_DIR"]];
  const roots = [...named, "/opt", homedir, "/root", "/home", "/usr/local", "/usr/share", "/var"];
  let looked = 0;
  for (const root of roots) {
    let level = root === undefined ? [] : [root];
    for (let depth = 0; depth <= DEPTH && level.length > 0; depth += 1) {
      const next: string[] = [];
      for (const folder of level) {
        looked += 1;
        if (looked > MAX_FOLDERS) return null;
        // MIRROR/HOST/hashicorp/aws, where the host is a domain.
        if (folder.endsWith("/hashicorp/aws") && basename(join(folder, "../..")).includes(".")) {
          return join(folder, "../../..");
        }
        next.push(...subfolders(folder));
      }
      level = next;
    }
  }
  return null;
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["node_modules", ".git"].includes(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

export interface Terraform {
  /** The copy of the root module. */
  readonly directory: string;
  /** What Terraform needs, for a program that runs it. */
  readonly env: Readonly<Record<string, string>>;
  /** Fails the test with what Terraform said unless it ends with `status`. */
  run(argv: readonly string[], status?: number): Promise<Finished>;
}

/** A copy of terraform/ in a repository of its own, so that nothing is written into ours. */
export function copyModules(workplace: Workplace): string {
  const repository = join(workplace.directory, "repository");
  cpSync(SOURCE, join(repository, "terraform"), {
    recursive: true,
    filter: (path) =>
      !/\.terraform|\.tfstate|^(?!variant-).*\.tfvars$|\.tfplan$/.test(basename(path)),
  });
  return repository;
}

/** Terraform in a root module, with the mirror for its providers and `endpoint` for AWS. */
export function terraformIn(
  workplace: Workplace,
  directory: string,
  env: Readonly<Record<string, string>> = {},
): Terraform {
  const config = join(workplace.directory, "terraform.rc");
  const installation =
    awsProviderMirror() === null
      ? ""
      : `filesystem_mirror { path = ${JSON.stringify(awsProviderMirror())} }`;
  writeFileSync(config, `provider_installation {\n  ${installation}\n}\n`);
  return withEnvironment(workplace, directory, {
    ...env,
    TF_CLI_CONFIG_FILE: config,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    // The provider's schema is large: less collecting, a fifth less time.
    GOGC: "400",
  });
}

/**
 * The same, once it is initialised, with a provider that goes on running, in its environment.
 * To check and to start one for each command is half of the time of a plan; the tests of the
 * `stack` commands do.
 */
export async function attachProvider(
  workplace: Workplace,
  terraform: Terraform,
): Promise<Terraform> {
  const { directory, env } = terraform;
  const providers = join(directory, ".terraform", "providers");
  const folder = readdirSync(providers, { recursive: true, encoding: "utf8" }).find((path) =>
    /\/hashicorp\/aws\/[^/]+\/[^/]+$/.test(path),
  );
  // A link into the mirror, which a recursive look does not follow.
  const place = join(providers, folder ?? "");
  const name = readdirSync(place).find((it) => it.startsWith("terraform-provider-aws_"));
  if (name === undefined) throw new Error(`There is no AWS provider in ${place}.`);
  const provider = workplace.spawn(join(place, name), ["-debug"], { env });
  const [, reattach = ""] = await provider.until(/TF_REATTACH_PROVIDERS='([^']+)'/);
  return withEnvironment(workplace, directory, { ...env, TF_REATTACH_PROVIDERS: reattach });
}

function withEnvironment(
  workplace: Workplace,
  directory: string,
  env: Readonly<Record<string, string>>,
): Terraform {
  return {
    directory,
    env,
    async run(argv, status = 0) {
      const finished = await workplace.spawn(
        tool("terraform") ?? "terraform",
        [`-chdir=${directory}`, ...argv],
        { env },
      ).ended;
      if (finished.status !== status) {
        throw new Error(
          `terraform ${argv.join(" ")} ended with ${finished.status}, not ${status}:\n` +
            `${finished.stdout}\n${finished.stderr}`,
        );
      }
      return finished;
    },
  };
}

/** Terraform's messages without colours, and without the folding at 78 columns. */
export const unfolded = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/[│╷╵\s]+/g, " ");
