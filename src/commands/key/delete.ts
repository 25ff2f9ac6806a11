import type { spec } from "./delete.spec.ts";
import type { Command } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import { identityOf } from "../../core/instances/identity.ts";
import { keyPairTarget } from "../../core/journal/target.ts";
import type { KeyPair } from "../../core/model.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { KeyPairRecord } from "../../core/records/key-pair.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { plain } from "../../core/text/safe-text.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import { madeWith } from "./made-with.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { name, ifExists = false } = options;
  const { confirmed, made, request } = context.resuming;
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `delete ${name}`);
  const manager = await oneRegion(context);
  const { region } = manager;
  const call = { signal: context.signal };
  const [pairs, all] = await Promise.all([
    manager.keyPairs.list(call),
    manager.listInstances(call),
  ]);
  const pair = pairs.find(
    (it) =>
      it.name === name &&
      (confirmed === undefined || identityOf(it) === confirmed) &&
      (made === undefined || it.fingerprint === made) &&
      (request === undefined || ownValue(it.tags, REQUEST_TAG) === request),
  );
  if (pair === undefined && !ifExists) throw missing(name, region);
  const instances = pair === undefined ? [] : madeWith(pair, all);
  const warning = warningOf(instances);
  const step: Step = {
    name: "delete",
    changes: () =>
      pair === undefined
        ? []
        : [{ action: "delete", kind: "key_pair", name, region, detail: warning }],
    carryOut: async () => {
      // Somebody else may have deleted it, or made another one of that name, meanwhile.
      const now = pair && (await nullIfMissing(manager.keyPairs.get(name, call)));
      if (pair === undefined || !now || identityOf(now) !== identityOf(pair)) {
        context.narrator.step(`${name}: was already gone`);
        return;
      }
      await nullIfMissing(manager.keyPairs.delete(name, call));
      context.narrator.step(`${name}: deleted`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  if (pair !== undefined) {
    if (asks) await confirm(pair, warning, context);
    else if (instances.length > 0) context.narrator.warn(plain(`${name}: ${warning}`));
    context.journal.remember({ identity: identityOf(pair) });
  }
  const about = keyPairTarget({ region, name });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  const data: KeyPairRecord = {
    ...(pair ?? { name, fingerprint: null, region, created_at: null, tags: {}, arn: null }),
    action: "delete",
    changed: pair !== undefined,
    instances,
  };
  return { kind: "report", data, names: [name] };
};

function warningOf(instances: readonly string[]): string {
  return instances.length === 0
    ? "no instance was made with it"
    : `instances that were made with it keep its public key: ${instances.join(", ")}`;
}

function missing(name: string, region: string): QuantsError {
  return new QuantsError("not_found", `There is no key pair ${name} in ${region}.`, {
    hint: advice`See: ${toRun("key list", { region: "all" })}`,
    resource: name,
  });
}

async function confirm(pair: KeyPair, warning: string, context: Context): Promise<void> {
  await confirmByTyping(context, {
    facts: [
      plain(`The key pair ${pair.name}, made ${pair.created_at ?? "once"}, will be deleted:`),
      plain(`  ${warning}`),
    ],
    question: `Type ${pair.name} to delete it`,
    expected: pair.name,
  });
}
