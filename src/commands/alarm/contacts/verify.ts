import type { spec } from "./verify.spec.ts";
import type { Command } from "../../definition/command.ts";
import { maskedAddress } from "../../../core/alarms/address.ts";
import { QuantsError } from "../../../core/errors.ts";
import { contactTarget } from "../../../core/journal/target.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import type { ContactRecord } from "../../../core/records/alarm.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { region, alarms } = await oneRegion(context);
  const call = { signal: context.signal };
  const contacts = await alarms.contacts.list(call);
  const contact = contacts.find((it) => it.protocol === "email");
  if (contact === undefined) {
    throw new QuantsError("not_found", `No email address is notified of alarms in ${region}.`, {
      hint: advice`Give one: ${toRun("alarm contacts set", { email: "ADDRESS", region })}`,
    });
  }
  const isValid = contact.status === "valid";
  const masked = maskedAddress(contact.endpoint);
  const step: Step = {
    name: "verify",
    changes: () =>
      isValid ? [] : [{ action: "verify", kind: "contact", name: "email", region, detail: masked }],
    carryOut: async () => {
      if (isValid) return context.narrator.step("email: is verified already");
      await alarms.contacts.verify("email", call);
      context.narrator.step(`email: verification sent to ${masked}`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  const about = contactTarget({ region, name: "email" });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  const data: ContactRecord = {
    ...{ action: "verify", name: "email", region, endpoint: masked },
    ...{ status: contact.status, changed: !isValid },
  };
  return { kind: "report", data, names: ["email"] };
};
