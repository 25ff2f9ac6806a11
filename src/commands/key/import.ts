import { resolve } from "node:path";
import type { spec } from "./import.spec.ts";
import type { Command } from "../definition/command.ts";
import { readText } from "../../core/config/load.ts";
import { QuantsError } from "../../core/errors.ts";
import { keyFingerprint } from "../../core/instances/key-fingerprint.ts";
import { publicKeyFault } from "../../core/instances/public-key.ts";
import { keyPairTarget } from "../../core/journal/target.ts";
import type { KeyPair } from "../../core/model.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import type { KeyPairRecord } from "../../core/records/key-pair.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { planned } from "../shared/planned.ts";
import { oneRegion } from "../shared/regions.ts";
import { madeWith } from "./made-with.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { name, publicKey: file } = options;
  const { line, fingerprint } = readPublicKey(file, context.host.cwd);
  checkStillThat(fingerprint, context.resuming.fingerprint, file);
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const [pairs, all] = await Promise.all([
    manager.keyPairs.list(call),
    manager.listInstances(call),
  ]);
  const there = pairs.find((it) => it.name === name) ?? null;
  if (there !== null && there.fingerprint !== fingerprint) throw otherKey(there);
  let pair = there;
  const step: Step = {
    name: "import",
    changes: () =>
      there === null
        ? [
            {
              action: "import",
              kind: "key_pair",
              name,
              region: manager.region,
              detail: fingerprint,
            },
          ]
        : [],
    carryOut: async () => {
      if (there !== null) {
        context.narrator.step(`${name}: has this key already`);
        return;
      }
      context.journal.remember({ fingerprint });
      pair = await manager.keyPairs.import(name, line, call);
      context.narrator.step(`${name}: imported`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  const about = keyPairTarget({ region: manager.region, name });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null || pair === null) throw error ?? new TypeError("It had no result.");
  const data: KeyPairRecord = {
    ...pair,
    action: "import",
    changed: there === null,
    instances: madeWith(pair, all),
  };
  return { kind: "report", data, names: [name] };
};

function readPublicKey(file: string, cwd: string): { line: string; fingerprint: string } {
  const line = readText(file, resolve(cwd, file), "public key").trim();
  const fingerprint = keyFingerprint(line);
  const fault =
    publicKeyFault(line) ?? (fingerprint === null ? "is no whole OpenSSH public key" : null);
  if (fault === null && fingerprint !== null) return { line, fingerprint };
  throw new QuantsError("invalid_input", `The file ${file} ${fault ?? "can't be used"}.`, {
    hint: "Give one line as ssh-keygen writes it to a file that ends in .pub.",
    resource: file,
  });
}

/** What is resumed was about one key, whatever the file holds by now. */
function checkStillThat(fingerprint: string, before: string | undefined, file: string): void {
  if (before === undefined || before === fingerprint) return;
  throw new QuantsError("conflict", `The file ${file} holds another key than before.`, {
    hint: "The interrupted command was about the earlier one. Import this one under a name of its own.",
    resource: file,
  });
}

function otherKey({ name, region, fingerprint }: KeyPair): QuantsError {
  return new QuantsError(
    "conflict",
    `There is a key pair ${name} in ${region} with another key: ${fingerprint ?? "of unknown fingerprint"}.`,
    {
      hint: advice`Choose another name, since instances may be made with it. See: ${toRun("key list", { region })}`,
      resource: name,
    },
  );
}
