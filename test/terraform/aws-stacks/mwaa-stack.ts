import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, clientOf } from "../../helpers/aws-emulator/client.ts";
import { emulatorTools, startEmulator } from "../../helpers/aws-emulator/emulator.ts";
import { type Finished, makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { startSandbox } from "../../helpers/sandbox-server.ts";
import { copyModules, terraformIn, terraformTools } from "../../helpers/terraform.ts";
import { tool } from "../../helpers/tools.ts";

export const mwaaTools = {
  ...terraformTools(),
  ...emulatorTools(),
  aws: tool("aws"),
  "ssh-keygen": tool("ssh-keygen", null),
};

const HOST_KEY = `ssh-ed25519 ${"A".repeat(68)}`;

export const INPUT = {
  vpn: { server_address: "203.0.113.10", static_cidrs: ["192.168.10.0/24"] },
  gpu_servers: {
    "gpu-1": { address: "192.168.10.21", host_key: HOST_KEY },
    "gpu-2": { address: "192.168.10.22", host_key: HOST_KEY, port: 2222, user: "runner" },
  },
  repositories: ["https://git.example.com/quants/"],
  alarm_emails: ["on-call@example.com"],
  deletion_protection: false,
};

export interface Applied {
  add: number;
  change: number;
  destroy: number;
  replace: number;
  changed: boolean;
  resources: { address: string; actions: string[] }[];
}

export interface Environment {
  Status: string;
  MaxWorkers: number;
  ExecutionRoleArn: string;
  RequirementsS3ObjectVersion: string;
  NetworkConfiguration: { SubnetIds: string[]; SecurityGroupIds: string[] };
  LoggingConfiguration: Record<string, { Enabled: boolean; CloudWatchLogGroupArn: string }>;
}

export interface Mwaa {
  readonly here: Workplace;
  readonly client: Client;
  /** The stack's folder in a copy of the project. */
  readonly folder: string;
  /** The servers' private key. */
  readonly pem: string;
  /** All that the program said. */
  readonly said: readonly string[];
  stack(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  /** The same, which must end well, with the key in the environment and its data as JSON. */
  done(...argv: string[]): Promise<Applied>;
  aws<T>(...argv: string[]): Promise<T>;
  environment(): Promise<Environment>;
  /** Writes the stack's variables. */
  write(changes?: object): void;
  close(): Promise<void>;
}

/** As a user has it: the built program, and a sandbox that passes on to moto what is not its own. */
export async function openMwaa(): Promise<Mwaa> {
  const here = makeWorkplace();
  const emulator = await startEmulator(here);
  const server = await startSandbox(here, { region: "us-east-1", upstream: emulator.endpoint });
  const client = clientOf(server.endpoint, "123456789012");
  const folder = join(copyModules(here), "terraform", "environments", "mwaa");
  const key = join(here.directory, "gpu_key");
  const keygen = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key];
  fine(await here.spawn(tool("ssh-keygen", null) ?? "", keygen).ended);
  const pem = readFileSync(key, "utf8");
  const { env } = terraformIn(here, folder);
  const keyed = { TF_VAR_ssh_private_key: pem };
  const said: string[] = [];

  const stack: Mwaa["stack"] = async (argv, more = {}) => {
    const ended = await here.run(["stack", ...argv, "--dir", folder], {
      env: { ...env, ...more },
    });
    said.push(ended.stdout, ended.stderr);
    return ended;
  };
  const write: Mwaa["write"] = (changes = {}) =>
    writeFileSync(
      join(folder, "terraform.tfvars.json"),
      JSON.stringify({ ...INPUT, ssh_key_version: 1, ...changes }),
    );

  write();
  fine(await stack(["init"]));
  return {
    ...{ here, client, folder, pem, said, stack, write },
    done: async (...argv) => fine(await stack([...argv, "--output", "json"], keyed)).json(),
    async aws(...argv) {
      const options = { env: { ...server.env, AWS_DISABLE_HOST_PREFIX_INJECTION: "true" } };
      const words = [...argv, "--output", "json"];
      return fine(await here.spawn(tool("aws") ?? "", words, options).ended).json();
    },
    async environment() {
      const { text } = await client.ask("airflow", { method: "GET", path: "/environments/gpu-ci" });
      return (JSON.parse(text) as { Environment: Environment }).Environment;
    },
    async close() {
      await server.stop();
      await emulator.stop();
      await here.dispose();
    },
  };
}

function fine(ended: Finished): Finished {
  if (ended.status === 0) return ended;
  throw new Error(`${ended.stdout}\n${ended.stderr}`);
}
