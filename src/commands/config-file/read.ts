import { type LoadOptions, loadConfig } from "../../core/config/load.ts";
import { type Config, type ConfigSchema, configSchema } from "../../core/config/schema.ts";
import { GLOBAL_OPTIONS } from "../definition/global-options.ts";
import { REGIONS, WAIT } from "../definition/options.ts";
import { shapeOf } from "./option-schema.ts";
import { sectionShapes } from "./sections.ts";

/** Reads a settings file and checks it against what the commands take; see `loadConfig`. */
export function readConfigFile(file: string, options: LoadOptions): Promise<Config> {
  return loadConfig(file, options, fileSchema());
}

let schema: ConfigSchema | undefined;

/** What may stand in a settings file: options for all commands, a section for each, the fleet. */
export function fileSchema(): ConfigSchema {
  schema ??= configSchema({
    ...shapeOf([...GLOBAL_OPTIONS, REGIONS, ...WAIT]),
    ...sectionShapes(),
  });
  return schema;
}
