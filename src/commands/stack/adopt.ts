import { advice } from "../../core/text/advice.ts";
import type { spec } from "./adopt.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { AdoptedRecord } from "../../core/records/stacks.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, combineErrors, errorToJson, toQuantsError } from "../../core/errors.ts";
import { nearest } from "../../core/text/nearest.ts";
import type { Stack } from "../../core/contracts/terraform-control.ts";
import { outdate } from "../inventory/cache-folder.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { deletion, described, orphansAmong } from "./orphans.ts";
import { KIND_WORDS, type OrphanRecord } from "../../core/records/stacks.ts";
import { stackRequest } from "./request.ts";

export type AdoptOptions = OptionsFor<typeof spec>;

/** Takes into a stack's state what exists under the names that the stack gives. */
export const command: Command<typeof spec> = async (options, context) => {
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, "adopt");
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const { creates } = await stack.preview({ refresh: false });
    const orphans = chosen(await orphansAmong(creates, context), options.name);
    if (options.dryRun === true) {
      return planned(
        orphans.map(({ kind, name, region, address }) => ({
          action: "adopt",
          kind,
          name,
          region,
          detail: `into the state as ${address}`,
        })),
      );
    }
    if (asks && orphans.length > 0) {
      await confirmByTyping(context, {
        facts: [
          `Stack ${stack.name}: Terraform is going to manage, change and delete these as its own.`,
          ...orphans.map((it) => `  ${described(it)} as ${it.address}`),
        ],
        question: `Type ${stack.name} to adopt them`,
        expected: stack.name,
      });
    }
    const errors = await adoptEach(orphans, stack, context);
    const adopted = orphans.map((it) => {
      const error = errors.get(it);
      return { ...it, error: error === undefined ? null : errorToJson(error) };
    });
    const record: AdoptedRecord = {
      stack: stack.name,
      workspace: stack.workspace,
      changed: orphans.length > errors.size,
      adopted,
      replaced_by_apply: await replacedNext(orphans, stack, context),
    };
    const error = combineErrors([...errors.values()], orphans.length, "adoptions");
    const names = adopted.flatMap((it) => (it.error === null ? [it.name] : []));
    return { kind: "report", data: record, names, error };
  });
};

function chosen(
  orphans: readonly OrphanRecord[],
  names: readonly string[] | undefined,
): readonly OrphanRecord[] {
  if (names === undefined || names.length === 0) return orphans;
  const known = orphans.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return orphans.filter(({ name }) => names.includes(name));
  const near = nearest(unknown, known);
  throw new QuantsError(
    "not_found",
    `Nothing called ${unknown} exists that the stack makes and its state does not have.`,
    {
      hint:
        (near === null ? "" : `Did you mean ${near}? `) +
        (known.length === 0 ? "There is nothing to adopt." : `To adopt: ${known.join(", ")}.`),
      resource: unknown,
    },
  );
}

/** One after the other: each writes the state. After an interrupt nothing more is begun. */
async function adoptEach(
  orphans: readonly OrphanRecord[],
  stack: Stack,
  context: Context,
): Promise<Map<OrphanRecord, QuantsError>> {
  const { host, narrator } = context;
  const errors = new Map<OrphanRecord, QuantsError>();
  if (orphans.length > 0) outdate(host, narrator.warn);
  for (const orphan of orphans) {
    const { name, address } = orphan;
    try {
      const taken = await stack.adopt(address, name);
      if (taken) narrator.step(`${name}: in the state as ${address}`);
      else errors.set(orphan, notImportable(orphan, context));
    } catch (error) {
      errors.set(orphan, toQuantsError(error));
    }
  }
  if (orphans.length > 0) outdate(host, narrator.warn);
  return errors;
}

function notImportable(orphan: OrphanRecord, context: Context): QuantsError {
  const { kind, name, address } = orphan;
  const gives = kind === "static_ip" ? " The stack gets another address then." : "";
  return new QuantsError(
    "operation_failed",
    `The AWS provider in use can't import the ${KIND_WORDS[kind]} ${name} as ${address}.`,
    {
      hint: advice`Delete it, so that the stack can make it: ${deletion([orphan], context)}${gives}`,
      resource: name,
    },
  );
}

/** What Terraform can't read back (user data, say) may make it replace what it has just got. */
async function replacedNext(
  orphans: readonly OrphanRecord[],
  stack: Stack,
  { narrator }: Context,
): Promise<AdoptedRecord["replaced_by_apply"]> {
  if (orphans.length === 0) return [];
  try {
    const { replaces } = await stack.preview({ refresh: true });
    const theirs = replaces.filter(({ address }) => orphans.some((it) => it.address === address));
    for (const { address, attributes } of theirs) {
      const why = attributes.length === 0 ? "" : `, because of ${attributes.join(", ")}`;
      narrator.warn(
        `the next apply would delete ${address} and make it anew${why}; to keep it, have its ` +
          "resource ignore_changes of that",
      );
    }
    return theirs;
  } catch (error) {
    const [why = ""] = toQuantsError(error).message.split("\n");
    narrator.warn(`what the next apply would do is not known: ${why}`);
    return null;
  }
}
