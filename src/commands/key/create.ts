import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../core/infra-manager.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { keyPairTarget } from "../../core/journal/target.ts";
import type { KeyPair } from "../../core/model.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { Step, StepChange } from "../../core/plan/step.ts";
import type { KeyPairRecord } from "../../core/records/key-pair.ts";
import {
  type KeyFile,
  type Reservation,
  fileInUse,
  fillKeyFile,
  lookAtKeyFile,
  releaseKeyFile,
  reserveKeyFile,
} from "../../core/ssh/private-key-file.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { ownValue } from "../../core/text/own-value.ts";
import type { Command } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { oneRegion } from "../shared/regions.ts";
import type { spec } from "./create.spec.ts";
import { madeWith } from "./made-with.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { name } = options;
  if (options.privateKey === "-") throw noStdout();
  const path = resolve(context.host.cwd, options.privateKey);
  const manager = await oneRegion(context);
  const { region } = manager;
  const call = { signal: context.signal };
  const file = lookAtKeyFile(path, { region, name });
  const [pairs, all] = await Promise.all([
    manager.keyPairs.list(call),
    manager.listInstances(call),
  ]);
  const there = pairs.find((it) => it.name === name) ?? null;
  const reserved = file.is === "reserved" ? file.request : undefined;
  const request = reserved ?? context.resuming.request ?? randomUUID();
  const found = { there, is: stateOf(there, file, request, path) };
  let pair = there;
  const step: Step = {
    name: "create",
    changes: () => changesOf(found, { name, region }, path),
    carryOut: async () => {
      if (found.is === "done") {
        context.narrator.step(`${name}: the file has its private key already`);
        return;
      }
      context.journal.remember({ request });
      const reservation = { region, name, request };
      if (file.is === "free") reserveKeyFile(path, reservation);
      if (found.is === "lost") {
        context.narrator.warn(`${name}: its private key was lost, so it is made anew`);
        await removeOwn(manager, reservation, call);
      }
      pair = await make(manager, reservation, path, call);
      context.narrator.step(`${name}: created; its private key is in ${path} alone`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  const about = keyPairTarget({ region, name });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null || pair === null) throw error ?? new TypeError("It had no result.");
  const data: KeyPairRecord = {
    ...{ ...pair, action: "create", changed: found.is !== "done" },
    ...{ instances: madeWith(pair, all), private_key_file: path },
  };
  return { kind: "report", data, names: [name] };
};

/** `lost`: a request of this command made it, and its private key went astray. */
type State = "absent" | "lost" | "done";

function stateOf(there: KeyPair | null, file: KeyFile, request: string, path: string): State {
  if (file.is === "key") {
    if (file.fingerprints.includes(there?.fingerprint ?? "")) return "done";
    throw fileInUse(path);
  }
  if (there === null) return "absent";
  if (ownValue(there.tags, REQUEST_TAG) === request) return "lost";
  throw inUse(there);
}

function changesOf(
  { there, is }: { there: KeyPair | null; is: State },
  { name, region }: { name: string; region: string },
  path: string,
): StepChange[] {
  if (is === "done") return [];
  const pair = { kind: "key_pair", name, region };
  const create = { ...pair, action: "create", detail: `private key in ${path}` };
  if (there === null) return [create];
  return [{ ...pair, action: "delete", detail: "its private key was lost" }, create];
}

/** Makes it, and writes its private key; a pair without one is not left behind. */
async function make(
  manager: BaseInfraManager,
  reservation: Reservation,
  path: string,
  call: CallOptions,
): Promise<KeyPair> {
  try {
    const { pair, privateKey } = await manager.keyPairs.create(
      reservation.name,
      reservation.request,
      call,
    );
    fillKeyFile(path, reservation, privateKey);
    return pair;
  } catch (error) {
    await cleanUp(manager, reservation, path, call);
    throw error;
  }
}

/** Where that fails too, the reservation stays: by it, a later run knows the pair for its own. */
async function cleanUp(
  manager: BaseInfraManager,
  reservation: Reservation,
  path: string,
  call: CallOptions,
): Promise<void> {
  try {
    await removeOwn(manager, reservation, call);
    releaseKeyFile(path, reservation);
  } catch {
    // What went wrong first is what is told.
  }
}

async function removeOwn(
  { keyPairs }: BaseInfraManager,
  { name, request }: Reservation,
  call: CallOptions,
): Promise<void> {
  const now = await nullIfMissing(keyPairs.get(name, call));
  if (now === null || ownValue(now.tags, REQUEST_TAG) !== request) return;
  await nullIfMissing(keyPairs.delete(name, call));
}

function inUse({ name, region }: KeyPair): QuantsError {
  return new QuantsError("name_in_use", `There is a key pair ${name} in ${region} already.`, {
    hint: advice`Lightsail gives nobody its private key again: choose another name. See: ${toRun("key list", { region })}`,
    resource: name,
  });
}

const noStdout = (): QuantsError =>
  new QuantsError("invalid_input", "A private key goes into a file, never to stdout.", {
    hint: "Give --private-key the file; one called - would be ./-",
  });
