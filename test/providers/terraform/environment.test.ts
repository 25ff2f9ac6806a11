import { describe, expect, test } from "vitest";
import {
  childEnvironment,
  sandboxEnvironment,
} from "../../../src/providers/terraform/environment.ts";

const ENDPOINT = "http://127.0.0.1:4599";

const sandboxed = (env: Record<string, string>, endpoint: string | undefined = ENDPOINT) =>
  sandboxEnvironment(env, { endpoint, region: "us-east-1", emptyFile: "none", dataDir: "data" });

describe("Terraform's environment for the sandbox", () => {
  test("makes the sandbox the proxy for http, in place of any other (#13)", () => {
    const given = { http_proxy: "http://proxy:3128", HTTPS_PROXY: "http://proxy:3128" };
    const env = sandboxed({ ...given, no_proxy: "internal, .example.com" });
    expect(env).toMatchObject({
      HTTP_PROXY: ENDPOINT,
      HTTPS_PROXY: "http://proxy:3128",
      NO_PROXY: "internal,.example.com,127.0.0.1",
    });
    expect(env).not.toHaveProperty("http_proxy");
    expect(env).not.toHaveProperty("no_proxy");
  });

  test("lets no NO_PROXY=* keep requests from it; what used no proxy still uses none (#13)", () => {
    const env = sandboxed({ NO_PROXY: "*", HTTPS_PROXY: "http://proxy:3128" });
    expect(env).toMatchObject({ HTTP_PROXY: ENDPOINT, NO_PROXY: "127.0.0.1" });
    expect(env).not.toHaveProperty("HTTPS_PROXY");
  });

  test("has no such proxy where no server runs (#13)", () => {
    const env = sandboxEnvironment(
      { NO_PROXY: "*" },
      { endpoint: undefined, region: "us-east-1", emptyFile: "none", dataDir: "data" },
    );
    expect(env).toMatchObject({ NO_PROXY: "*,127.0.0.1" });
    expect(env).not.toHaveProperty("HTTP_PROXY");
  });
});

test("with AWS, proxies are the user's own (#13)", () => {
  const given = { HTTP_PROXY: "http://proxy:3128", NO_PROXY: "*" };
  const aws = { profile: undefined, region: undefined, endpoint: ENDPOINT };
  expect(childEnvironment(given, aws)).toMatchObject(given);
  expect(childEnvironment({}, aws)).not.toHaveProperty("HTTP_PROXY");
});
