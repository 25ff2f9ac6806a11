import type { Provider } from "../core/contracts/provider.ts";
import type { ProviderName } from "../core/settings.ts";
import type { Sandbox } from "../providers/sandbox/index.ts";
import { lightsail } from "./lightsail.ts";
import { sandboxProvider } from "./sandbox.ts";

export type Providers = Readonly<Record<ProviderName, Provider>>;

/** Every provider by its name; `embedded` is the sandbox of this process, opened when it is needed. */
export const providersWith = (embedded: () => Promise<Sandbox>) =>
  ({ lightsail, sandbox: sandboxProvider(embedded) }) satisfies Providers;
