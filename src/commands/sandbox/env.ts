import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./env.spec.ts";
import type { Command } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { oneRegionName } from "../shared/regions.ts";

const VARIABLES = [
  "AWS_ENDPOINT_URL",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_DISABLE_HOST_PREFIX_INJECTION",
] as const;

type Variables = Readonly<Record<(typeof VARIABLES)[number], string>>;

/** Text for a shell to evaluate; JSON only when this very command is asked for it. */
export const command: Command<typeof spec> = async ({ unset }, context) => {
  const isJson = context.settings.output === "json";
  if (unset === true) {
    return textOf(isJson, VARIABLES, () => `unset ${VARIABLES.join(" ")}\n`);
  }
  const variables = await variablesOf(context);
  return textOf(isJson, variables, () => {
    const lines = VARIABLES.map((name) => `export ${name}='${variables[name]}'\n`);
    return `${lines.join("")}unset AWS_PROFILE AWS_SESSION_TOKEN\n`;
  });
};

const textOf = (isJson: boolean, data: object, shell: () => string) => ({
  kind: "text" as const,
  text: isJson ? `${JSON.stringify(data, null, 2)}\n` : shell(),
});

/** The credentials mean nothing; clients only refuse to send a request without any. */
async function variablesOf(context: Context): Promise<Variables> {
  const { endpoint, directory, damaged } = await (await context.sandbox()).status();
  if (endpoint === null) {
    throw new QuantsError("conflict", `No sandbox server runs on ${directory}.`, {
      hint: advice`Start one: ${toRun("sandbox start")}`,
      resource: directory,
    });
  }
  for (const { region, reason } of damaged) context.narrator.warn(`${region}: ${reason}`);
  const region = await oneRegionName(context);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    // Of Amazon MWAA's clients: no resolver knows `api.127.0.0.1`.
    AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
  };
}
