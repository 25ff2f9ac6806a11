import { type Registry } from "../../src/context.ts";
import { providersWith } from "../../src/context/registry.ts";
import type { Provider } from "../../src/core/contracts/provider.ts";

/** Providers that note the name of each operation of Lightsail that is called. */
export function notingRegistry(called: { add: (operation: string) => unknown }): Registry {
  return (embedded) => {
    const providers = providersWith(embedded);
    const { sandbox } = providers;
    const open: Provider["open"] = (run) =>
      sandbox.open({
        ...run,
        observer: (call) => {
          called.add(call.operation);
          return run.observer(call);
        },
      });
    return { ...providers, sandbox: Object.assign(Object.create(sandbox) as Provider, { open }) };
  };
}
