import { expect, test } from "vitest";
import { maskedAddress, parseAddress } from "../../../src/core/alarms/address.ts";

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
