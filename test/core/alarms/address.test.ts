import { expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { maskedAddress, parseAddress, withoutAddress } from "../../../src/core/alarms/address.ts";

test.each([
  ["ops@example.com", "o***@example.com"],
  ["o@example.com", "***@example.com"],
  ["+15550100123", "+1***23"],
  ["+12345", "***"],
  ["", "***"],
])("%j is shown as %j", (text, masked) => {
  expect(maskedAddress(text)).toBe(masked);
});

test("an address is masked wherever it becomes a text", () => {
  const address = parseAddress("email", " ops@example.com ");
  expect(address.inFull).toBe("ops@example.com");
  expect(String(address)).toBe("o***@example.com");
  expect(JSON.stringify({ email: address })).toBe('{"email":"o***@example.com"}');
});

test("a failure does not repeat it", () => {
  const address = parseAddress("sms", "+1 555 010 0123");
  const error = new QuantsError("invalid_input", "No messages to +15550100123.", { hint: "Wait." });
  expect(withoutAddress(error, address)).toMatchObject({
    ...{ code: "invalid_input", message: "No messages to +1***23.", hint: "Wait." },
  });
  const other = new QuantsError("throttled", "Too many.");
  expect(withoutAddress(other, address)).toBe(other);
});
