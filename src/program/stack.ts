import { QuantsError } from "../core/errors.ts";
import { DRY_RUN, LIST_OPTIONS, REGION, YES } from "./globals.ts";
import type { ArgumentSpec, CommandSpec, GroupSpec, OptionSpec } from "./spec.ts";

const NAME: ArgumentSpec = {
  name: "[name]",
  help: "folder under terraform/environments",
  names: "stacks",
};

const EXTRA = { name: "[arguments...]", help: "behind --: more arguments for Terraform" };

const DIR: OptionSpec = {
  flags: "-d, --dir <folder>",
  help: "the stack's folder, when it is elsewhere",
  flagOnly: true,
};

const WORKSPACE: OptionSpec = {
  flags: "-w, --workspace <name>",
  help: "workspace; it must exist (default: the selected one)",
  env: ["TF_WORKSPACE"],
  parse: checkWorkspaceName,
};

const BINARY: OptionSpec = {
  flags: "--binary <program>",
  help: "terraform or tofu, by name or path (default: the first of them on the PATH)",
  env: ["QUANTS_CTL_TERRAFORM"],
};

const WHERE: readonly OptionSpec[] = [DIR, WORKSPACE, BINARY, REGION];

const VARIABLES: readonly OptionSpec[] = [
  {
    flags: "--var <name=value>",
    help: "variable of the stack; repeat it for several",
    repeat: true,
    parse: checkVariable,
  },
  {
    flags: "--var-file <file>",
    help: "file with variables; repeat it for several",
    repeat: true,
  },
];

const init: CommandSpec = {
  name: "init",
  summary: "prepare a stack: download its providers and modules",
  examples: ["quants-ctl stack init dev", "quants-ctl stack init dev --provider sandbox"],
  argument: NAME,
  extra: EXTRA,
  options: [
    ...WHERE,
    {
      flags: "--create-workspace",
      help: "make the workspace given by --workspace, if it is not there",
      flagOnly: true,
    },
  ],
  load: () => import("../commands/stack/init.ts"),
};

const plan: CommandSpec = {
  name: "plan",
  summary: "show what an apply would change",
  about:
    "Terraform's own plan goes to stderr, the counts to stdout. The exit status is 0 with and " +
    "without changes; scripts read `changed`. Counts exclude each other: a replacement is counted " +
    "as one, not as an addition and a destruction.",
  examples: [
    "quants-ctl stack plan dev --output json | jq .changed",
    "quants-ctl stack plan prod -- -target=module.network",
  ],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES],
  load: () => import("../commands/stack/plan.ts"),
};

const apply: CommandSpec = {
  name: "apply",
  summary: "make a stack what its files say",
  about:
    "Plans, shows the plan, asks for the stack's name, and applies exactly what was shown. Without a " +
    "terminal it needs --yes. What is otherwise than the state has it is told, and the state takes it over.",
  examples: [
    "quants-ctl stack apply dev",
    "quants-ctl stack apply dev --provider sandbox --yes --output json",
  ],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES],
  load: () => import("../commands/stack/apply.ts"),
};

const refresh: CommandSpec = {
  name: "refresh",
  summary: "take over into the state what changed outside of Terraform",
  about:
    "Shows what is otherwise than the state has it, asks for the stack's name, and writes it into the " +
    "state. Nothing else is changed. Without a terminal it needs --yes.",
  examples: ["quants-ctl stack refresh dev --dry-run", "quants-ctl stack refresh dev --yes"],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES, DRY_RUN],
  load: () => import("../commands/stack/refresh.ts"),
};

const destroy: CommandSpec = {
  name: "destroy",
  summary: "delete everything that a stack made",
  about:
    "Plans the destruction, shows it, asks for the stack's name, and does exactly what was shown. " +
    "Without a terminal it needs --yes.",
  examples: ["quants-ctl stack destroy dev"],
  argument: NAME,
  extra: EXTRA,
  options: [...WHERE, ...VARIABLES, YES],
  load: () => import("../commands/stack/destroy.ts"),
};

const adopt: CommandSpec = {
  name: "adopt",
  summary: "take into the state what exists already under the stack's names",
  about:
    "For what an interrupted apply left behind: instances and static IPs that the stack would make, " +
    "that exist in Lightsail, and that its state does not have. Shows them, asks for the stack's name, " +
    "and has Terraform import each. Without a terminal it needs --yes.",
  examples: ["quants-ctl stack adopt dev --dry-run", "quants-ctl stack adopt dev --name dev-1"],
  argument: NAME,
  extra: EXTRA,
  options: [
    ...WHERE,
    ...VARIABLES,
    {
      flags: "-n, --name <name>",
      help: "only this one; repeat it for several",
      repeat: true,
      flagOnly: true,
    },
    YES,
    DRY_RUN,
  ],
  load: () => import("../commands/stack/adopt.ts"),
};

export const stack: GroupSpec = {
  name: "stack",
  summary: "run Terraform stacks, on AWS or on the sandbox",
  commands: [
    {
      name: "list",
      aliases: ["ls"],
      summary: "list the stacks of the project",
      examples: ["quants-ctl stack list", "quants-ctl stack list --output name"],
      options: [
        { ...DIR, help: "the folder that holds the stacks (default: terraform/environments)" },
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/stack/list.ts"),
    },
    init,
    plan,
    apply,
    refresh,
    adopt,
    {
      name: "output",
      summary: "print the outputs of a stack",
      examples: [
        "quants-ctl stack output dev --field monitor_ip",
        "quants-ctl stack output dev --output json | jq -r .monitor_ip.value",
      ],
      argument: NAME,
      options: [
        ...WHERE,
        { flags: "--field <name>", help: "print only the value of this output", flagOnly: true },
        {
          flags: "--show-sensitive",
          help: "print the values of sensitive outputs too",
          flagOnly: true,
        },
      ],
      load: () => import("../commands/stack/output.ts"),
    },
    destroy,
    {
      name: "instances",
      summary: "list the instances that a stack's state knows",
      about:
        "Reads the state and asks nobody else: what only Lightsail knows (status, price) is absent. " +
        "The columns and keys are those of infra list.",
      examples: [
        "quants-ctl stack instances dev --output json",
        "quants-ctl stack instances --state-file terraform.tfstate",
      ],
      argument: NAME,
      options: [
        ...WHERE,
        {
          flags: "--state-file <file>",
          help: "read this file, a raw state or the output of terraform show -json",
          flagOnly: true,
        },
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/stack/instances.ts"),
    },
    {
      name: "prices",
      summary: "refresh prices.json, which a stack computes its cost from",
      about:
        "Writes the monthly price of every plan of the region into prices.json in the stack's folder, " +
        "from Lightsail's own catalogue. The region is the one asked for, else that of the file.",
      examples: ["quants-ctl stack prices prod --region ap-northeast-1"],
      argument: NAME,
      options: [DIR, REGION],
      load: () => import("../commands/stack/prices.ts"),
    },
  ],
};

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
