import { execFile } from "node:child_process";

export interface Ran {
  /** 1 also when a signal ended it. */
  status: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Text for stdin; without it, stdin is empty. */
  stdin?: string;
}

/** Shorter than a test's own, so that what hangs is named. */
const TIMEOUT = 270_000;

/**
 * Runs a program to its end; never rejects because of its status. What hangs is killed, and
 * rejects. Never the synchronous way: nothing could end a test that waits so, nor say which.
 */
export function run(
  program: string,
  argv: readonly string[],
  { cwd, env, stdin = "" }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = {
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env }),
      maxBuffer: 64 * 1024 * 1024,
      timeout: TIMEOUT,
      killSignal: "SIGKILL" as const,
    };
    const child = execFile(program, [...argv], options, (error, stdout, stderr) => {
      const status: unknown = error === null ? 0 : (error.code ?? 1);
      if (error?.killed === true || typeof status !== "number") {
        const command = [program, ...argv].join(" ");
        const said = `${stdout}${stderr}`;
        reject(new Error(`${command} did not start, or not end:\n${said}`, { cause: error }));
        return;
      }
      resolve({ status, stdout, stderr });
    });
    // A program that ends without reading is no fault.
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin);
  });
}

/** What a program writes to stdout; rejects unless it ends well. */
export async function outputOf(...asked: Parameters<typeof run>): Promise<string> {
  const { status, stdout, stderr } = await run(...asked);
  if (status !== 0) throw new Error(`${asked[0]} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
