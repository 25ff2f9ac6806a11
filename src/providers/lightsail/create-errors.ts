import { type Attempted } from "./create-request.ts";
import { QuantsError, amended } from "../../core/errors.ts";
import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import { type Instance } from "../../core/model.ts";

export function outcomeUnknown(
  attempted: Attempted,
  error: QuantsError,
  unreadable?: QuantsError,
): QuantsError {
  const { name, calls } = attempted;
  const why =
    unreadable === undefined ? "" : ` Looking for it failed as well: ${unreadable.message}`;
  return amended(error, {
    message: `${error.message} It is not known whether the instance "${name}" was created in ${calls.region}.${why}`,
    hint: infoHint(attempted),
    retryable: false,
  });
}

export function infoHint({ name, calls: { region } }: Attempted): Wording {
  return advice`Check whether it exists with \`${toRun("infra info", { name, region })}\`; to delete it, \`${toRun("infra destroy", { name, region })}\`.`;
}

export function nameInUse(
  { calls }: Attempted,
  instance: Instance,
  cause: QuantsError,
): QuantsError {
  const { name, blueprint_id, bundle_id, availability_zone, created_at, status } = instance;
  const since = created_at === null ? "" : `, created ${created_at}`;
  return new QuantsError(
    "name_in_use",
    `The name "${name}" is in use in ${calls.region}: a ${status} instance of ${blueprint_id} on ${bundle_id} in ${availability_zone}${since}.`,
    {
      hint: "Choose another name.",
      resource: name,
      requestId: cause.requestId,
      cause,
    },
  );
}
