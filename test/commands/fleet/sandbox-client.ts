import { join } from "node:path";
import { LightsailClient } from "@aws-sdk/client-lightsail";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import type { Cli } from "../../helpers/cli.ts";
import type { FakeClock } from "../../helpers/fake-clock.ts";

/** The SDK on the sandbox of a program under test, for what no command does. */
export function sandboxClient(
  { directory }: Pick<Cli, "directory">,
  clock: FakeClock,
  region = "us-east-1",
): LightsailClient {
  const folder = join(directory, "sandbox");
  const { requestHandler } = createSandbox({ directory: folder, clock, pace: "instant", env: {} });
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  return new LightsailClient({ region, requestHandler, credentials, maxAttempts: 1 });
}
