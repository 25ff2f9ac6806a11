import type { CheckedType, FactReader, FactsByType } from "../contracts/stack-facts.ts";
import type { StackResource } from "../contracts/terraform-control.ts";
import { toQuantsError } from "../errors.ts";
import type { CheckedRecord } from "../records/verified.ts";
import type { Check } from "./check.ts";
import { CHECKS } from "./checks/index.ts";

/** Resources looked at side by side: few, so that no service is throttled. */
const AT_ONCE = 4;

const isChecked = (type: string): type is CheckedType => Object.hasOwn(CHECKS, type);

/**
 * Every check that fits a resource of the stack, in the order of the state. Throws only when the
 * signal is aborted: what can't be read is `unknown`, with why.
 */
export async function verify(
  resources: readonly StackResource[],
  reader: FactReader,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<CheckedRecord[]> {
  const { default: pLimit } = await import("p-limit");
  const limit = pLimit(AT_ONCE);
  const checked = await Promise.all(
    resources.map((resource) =>
      limit(async () => {
        const { type } = resource;
        return isChecked(type) ? checkOne(type, resource, resources, reader, { now, signal }) : [];
      }),
    ),
  );
  signal.throwIfAborted();
  return checked.flat();
}

async function checkOne<T extends CheckedType>(
  type: T,
  resource: StackResource,
  all: readonly StackResource[],
  reader: FactReader,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<CheckedRecord[]> {
  const { address } = resource;
  const checks: readonly Check<FactsByType[T]>[] = CHECKS[type];
  let facts: FactsByType[T];
  try {
    facts = await reader.read(type, resource, all, { signal });
  } catch (error) {
    const { code, message } = toQuantsError(error);
    const status = code === "not_found" ? "bad" : "unknown";
    const found = code === "not_found" ? "it is in the state, and does not exist" : message;
    return checks.map(({ id: check, title, why, cure }) => ({
      ...{ check, title, address, status, found, why, cure },
    }));
  }
  return checks.flatMap(({ id: check, title, why, cure, judge }): CheckedRecord[] => {
    const judgement = judge(facts, now);
    if (judgement === null) return [];
    const { good, found } = judgement;
    return [{ check, title, address, status: good ? "good" : "bad", found, why, cure }];
  });
}
