import { REGION } from "../definition/options.ts";
import { QuantsError } from "../../core/errors.ts";
import { option, optionList, argument } from "../definition/option.ts";

export const NAME = argument({
  name: "[name]",
  help: "folder under terraform/environments",
  names: "stacks",
});

export const EXTRA = { name: "[arguments...]", help: "after --: more arguments for Terraform" };

export const DIR = option({
  flags: "-d, --dir <folder>",
  help: "the stack's folder, when it is elsewhere",
  flagOnly: true,
});

export const WORKSPACE = option({
  flags: "-w, --workspace <name>",
  help: "workspace; it must exist",
  default: "the selected one",
  env: ["TF_WORKSPACE"],
  parse: checkWorkspaceName,
});

export const BINARY = option({
  flags: "--binary <program>",
  help: "terraform or tofu, by name or path",
  default: "the first of them on the PATH",
  env: ["QUANTS_CTL_TERRAFORM"],
});

export const WHERE = optionList([DIR, WORKSPACE, BINARY, REGION]);

export const VARIABLES = optionList([
  {
    flags: "--var <name=value>",
    inFile: "map of values",
    help: "variable of the stack; repeat it for several",
    repeat: true,
    parse: checkVariable,
  },
  {
    flags: "--var-file <file>",
    help: "file with variables; repeat it for several",
    repeat: true,
  },
]);

function checkWorkspaceName(text: string): string {
  if (/^[\w.~-]+$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not the name of a workspace.`, {
    hint: "Use letters, digits, - and _.",
    resource: text,
  });
}

function checkVariable(text: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_-]*=/u.test(text)) return text;
  // The value is not repeated: it may be a secret.
  throw new QuantsError("invalid_input", "A --var is not of the form name=value.", {
    hint: "For example --var instance_count=2, or --var 'cidrs=[\"203.0.113.0/24\"]'.",
  });
}
