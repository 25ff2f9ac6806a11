import { advice, toRun } from "../../core/text/advice.ts";
import { UsageError } from "../../core/errors.ts";
import { checkName } from "../../core/instances/names.ts";

/** Options of a command about one instance, which may be named with or without `--name`. */
export interface NameOptions {
  argument?: string;
  name?: string;
}

export function oneName({ argument, name }: NameOptions): string {
  const given = [argument, name].filter((it) => it !== undefined);
  const [first] = given;
  if (first === undefined) {
    throw new UsageError("Which instance? --name is missing.", {
      hint: advice`See the names: ${toRun("infra list")}`,
    });
  }
  if (given.length === 2 && argument !== name) {
    throw new UsageError(`Both ${argument} and --name ${name} are given.`, {
      hint: "This command is about one instance: leave one of them out.",
    });
  }
  return checkName(first);
}
