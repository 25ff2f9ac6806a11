import { afterAll, beforeAll } from "vitest";
import type { CheckedType, FactsByType } from "../../../../src/core/contracts/stack-facts.ts";
import type { HealthProbe } from "../../../../src/core/contracts/traffic-control.ts";
import { factReader } from "../../../../src/providers/aws/facts/reader.ts";
import { AwsSession } from "../../../../src/providers/aws/session.ts";
import { type Emulator, startEmulator } from "../../../helpers/aws-emulator/emulator.ts";
import { fakeClock } from "../../../helpers/fake-clock.ts";
import { makeWorkplace, type Workplace } from "../../../helpers/process.ts";

export const REGION = "us-east-1";

export interface Account {
  /** For the SDK's clients, once the tests run. */
  config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  read<T extends CheckedType>(
    type: T,
    identifiers: Record<string, string>,
    address?: string,
    /** Addresses of the stack's other resources. */
    all?: readonly string[],
  ): Promise<FactsByType[T]>;
}

/** An empty account at an emulator for the tests of this block, and facts read from it. */
export function emptyAccount(probe: HealthProbe | null = null): Account {
  let workplace: Workplace;
  let emulator: Emulator;
  beforeAll(async () => {
    workplace = makeWorkplace();
    emulator = await startEmulator(workplace);
    account.config.endpoint = emulator.endpoint;
  });
  afterAll(async () => {
    await emulator.stop();
    await workplace.dispose();
  });
  const credentials = { accessKeyId: "111122223333", secretAccessKey: "emulator" };
  const account: Account = {
    config: { endpoint: "", region: REGION, credentials },
    read(type, identifiers, address = `${type}.this`, all = []) {
      const { endpoint } = account.config;
      const session = new AwsSession({ endpoint, credentials, env: { AWS_MAX_ATTEMPTS: "1" } });
      const clock = fakeClock({ auto: true });
      const reader = factReader({ session, region: REGION, clock, probe });
      const resource = { address, type, identifiers, secretReferences: [] };
      const others = all.map((it) => ({
        ...{ address: it, type: it.split(".").at(-2) ?? "" },
        ...{ identifiers: {}, secretReferences: [] },
      }));
      return reader.read(type, resource, [resource, ...others], {});
    },
  };
  return account;
}
