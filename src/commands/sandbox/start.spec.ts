import { PACES } from "../../core/contracts/sandbox-control.ts";
import { parseLoopbackUrl } from "../../core/text/loopback-url.ts";
import { QuantsError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { wholeNumber } from "./options.ts";

export const spec = defineCommand({
  name: "start",
  summary: "serve the sandbox on 127.0.0.1 until stopped",
  about:
    "Prints one line when it is ready. Point the AWS CLI, boto3, Terraform or Ansible at it with " +
    "the variables of `quants-ctl sandbox env`.",
  examples: [
    "quants-ctl sandbox start --port 0 --output json",
    "quants-ctl sandbox start --detach",
    "quants-ctl sandbox start --upstream http://127.0.0.1:5000",
  ],
  options: [
    {
      flags: "--port <number>",
      range: [0, 65_535],
      help: "port; 0 takes a free one",
      default: "4599",
      parse: (text) => wholeNumber(text, "port", 0, 65_535),
    },
    {
      flags: "--pace <pace>",
      help: "how fast states change: instant, fast or real",
      default: "fast",
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
      help: "addresses for instances",
      default: "documentation ranges",
      env: ["QUANTS_CTL_SANDBOX_ADDRESS_POOL"],
    },
    {
      flags: "--account-id <digits>",
      inFile: "digits",
      help: "account that everything belongs to",
      default: "123456789012",
      env: ["QUANTS_CTL_SANDBOX_ACCOUNT_ID"],
      parse: accountId,
    },
    {
      flags: "--upstream <url>",
      help: "another emulator on this machine, for all services that the sandbox does not build",
      env: ["QUANTS_CTL_SANDBOX_UPSTREAM"],
      parse: parseLoopbackUrl,
    },
    {
      flags: "--detach",
      help: "go on in the background; `quants-ctl sandbox stop` ends it",
      flagOnly: true,
    },
  ],
  view: () => import("../../render/views/sandbox-started.ts"),
  load: () => import("./start.ts"),
});

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not an AWS account id.`, {
    hint: "Give its 12 digits, for example 111122223333; in the config file in quotes.",
    resource: text,
  });
}
