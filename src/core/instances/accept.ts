import { QuantsError, amended } from "../errors.ts";
import type { Instance } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import type { CreationOptions } from "./creation.ts";
import { ownValue } from "../text/own-value.ts";

/** Throws unless the existing instance of that name may serve as the one requested. */
export function checkAccepted(existing: Instance, options: CreationOptions): void {
  if (!options.ifNotExists) throw nameInUse(existing);
  checkOurs(existing, options);
  if (options.isResumed?.(existing) !== true) checkSame(existing, options);
}

/** Lets a dry run report what the service would refuse. */
function nameInUse({ name, region }: Instance): QuantsError {
  return new QuantsError("name_in_use", `The name "${name}" is in use in ${region}.`, {
    hint: "Choose another name, or add --if-not-exists to accept the existing instance.",
    resource: name,
  });
}

/** The same failure, with this command's remedy. */
export function orAccept(error: QuantsError): QuantsError {
  return amended(error, {
    hint: advice`${error.advice} Or add --if-not-exists to accept an existing instance.`,
  });
}

/** A different instance of that name must not get this one's firewall and address. */
function checkOurs(existing: Instance, { isOurs = () => true }: CreationOptions): void {
  if (isOurs(existing)) return;
  const { name } = existing;
  throw new QuantsError("conflict", `${name} was not created by the command being resumed.`, {
    hint: advice`It existed before, or is a different one now, and was left alone. To accept it, run the command again with --if-not-exists; if nothing is left to do: ${toRun("infra log", { unfinished: true })}, then infra resume --dismiss --id ID.`,
    resource: name,
  });
}

function checkSame(existing: Instance, wanted: CreationOptions): void {
  const differences: string[] = [];
  const compare = (what: string, is: string | null, asked: string | undefined): void => {
    if (asked !== undefined && is !== asked)
      differences.push(`${what} is ${is ?? "unknown"}, not ${asked}`);
  };
  compare("its bundle", existing.bundle_id, wanted.bundle);
  compare("its blueprint", existing.blueprint_id, wanted.blueprint);
  compare("its zone", existing.availability_zone, wanted.availabilityZone);
  compare("its key pair", existing.key_pair, wanted.keyPair);
  for (const [key, value] of Object.entries(wanted.tags ?? {})) {
    compare(`its tag ${key}`, ownValue(existing.tags, key) ?? null, value);
  }
  if (differences.length === 0) return;
  throw new QuantsError("conflict", `${existing.name} exists, but ${differences.join("; ")}.`, {
    hint: advice`Choose another name, or look at the existing one: ${toRun("infra info", { name: existing.name })}`,
    resource: existing.name,
  });
}
