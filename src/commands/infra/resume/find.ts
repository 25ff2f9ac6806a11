import { advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError } from "../../../core/errors.ts";
import { type JournalOperation, isUnfinished } from "../../../core/journal/operation.ts";

/** The unfinished operation of that id. */
export async function namedOperation(id: string, context: Context): Promise<JournalOperation> {
  const found = (await operationsOf(context)).find((it) => it.id === id);
  if (found !== undefined && isUnfinished(found)) return found;
  throw new QuantsError(
    found === undefined ? "not_found" : "invalid_state",
    found === undefined ? `The journal has no operation ${id}.` : `${id} is ${found.status}.`,
    { hint: advice`See: ${toRun("infra log", { unfinished: true })}`, resource: id },
  );
}

/** Every operation that the journal tells of; files that are none are warned of. */
export async function operationsOf({ journal, narrator }: Context): Promise<JournalOperation[]> {
  const { operations, damaged } = await journal.read();
  for (const file of damaged) narrator.warn(`${file} is not a journal: skipped`);
  return operations;
}

/** Its names may well be those of other things here. */
export function elsewhereMade(operation: JournalOperation, context: Context): QuantsError {
  const { id, provider, profile, account, endpoint } = operation;
  const traits = context.providerNamed(provider);
  const where = [
    `--provider ${provider}`,
    ...(profile === null ? [] : [`--profile ${profile}`]),
    ...(account === null ? [] : [`keys of the account ${account}`]),
    ...(endpoint === null
      ? []
      : [
          traits?.isEmbedded === true
            ? `${traits.called} in ${endpoint}`
            : `the endpoint ${endpoint}`,
        ]),
  ].join(", ");
  return new QuantsError("conflict", `${id} changed a different account: ${where}.`, {
    hint: "Run it again with the settings of that command.",
    resource: id,
  });
}
