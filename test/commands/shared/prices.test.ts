import { expect, test } from "vitest";
import { priced } from "../../../src/commands/shared/prices.ts";
import type { Context } from "../../../src/core/context.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import type { Instance } from "../../../src/core/model.ts";

const web = { name: "web-1", region: "us-east-1", bundle_id: "nano_3_0" } as Instance;
const failed = new QuantsError("service_unavailable", "HTTP 500");

function contextWith(signal: AbortSignal): { context: Context; warnings: string[] } {
  const warnings: string[] = [];
  const narrator = { warn: (text: string) => warnings.push(text) };
  return { context: { signal, narrator } as unknown as Context, warnings };
}

test("prices that could not be asked for are told, and the instances stay", async () => {
  const { context, warnings } = contextWith(new AbortController().signal);
  const [instance] = await priced([web], "us-east-1", failed, context);
  expect(instance?.monthly_price_usd).toBeNull();
  expect(warnings).toEqual(["prices are missing: HTTP 500"]);
});

test("an interruption while they are asked for is one", async () => {
  const reason = new QuantsError("interrupted", "Interrupted.");
  const { context, warnings } = contextWith(AbortSignal.abort(reason));
  await expect(priced([web], "us-east-1", reason, context)).rejects.toBe(reason);
  expect(warnings).toEqual([]);
});
