import { type Workplace } from "../process.ts";
import { pythonWith } from "../tools.ts";
import { openProxy, portOf } from "./proxy.ts";
import { gaps } from "./services/index.ts";

/** For `describeWith`: what an emulated AWS needs. */
export const emulatorTools = (): Record<string, string | null> => ({
  "a Python with moto": pythonWith("moto"),
});

export interface Emulator {
  /** moto with its gaps filled. */
  readonly endpoint: string;
  /** moto as it is. */
  readonly plain: string;
  /** What points a client at it, in an account of its own: twelve digits. */
  env(account: string, region?: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** AWS on loopback, empty: moto, and in front of it what it lacks for Terraform's provider. */
export async function startEmulator(workplace: Workplace): Promise<Emulator> {
  const python = pythonWith("moto") ?? "python3";
  const moto = workplace.spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    env: {
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      MOTO_ACM_VALIDATION_WAIT: "0",
      PYTHONOPTIMIZE: "1",
      PYTHONUNBUFFERED: "1",
    },
  });
  const [, port] = await moto.until(/Running on http:\/\/127\.0\.0\.1:(\d+)/, "stderr");
  const proxy = await openProxy(Number(port), gaps());
  const endpoint = `http://127.0.0.1:${portOf(proxy)}`;
  return {
    endpoint,
    plain: `http://127.0.0.1:${port}`,
    env: (account, region = "us-east-1") => ({
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: "emulator",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    }),
    async stop() {
      await new Promise<void>((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      });
      moto.kill("SIGTERM");
      await moto.ended;
    },
  };
}
