import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./deploy.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type {
  AnsibleControl,
  DeployOutcome,
  Service,
} from "../../core/contracts/ansible-control.ts";
import type { Context } from "../../core/context.ts";
import { UsageError } from "../../core/errors.ts";
import { hostSummaryResource, serviceResource } from "../../core/fields/deployments.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import { staticJson } from "../../core/inventory/static-json.ts";
import type { Value } from "../../core/inventory/values.ts";
import { type CommandResult, collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { askPassword } from "../shared/prompt.ts";
import { wantsColour } from "../../render/style.ts";
import { outcomeError } from "./failure.ts";
import { readKnownHosts } from "./host-keys.ts";
import { chooseHosts, refuseEmptyServices, targetsOf } from "./hosts.ts";
import { refuseNowhere } from "./nowhere.ts";
import { inventoryReader } from "./read-inventory.ts";
import { pickServices } from "./services.ts";

export type DeployOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const ansible = await context.ansible();
  if (options.list === true) return listServices(options, ansible, context);
  checkListOptions(hostSummaryResource, options, context.settings.output);
  const { service: names, privateKey, vaultPasswordFile, extra = [], limit } = options;
  if (names === undefined) {
    throw new UsageError("Which service? --service is missing.", {
      hint: advice`See: ${toRun("deploy", { list: true })}`,
    });
  }
  if (options.host === undefined && limit === undefined) {
    throw new UsageError("Which hosts? --host is missing.", {
      hint: "Give --host NAME, several of them, or --host all.",
    });
  }
  if (vaultPasswordFile !== undefined && options.askVaultPass === true) {
    throw new UsageError("--vault-password-file can't be combined with --ask-vault-pass.", {
      hint: "Leave one of them out.",
    });
  }
  ansible.check({ extra, privateKey, vaultPasswordFile });
  const readInventory = inventoryReader(options, context);
  const folder = await ansible.services(options.ansibleDir);
  const services = pickServices(names, folder);

  const inventory = withUser(await readInventory(), options.user);
  const hosts = chooseHosts(options.host ?? ["all"], inventory);
  refuseEmptyServices(services, hosts, inventory);
  const ways = { limit, extra, ownWay: services.some(({ file }) => folder.ownWay.has(file)) };
  refuseNowhere(targetsOf(services, hosts, inventory), inventory, ways, context);
  const vaultPassword =
    options.askVaultPass === true ? await askPassword(context, "Vault password") : undefined;
  const knownHosts = await readKnownHosts(inventory, hosts, context);

  const request = { directory: folder.directory, services, vaultPasswordFile };
  warnOfExecutables(ansible.executes(request), folder.directory, context);
  context.narrator.step(announcement(services, options));
  const outcome = await ansible.deploy({
    ...request,
    inventory: staticJson(inventory),
    knownHosts,
    hosts,
    limit,
    check: options.check ?? false,
    diff: options.diff ?? false,
    verbosity: options.verbose ?? 0,
    privateKey,
    vaultPassword,
    extra,
    colour: wantsColour(context.host.stderr, context.host.env),
  });
  const error = outcomeError(outcome, services, context.signal);
  if (error === null && didNothing(outcome)) {
    context.narrator.warn("no task ran on any host; check what stands behind the --, e.g. --tags");
  }
  return collection({ resource: hostSummaryResource, items: outcome.hosts, error });
};

/** There were plays for hosts, and Ansible counted nothing: it takes any tag for one that exists. */
function didNothing({ hosts }: DeployOutcome): boolean {
  const played = hosts.filter(({ services }) => services.length > 0);
  return played.length > 0 && played.every((it) => it.ok + it.skipped + it.rescued === 0);
}

async function listServices(
  options: DeployOptions,
  ansible: AnsibleControl,
  context: Context,
): Promise<CommandResult> {
  checkListOptions(serviceResource, options, context.settings.output);
  const { services, warnings } = await ansible.services(options.ansibleDir);
  for (const warning of warnings) context.narrator.warn(warning);
  return collection({ resource: serviceResource, items: services });
}

/** A variable of the inventory wins over Ansible's own --user, so it has to be that variable. */
function withUser(inventory: Inventory, user: string | undefined): Inventory {
  if (user === undefined) return inventory;
  const hosts = [...inventory.hosts].map(([name, variables]): [string, Map<string, Value>] => [
    name,
    new Map([...variables, ["ansible_user", user]]),
  ]);
  return { ...inventory, hosts: new Map(hosts) };
}

/** More than that is no sentence any more. */
const MOST_LISTED = 5;

/** A check is thought to change nothing and to be harmless, and this is code all the same. */
function warnOfExecutables(files: readonly string[], directory: string, { narrator }: Context) {
  if (files.length === 0) return;
  const more = files.length > MOST_LISTED ? ` and ${files.length - MOST_LISTED} more` : "";
  narrator.warn(
    `Ansible executes code of ${directory}, in a check too: ${files.slice(0, MOST_LISTED).join(", ")}${more}`,
  );
}

function announcement(services: readonly Service[], { check, limit, host }: DeployOptions): string {
  const names = services.map(({ name }) => name).join(", ");
  const where = [host?.join(", "), limit].filter((it) => it !== undefined).join(" and ");
  return `${names} on ${where}${check === true ? ", as a check, which changes nothing" : ""}`;
}
