import { join, resolve } from "node:path";
import { type AwsChoice, childEnvironment } from "./environment.ts";
import type { Located } from "./locate.ts";

/** Where Terraform runs for a stack, and with which environment. */
export interface Place {
  directory: string;
  /** Terraform's own folder, `.terraform` unless said otherwise. */
  dataDir: string;
  environment(): Record<string, string>;
  /** Before anything that talks to the provider. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The stack's own folder, against AWS. */
export function ownPlace(
  { directory }: Located,
  env: Readonly<Record<string, string | undefined>>,
  aws: AwsChoice,
): Place {
  return {
    directory,
    dataDir: resolve(directory, env["TF_DATA_DIR"] || join(directory, ".terraform")),
    environment: () => childEnvironment(env, aws),
    ready: async () => undefined,
    close: async () => undefined,
  };
}
