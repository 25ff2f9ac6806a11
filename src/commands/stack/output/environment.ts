import type { StackOutput } from "../../../core/contracts/terraform-control.ts";
import { QuantsError } from "../../../core/errors.ts";
import { isObject } from "../../../core/text/json.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What ECS resolves by itself when it starts a task. */
const REFERENCE = /^arn:[\w-]+:(secretsmanager|ssm):[a-z0-9-]+:\d{12}:[\w+=,.@:/-]+$/;

/**
 * The outputs `environment` and `secrets` as a file of `NAME=value`, as `docker run --env-file` reads
 * it: no quotes, one line each. A secret is its reference, never a value.
 */
export function environmentFile(outputs: ReadonlyMap<string, StackOutput>, stack: string): string {
  const plain = mapOf(outputs, "environment", stack);
  const secrets = outputs.has("secrets") ? mapOf(outputs, "secrets", stack) : {};
  for (const [name, value] of Object.entries(secrets)) {
    if (!REFERENCE.test(value)) throw noReference(name, stack);
    if (Object.hasOwn(plain, name)) throw twice(name, stack);
  }
  const lines = (map: Readonly<Record<string, string>>): string[] =>
    Object.entries(map).map(([name, value]) => `${name}=${value}`);
  const references = lines(secrets);
  return [
    ...lines(plain),
    ...(references.length > 0
      ? ["# Secrets: references, which ECS resolves; not the values.", ...references]
      : []),
    "",
  ].join("\n");
}

function mapOf(
  outputs: ReadonlyMap<string, StackOutput>,
  name: string,
  stack: string,
): Record<string, string> {
  const output = outputs.get(name);
  if (output === undefined) {
    throw new QuantsError("not_found", `Stack ${stack} has no output "${name}".`, {
      hint: "An environment is made of the outputs environment (name to value) and secrets (name to ARN).",
      resource: name,
    });
  }
  if (output.sensitive) {
    throw new QuantsError("invalid_input", `The output ${name} of stack ${stack} is sensitive.`, {
      hint: "Put what is secret into Secrets Manager, and its ARN into the output secrets.",
      resource: name,
    });
  }
  if (!isObject(output.value)) throw unfit(name, stack, "is no map");
  const entries = Object.entries(output.value).map(([key, value]): [string, string] => {
    if (!NAME.test(key))
      throw unfit(name, stack, `has ${JSON.stringify(key)}, which can't be a name`);
    const isScalar = ["string", "number", "boolean"].includes(typeof value);
    if (!isScalar || /[\r\n\0]/.test(String(value))) {
      throw unfit(name, stack, `has a value of ${key} that does not fit on a line`);
    }
    return [key, String(value)];
  });
  return Object.fromEntries(entries);
}

function unfit(name: string, stack: string, why: string): QuantsError {
  return new QuantsError("invalid_input", `The output ${name} of stack ${stack} ${why}.`, {
    hint: "Correct the stack's outputs and apply it.",
    resource: name,
  });
}

function noReference(name: string, stack: string): QuantsError {
  // The value is not repeated: it may be the secret.
  return new QuantsError("invalid_input", `${name} in the secrets of stack ${stack} is no ARN.`, {
    hint: "secrets holds ARNs of Secrets Manager or of SSM parameters, never values.",
    resource: name,
  });
}

function twice(name: string, stack: string): QuantsError {
  return new QuantsError(
    "invalid_input",
    `Stack ${stack} has ${name} both as a value and as a secret.`,
    {
      hint: "Leave it in one of the outputs environment and secrets.",
      resource: name,
    },
  );
}
