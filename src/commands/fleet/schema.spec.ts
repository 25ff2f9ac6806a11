import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "schema",
  summary: "print the JSON schema of fleet files, for editors",
  about:
    "In Visual Studio Code with the YAML extension, for example, the first line of a file may be: " +
    "# yaml-language-server: $schema=fleet.schema.json",
  examples: ["quants-ctl fleet schema > fleet.schema.json"],
  options: [],
  load: () => import("./schema.ts"),
});
