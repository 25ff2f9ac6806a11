import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { createSandbox } from "../../src/providers/sandbox/index.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { makeWorkplace } from "./process.ts";
import { tool } from "./tools.ts";

/** Where the AWS CLI is, or null. */
export const awsPath = tool("aws");

type Answer = Record<string, unknown>;

/** The AWS CLI before a sandbox, by default at the service's pace, on a clock of the test's own. */
export interface AwsCli {
  readonly clock: FakeClock;
  /** One call of `aws lightsail`. Every argument is one word, as the line is typed. */
  lightsail<T = Answer>(line: string): Promise<T>;
  /** The operations that a call began, each in one line, as `operationText` writes it. */
  operations(line: string): Promise<string[]>;
  dispose(): Promise<void>;
}

export async function startAwsCli(
  region: string,
  { pace = "real", faults = {} }: { pace?: "instant" | "real"; faults?: object } = {},
): Promise<AwsCli> {
  const here = makeWorkplace();
  const clock = fakeClock();
  const { control } = createSandbox({ directory: join(here.directory, "sandbox"), clock });
  const faultsFile = join(here.directory, "faults.json");
  writeFileSync(faultsFile, JSON.stringify(faults));
  const server = await control.start({ port: 0, pace, faultsFile });
  const credentials = { AWS_ACCESS_KEY_ID: "sandbox", AWS_SECRET_ACCESS_KEY: "sandbox" };
  // Versions 1 and 2 write times differently unless they are told how.
  const config = join(here.directory, "aws-config");
  writeFileSync(config, "[default]\ncli_timestamp_format = iso8601\n");
  const env = {
    ...{ ...credentials, AWS_REGION: region, AWS_DEFAULT_REGION: region },
    ...{ AWS_PAGER: "", AWS_CONFIG_FILE: config },
  };
  // By option: versions before 2.13 do not know AWS_ENDPOINT_URL.
  const options = ["--endpoint-url", server.endpoint, "--output", "json"];

  const lightsail = async <T = Answer>(line: string): Promise<T> => {
    const argv = [...options, "lightsail", ...line.split(" ")];
    const ended = await here.spawn(awsPath ?? "", argv, { env }).ended;
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    return ended.stdout === "" ? ({} as T) : ended.json<T>();
  };
  return {
    clock,
    lightsail,
    async operations(line) {
      const { operations, operation } = await lightsail<{
        operations?: Operation[];
        operation?: Operation;
      }>(line);
      return (operations ?? (operation === undefined ? [] : [operation])).map(operationText);
    },
    async dispose() {
      await server.stop();
      await here.dispose();
    },
  };
}

interface Operation {
  readonly operationType: string;
  readonly resourceType: string;
  readonly resourceName: string;
  readonly operationDetails?: string;
  readonly status: string;
  readonly location: { readonly availabilityZone: string };
}

/** `AttachDisk Disk data (web), us-west-2a: Started`; what every operation has is expected of it. */
function operationText(operation: Operation): string {
  const { operationType, resourceType, resourceName, operationDetails, status } = operation;
  expect(operation).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    isTerminal: status === "Succeeded",
    ...{ createdAt: expect.any(String), statusChangedAt: expect.any(String) },
    location: { regionName: expect.any(String) },
  });
  const details = operationDetails === undefined ? "" : ` (${operationDetails})`;
  const place = operation.location.availabilityZone;
  return `${operationType} ${resourceType} ${resourceName}${details}, ${place}: ${status}`;
}

/**
 * Members of an answer as paths, each once: `disk.location.regionName`, `disks[].sizeInGb#` for a
 * number, `disk.isAttached?` for what is true or false.
 */
export const membersOf = (value: unknown): string[] => [...new Set(paths(value, ""))];

/** The same as they are written down: `prefix` before each word of `text`. */
export const under = (prefix: string, ...text: string[]): string[] =>
  text.flatMap((words) => words.split(" ")).map((word) => `${prefix}.${word}`);

function paths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}[]`] : value.flatMap((item) => paths(item, `${path}[]`));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, member]) =>
      paths(member, path === "" ? name : `${path}.${name}`),
    );
  }
  if (typeof value === "number") return [`${path}#`];
  return [typeof value === "boolean" ? `${path}?` : path];
}

/** What every resource has. */
export const HEAD =
  "name arn supportCode createdAt location.availabilityZone location.regionName resourceType";

/** What an instance has besides. */
export const INSTANCE = [
  "tags[] blueprintId blueprintName bundleId isStaticIp? privateIpAddress publicIpAddress",
  "hardware.cpuCount# hardware.ramSizeInGb#",
  under("hardware.disks[]", "createdAt sizeInGb# isSystemDisk? iops# path attachedTo"),
  "hardware.disks[].attachmentState networking.monthlyTransfer.gbPerMonthAllocated#",
  under("networking.ports[]", "fromPort# toPort# protocol accessFrom accessType commonName"),
  "networking.ports[].accessDirection state.code# state.name username sshKeyName",
]
  .flat()
  .join(" ");
