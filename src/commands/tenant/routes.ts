import { resolve } from "node:path";
import { QuantsError } from "../../core/errors.ts";
import { counted } from "../../core/fields/field.ts";
import { tenantRouteResource } from "../../core/fields/tenant-routes.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { collection } from "../../core/result.ts";
import { routesFor, traefikRoutes } from "../../core/tenants/routes.ts";
import type { Command } from "../definition/command.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { openWork } from "./open.ts";
import type { spec } from "./routes.spec.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(tenantRouteResource, options, context.settings.output);
  const { engine, platform } = await openWork(options, context);
  if (Object.values(platform.components).every(({ entry }) => entry === undefined)) {
    throw new QuantsError("config_invalid", "No component of the platform has an `entry`.", {
      hint: "Give the one that is reached from outside its port and host; see docs/PLATFORM_GUIDE.md.",
    });
  }
  const routes = routesFor(await engine.tenants(), platform);
  const written = traefikRoutes(routes);
  const files = [
    { file: options.writeRoutes, content: written },
    { file: options.writeVars, content: { traefik_tenant_routes: written } },
  ];
  for (const { file, content } of files) {
    if (file === undefined) continue;
    const text = `${JSON.stringify(content, null, 2)}\n`;
    writeWholeFile(resolve(context.host.cwd, file), text, 0o600);
    context.narrator.step(`${file}: ${counted(routes.length, tenantRouteResource)}`);
  }
  if (files.some(({ file }) => file !== undefined)) return { kind: "silent" };
  return collection({
    resource: tenantRouteResource,
    items: routes,
    emptyNote: "No tenant is reached from outside.",
  });
};
