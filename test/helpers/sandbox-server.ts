import type { Running, Workplace } from "./process.ts";

export interface SandboxServer {
  readonly endpoint: string;
  readonly port: number;
  readonly process: Running;
  /** What points a foreign client at it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  pace?: "instant" | "fast" | "real";
  region?: string;
  faults?: string;
  upstream?: string;
}

/** `sandbox start` on a free port, with the executable under test. */
export async function startSandbox(
  workplace: Workplace,
  { pace = "instant", region = "ap-northeast-1", faults, upstream }: ServerOptions = {},
): Promise<SandboxServer> {
  const running = workplace.start([
    ...["sandbox", "start", "--port", "0", "--pace", pace, "--output", "json"],
    ...(faults === undefined ? [] : ["--faults", faults]),
    ...(upstream === undefined ? [] : ["--upstream", upstream]),
  ]);
  const [line] = await running.until(/^.*\n/);
  const { endpoint } = JSON.parse(line) as { endpoint: string };
  return {
    endpoint,
    port: Number(new URL(endpoint).port),
    process: running,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    },
    async stop() {
      running.kill("SIGTERM");
      await running.ended;
    },
  };
}
