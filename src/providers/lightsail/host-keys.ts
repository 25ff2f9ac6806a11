import { QuantsError } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { HostKey } from "../../core/model.ts";
import { throwIfAborted } from "../../core/time/wait.ts";
import type { Calls } from "./calls.ts";
import { toHostKey } from "./mapping.ts";

/**
 * The answer also contains a private key, a certificate and a password that open the instance. Only
 * the host keys are ever read from it.
 */
export async function getHostKeys(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<HostKey[]> {
  const keys = await witnessedKeys(calls, name, call);
  if (keys.length > 0) return keys;
  throw new QuantsError("invalid_state", `Lightsail knows no host keys of "${name}".`, {
    hint: "It records them some minutes after an instance's first boot, and after each start. Start the instance if it is stopped, and try again later.",
    resource: name,
    retryable: true,
  });
}

async function witnessedKeys(
  calls: Calls,
  name: string,
  call: CallOptions | undefined,
): Promise<HostKey[]> {
  try {
    const context = { ...call, resource: name };
    const answer = await calls.read("GetInstanceAccessDetails", { instanceName: name }, context);
    return (answer.accessDetails?.hostKeys ?? []).map(toHostKey);
  } catch (error) {
    throwIfAborted(call?.signal);
    throw withoutOrigin(error, name);
  }
}

/** The SDK's errors carry the answer, and parsers quote the text that they could not parse. */
function withoutOrigin(error: unknown, name: string): QuantsError {
  if (!(error instanceof QuantsError) || error.code === "internal") {
    return new QuantsError("internal", `The host keys of "${name}" could not be read.`, {
      hint: "This is a bug in quants-ctl. Please report it; the details are hidden because the answer contains secrets.",
      resource: name,
    });
  }
  return new QuantsError(error.code, error.message, {
    hint: error.hint,
    docs: error.docs,
    requestId: error.requestId,
    resource: error.resource,
    retryable: error.retryable,
  });
}
