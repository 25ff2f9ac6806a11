import type { Provider } from "../core/contracts/provider.ts";
import type { ProviderName } from "../core/settings.ts";
import type { Sandbox } from "../providers/sandbox/index.ts";
import { lightsail } from "./lightsail.ts";
import { sandboxProvider } from "./sandbox.ts";

export type Providers = Readonly<Record<ProviderName, Provider>>;

/** Every provider by its name; `embedded` opens the sandbox in this process when needed. */
export const providersWith = (embedded: () => Promise<Sandbox>) =>
  ({ lightsail, sandbox: sandboxProvider(embedded) }) satisfies Providers;
