import type { spec } from "./start.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { renderResult } from "../../render/result.ts";

const DEFAULT_PORT = 4599;

export type StartOptions = OptionsFor<typeof spec>;

/** Says that it is ready while it goes on running; everything else it writes goes to stderr. */
export const command: Command<typeof spec> = async (options, context) => {
  const control = await context.sandbox();
  const wanted = {
    port: options.port ?? DEFAULT_PORT,
    pace: options.pace ?? "fast",
    faultsFile: options.faults,
    addressPool: options.addressPool,
    accountId: options.accountId,
    upstream: options.upstream,
  };
  if (options.detach === true) {
    const { cwd, env } = context.host;
    const server = await control.startDetached({ ...wanted, cwd, env, signal: context.signal });
    const data = { ...server, ...passesTo(options) };
    return { kind: "report", data, names: [data.endpoint] };
  }
  const server = await control.start(wanted);
  const started = { endpoint: server.endpoint, ...passesTo(options) };
  await renderResult(
    { kind: "report", data: started, names: [server.endpoint] },
    context.host,
    // One line, so that a script can read it without waiting for the end of the output.
    {
      output: context.settings.output,
      compact: true,
      view: () => import("../../render/views/sandbox-started.ts"),
    },
  );
  const stop = (): void => void server.stop();
  context.signal.addEventListener("abort", stop, { once: true });
  if (context.signal.aborted) stop();
  await server.closed;
  return { kind: "silent" };
};

const passesTo = ({ upstream }: StartOptions): { upstream?: string } =>
  upstream === undefined ? {} : { upstream };
