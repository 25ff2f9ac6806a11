import { QuantsError } from "../../core/errors.ts";
import type { Command } from "../command.ts";
import { oneRegionName } from "../regions.ts";

/** The credentials mean nothing; clients only refuse to send a request without any. */
export const command: Command<object> = async (_options, context) => {
  const { endpoint, directory, damaged } = await (await context.sandbox()).status();
  if (endpoint === null) {
    throw new QuantsError("conflict", `No sandbox server runs on ${directory}.`, {
      hint: "Start one: quants-ctl sandbox start",
      resource: directory,
    });
  }
  for (const { region, reason } of damaged) context.narrator.warn(`${region}: ${reason}`);
  const region = await oneRegionName(context);
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  if (context.settings.output === "json") {
    return { kind: "text", text: `${JSON.stringify(variables, null, 2)}\n` };
  }
  const lines = Object.entries(variables).map(([key, value]) => `export ${key}='${value}'\n`);
  return { kind: "text", text: `${lines.join("")}unset AWS_PROFILE AWS_SESSION_TOKEN\n` };
};
