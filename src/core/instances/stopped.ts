import { type Wording, advice, toRun } from "../text/advice.ts";
import { QuantsError, amended } from "../errors.ts";

export const FINISH_BY_RESUMING = advice`Finish with: ${toRun("infra resume")}\nOr repeat the command.`;

interface Ended {
  name: string;
  error: QuantsError | null;
}

/**
 * The error for several targets that one stop by the user cut off; it names each. Null if nobody
 * stopped it, or if there was only one target.
 */
export function stoppedAmong(
  ended: readonly Ended[],
  finish: (names: readonly string[]) => Wording,
): QuantsError | null {
  const cut = ended.flatMap(({ name, error }) => (isStop(error) ? [{ name, error }] : []));
  const [first] = cut;
  if (first === undefined || ended.length === 1) return null;
  const names = cut.map(({ name }) => name);
  const { code } = first.error;
  const word = code === "terminated" ? "Terminated" : "Interrupted";
  return new QuantsError(code, `${word}. Not complete: ${names.join(", ")}.`, {
    hint: finish(names),
    resource: first.name,
    cause: first.error,
    // The common hint replaces theirs.
    errors: ended.flatMap(({ name, error }) =>
      error === null ? [] : [isStop(error) ? named(error, name) : error],
    ),
  });
}

function named(error: QuantsError, name: string): QuantsError {
  const message = error.message.includes(name) ? error.message : `${name}: ${error.message}`;
  return amended(error, { message, hint: undefined, resource: name });
}

function isStop(error: QuantsError | null): error is QuantsError {
  return error?.code === "interrupted" || error?.code === "terminated";
}
