import type { Context } from "../../core/context.ts";
import type { StackRequest } from "../../core/contracts/terraform-control.ts";
import { oneRegionName } from "../shared/regions.ts";

/** Options of every command that runs Terraform, as the command line and the config file give them. */
export interface StackOptions {
  /** The stack's name. */
  argument?: string;
  /** What stood behind `--`. */
  extra?: readonly string[];
  dir?: string;
  workspace?: string;
  binary?: string;
  var?: readonly string[];
  varFile?: readonly string[];
}

export async function stackRequest(options: StackOptions, context: Context): Promise<StackRequest> {
  const { region } = context.settings;
  return {
    name: options.argument,
    dir: options.dir,
    workspace: options.workspace,
    binary: options.binary,
    // Against AWS the provider block may have its own; a server of this program needs one.
    region:
      region === undefined && !context.provider.isEmbedded
        ? undefined
        : await oneRegionName(context),
    vars: options.var,
    varFiles: options.varFile,
    extra: options.extra,
  };
}
