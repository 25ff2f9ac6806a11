import * as z from "zod";
import { fileSchema } from "../config-file/read.ts";
import type { Command } from "../definition/command.ts";
import type { spec } from "./schema.spec.ts";

/** From the same definition that files are checked by; what it can't say is left open. */
export const command: Command<typeof spec> = async () => {
  const schema = z.toJSONSchema(fileSchema(), { io: "input", unrepresentable: "any" });
  const titled = { title: "A fleet or config file of quants-ctl", ...schema };
  return { kind: "text", text: `${JSON.stringify(titled, null, 2)}\n` };
};
