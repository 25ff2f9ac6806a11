import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LightsailManager } from "../../src/providers/lightsail/manager.ts";
import { createSandbox } from "../../src/providers/sandbox/index.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { describeInfraManager } from "./infra-manager.contract.ts";

const CHOICE = { bundle: "nano_3_0", blueprint: "ubuntu_22_04" };

describeInfraManager("LightsailManager on the sandbox", async () => {
  const directory = await mkdtemp(join(tmpdir(), "contract-"));
  const clock = fakeClock({ auto: true });
  const { requestHandler } = createSandbox({ directory, clock, pace: "real", env: {} });
  return {
    ...CHOICE,
    manager: new LightsailManager({
      region: "ap-northeast-1",
      clock,
      requestHandler,
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    }),
    close: () => rm(directory, { recursive: true, force: true }),
  };
});

describeInfraManager("LightsailManager on the sandbox, over HTTP", async () => {
  const directory = await mkdtemp(join(tmpdir(), "contract-"));
  const { control } = createSandbox({ directory, env: {} });
  const server = await control.start({ port: 0, pace: "instant" });
  return {
    ...CHOICE,
    manager: new LightsailManager({
      region: "eu-west-1",
      clock: fakeClock({ auto: true }),
      endpoint: server.endpoint,
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    }),
    close: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
});

if (process.env["QUANTS_CTL_CONTRACT_AWS"] === "1") {
  // Costs a few cents: a nano instance and a static IP for some minutes.
  describeInfraManager(
    "LightsailManager on AWS",
    async () => ({
      ...CHOICE,
      manager: new LightsailManager({ region: process.env["AWS_REGION"] ?? "us-east-1" }),
      wait: { timeoutMs: 600_000, pollIntervalMs: 5_000 },
    }),
    { timeoutMs: 900_000 },
  );
}
