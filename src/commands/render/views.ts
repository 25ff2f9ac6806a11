import { createdView } from "./views/created.ts";
import { destroyedView } from "./views/destroyed.ts";
import { infoView } from "./views/info.ts";
import { managedView } from "./views/managed.ts";
import { sandboxSeededView, sandboxStartedView, sandboxStatusView } from "./views/sandbox.ts";

/** How each kind of report is drawn for a person: one record to lines of text. */
export const views = {
  created: createdView,
  destroyed: destroyedView,
  info: infoView,
  managed: managedView,
  "sandbox-seeded": sandboxSeededView,
  "sandbox-started": sandboxStartedView,
  "sandbox-status": sandboxStatusView,
};

export type ViewName = keyof typeof views;
