import { argument } from "../definition/option.ts";

export const PLATFORM_FILE = argument({
  name: "[file]",
  help: "description of the platform (default: platform.yml)",
});
