import type { spec } from "./remove.spec.ts";
import type { Command } from "../../definition/command.ts";
import { maskedAddress } from "../../../core/alarms/address.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import { contactTarget } from "../../../core/journal/target.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import type { ContactRecord } from "../../../core/records/alarm.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { oneRegion } from "../../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { argument: protocol, ifExists = false, yes = false, dryRun = false } = options;
  const asks = !yes && !dryRun;
  if (asks) requireTerminal(context.host, `remove ${protocol}`);
  const { region, alarms } = await oneRegion(context);
  const call = { signal: context.signal };
  const [contacts, all] = await Promise.all([alarms.contacts.list(call), alarms.list(call)]);
  const contact = contacts.find((it) => it.protocol === protocol);
  if (contact === undefined && !ifExists) throw missing(protocol, region);
  const named = all.filter((it) => it.contact_protocols.includes(protocol)).length;
  const warning = `${named} ${named === 1 ? "alarm names" : "alarms name"} it`;
  const step: Step = {
    name: "contact",
    changes: () =>
      contact === undefined
        ? []
        : [{ action: "delete", kind: "contact", name: protocol, region, detail: warning }],
    carryOut: async () => {
      if (contact === undefined) return context.narrator.step(`${protocol}: was already gone`);
      await nullIfMissing(alarms.contacts.delete(protocol, call));
      context.narrator.step(`${protocol}: removed`);
    },
  };
  if (dryRun) return planned(await foresee([step]));
  const masked = contact === undefined ? null : maskedAddress(contact.endpoint);
  if (masked !== null && asks) {
    await confirmByTyping(context, {
      facts: [`${masked} will no longer be notified of alarms in ${region}; ${warning}.`],
      question: `Type ${protocol} to remove it`,
      expected: protocol,
    });
  }
  const about = contactTarget({ region, name: protocol });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  const data: ContactRecord = {
    ...{ action: "remove", name: protocol, region, endpoint: masked, status: null },
    changed: contact !== undefined,
  };
  return { kind: "report", data, names: [protocol] };
};

function missing(protocol: string, region: string): QuantsError {
  return new QuantsError("not_found", `There is no contact ${protocol} in ${region}.`, {
    hint: advice`See: ${toRun("alarm contacts list", { region: "all" })}`,
    resource: protocol,
  });
}
