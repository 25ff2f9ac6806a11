import { resolve } from "node:path";
import type { QuantsError } from "../../core/errors.ts";
import { type AwsChoice, childEnvironment } from "./environment.ts";
import type { Located } from "./locate.ts";

/** Where Terraform runs for a stack, and in which environment. */
export interface Place {
  directory: string;
  /** Terraform's data folder, `.terraform` by default. */
  dataDir: string;
  environment(): Record<string, string>;
  /** Call before anything that talks to the provider. */
  ready(): Promise<void>;
  /** Why a plan can't be applied here; null when it can. */
  refusal(plan: Readonly<Record<string, unknown>>): QuantsError | null;
  close(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Terraform's data folder for a stack that runs in place. */
export function ownDataDir({ directory }: Located, env: Env): string {
  return resolve(directory, env["TF_DATA_DIR"] || ".terraform");
}

/** The stack's own folder, for runs against AWS. */
export function ownPlace(located: Located, env: Env, aws: AwsChoice): Place {
  return {
    directory: located.directory,
    dataDir: ownDataDir(located, env),
    environment: () => childEnvironment(env, aws),
    ready: async () => undefined,
    refusal: () => null,
    close: async () => undefined,
  };
}
