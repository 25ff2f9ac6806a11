import { describe, expect, test } from "vitest";
import { isUnverified, postgresAddress } from "../../../../src/core/migration/postgres/address.ts";
import type { QuantsError } from "../../../../src/core/errors.ts";

describe("postgresAddress", () => {
  test.each([
    ["postgresql://app@db.example.com/rag", "postgresql://app@db.example.com:5432/rag"],
    ["postgres://db.example.com:6432/rag", "postgresql://db.example.com:6432/rag"],
    ["postgresql://a%40b@[2001:db8::1]:1/x%20y", "postgresql://a@b@[2001:db8::1]:1/x y"],
    [
      "postgresql://app@/rag?host=/var/run/postgresql&port=5433",
      "postgresql://app@[/var/run/postgresql]:5433/rag",
    ],
  ])("reads %s", (text, label) => {
    expect(postgresAddress(text).label).toBe(label);
  });

  test("passes on what libpq knows", () => {
    const { variables } = postgresAddress(
      "postgresql://app@db.example.com/rag?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3",
    );
    expect(variables).toEqual({
      ...{ PGHOST: "db.example.com", PGPORT: "5432", PGUSER: "app", PGDATABASE: "rag" },
      ...{ PGSSLMODE: "verify-full", PGSSLROOTCERT: "/ca.pem", PGCONNECT_TIMEOUT: "3" },
    });
  });

  test.each([
    "postgresql://app:canary-9@db/rag",
    "postgresql://app:can/ary-9@db/rag",
    "postgresql://app:can?ary-9@db/rag",
    "postgresql://app:@db/rag",
    "postgresql://app@db/rag?password=canary-9",
    "postgresql://app@db/rag?sslmode=require&PASSWORD=canary-9",
    "postgresql://app@db/rag?canary-9=x",
    "postgresql://app@db/rag?options=-c%20canary-9",
    "postgresql://app@db/rag?sslmode=canary-9",
    "postgresql://app@db:canary-9/rag",
    "postgresql://app@one,two/canary-9",
    "postgresql://app@db/",
    "postgresql:///canary-9",
    "postgresql://app@db/a%00canary-9",
    "postgresql://app@db/a%zzcanary-9",
    "redis://canary-9",
    "canary-9",
  ])("refuses %s without showing it", (text) => {
    let error: QuantsError | undefined;
    try {
      postgresAddress(text);
    } catch (thrown) {
      error = thrown as QuantsError;
    }
    expect(error?.code).toBe("invalid_input");
    expect(`${error?.message} ${error?.hint} ${error?.resource}`).not.toMatch(/canary|ary-9/);
  });

  test("tells where the server is not verified", () => {
    const is = (text: string): boolean => isUnverified(postgresAddress(text));
    expect(is("postgresql://db.example.com/rag?sslmode=require")).toBe(true);
    expect(is("postgresql://db.example.com/rag?sslmode=verify-ca")).toBe(false);
    expect(is("postgresql://127.0.0.1/rag")).toBe(false);
    expect(is("postgresql:///rag?host=/run")).toBe(false);
  });
});
