import { QuantsError } from "../core/errors.ts";
import { checkName } from "../core/instances/names.ts";
import { PACES } from "../core/contracts/sandbox-control.ts";
import { REGION } from "./globals.ts";
import type { GroupSpec } from "./spec.ts";

export const sandbox: GroupSpec = {
  name: "sandbox",
  summary: "run an embedded Lightsail on this machine",
  commands: [
    {
      name: "start",
      summary: "serve the sandbox on 127.0.0.1 until stopped",
      about:
        "Prints one line when it is ready. Point the AWS CLI, boto3, Terraform or Ansible at it with " +
        "the variables of `quants-ctl sandbox env`.",
      examples: [
        "quants-ctl sandbox start --port 0 --output json",
        "quants-ctl sandbox start --detach",
      ],
      options: [
        {
          flags: "--port <number>",
          help: "port; 0 takes a free one (default: 4599)",
          parse: (text) => wholeNumber(text, "port", 0, 65_535),
        },
        {
          flags: "--pace <pace>",
          help: "how fast states change: instant, fast or real (default: fast)",
          choices: PACES,
          env: ["QUANTS_CTL_SANDBOX_PACE"],
        },
        {
          flags: "--faults <file>",
          help: "fault plan, JSON or YAML",
          env: ["QUANTS_CTL_SANDBOX_FAULTS"],
        },
        {
          flags: "--address-pool <cidr>",
          help: "addresses for instances (default: documentation ranges)",
          env: ["QUANTS_CTL_SANDBOX_ADDRESS_POOL"],
        },
        {
          flags: "--account-id <digits>",
          help: "account that everything belongs to (default: 123456789012)",
          env: ["QUANTS_CTL_SANDBOX_ACCOUNT_ID"],
          parse: accountId,
        },
        {
          flags: "--detach",
          help: "go on in the background; `quants-ctl sandbox stop` ends it",
          flagOnly: true,
        },
      ],
      load: () => import("../commands/sandbox/start.ts"),
    },
    {
      name: "stop",
      summary: "end the server that runs on the sandbox's folder",
      about: "Ends with 0 when none runs as well. What the sandbox holds is kept.",
      examples: ["quants-ctl sandbox stop"],
      options: [],
      load: () => import("../commands/sandbox/stop.ts"),
    },
    {
      name: "status",
      summary: "show where the sandbox is and what it holds",
      examples: ["quants-ctl sandbox status --output json | jq -r .endpoint"],
      options: [],
      load: () => import("../commands/sandbox/status.ts"),
    },
    {
      name: "env",
      summary: "print the variables that point other clients at a running sandbox",
      about:
        "Prints them for a shell, whatever output format environment or config file ask for; " +
        "--output json prints an object.",
      examples: ['eval "$(quants-ctl sandbox env)"', 'eval "$(quants-ctl sandbox env --unset)"'],
      options: [
        REGION,
        {
          flags: "--unset",
          help: "print what takes the variables back; no server need run",
          flagOnly: true,
        },
      ],
      forShell: true,
      load: () => import("../commands/sandbox/env.ts"),
    },
    {
      name: "seed",
      summary: "add running instances",
      examples: ["quants-ctl sandbox seed --instances 100"],
      options: [
        {
          flags: "--instances <number>",
          help: "how many",
          required: true,
          flagOnly: true,
          parse: (text) => wholeNumber(text, "number of instances", 1, 100_000),
        },
        {
          flags: "--prefix <text>",
          help: "names are PREFIX-1, PREFIX-2, ... (default: seed)",
          flagOnly: true,
          parse: (text) => checkName(text, "prefix"),
        },
        REGION,
      ],
      load: () => import("../commands/sandbox/seed.ts"),
    },
    {
      name: "reset",
      summary: "delete all that the sandbox holds",
      examples: ["quants-ctl sandbox reset --yes"],
      options: [{ flags: "-y, --yes", help: "do not ask", flagOnly: true }],
      load: () => import("../commands/sandbox/reset.ts"),
    },
  ],
};

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not an AWS account id.`, {
    hint: "Give its 12 digits, for example 111122223333; in the config file in quotes.",
    resource: text,
  });
}

function wholeNumber(text: string, what: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new QuantsError("invalid_input", `"${text}" is not a valid ${what}.`, {
      hint: `Give a whole number from ${least} to ${most}.`,
    });
  }
  return value;
}
