import type { spec } from "./set.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { ContactAddress, maskedAddress, withoutAddress } from "../../../core/alarms/address.ts";
import { checkSmsRegion } from "../../../core/alarms/sms-regions.ts";
import type { ContactMethod } from "../../../core/contracts/alarms.ts";
import { QuantsError, UsageError, nullIfMissing } from "../../../core/errors.ts";
import { contactTarget } from "../../../core/journal/target.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import type { ContactRecord } from "../../../core/records/alarm.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { oneRegion } from "../../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const address = addressIn(options);
  const { protocol, inFull } = address;
  const { region, alarms } = await oneRegion(context);
  if (protocol === "sms") checkSmsRegion(region);
  const { contacts } = alarms;
  const call = { signal: context.signal };
  const find = async (): Promise<ContactMethod | null> =>
    (await contacts.list(call)).find((it) => it.protocol === protocol) ?? null;
  const before = await find();
  const isThere = before?.endpoint === inFull;
  const isReplaced = before !== null && !isThere;
  const step: Step = {
    name: "contact",
    changes: () =>
      isThere
        ? []
        : [
            {
              ...{ action: isReplaced ? "replace" : "create", kind: "contact" },
              ...{ name: protocol, region },
              detail: isReplaced
                ? `${maskedAddress(before.endpoint)} -> ${String(address)}`
                : String(address),
            },
          ],
    carryOut: async () => {
      if (isThere) return context.narrator.step(`${protocol}: is so already`);
      if ((await find())?.endpoint !== before?.endpoint) throw changedMeanwhile(protocol);
      if (isReplaced) await nullIfMissing(contacts.delete(protocol, call));
      await contacts.create(protocol, inFull, call);
      context.narrator.step(`${protocol}: set to ${String(address)}`);
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  if (isReplaced && options.yes !== true) {
    requireTerminal(context.host, `replace ${maskedAddress(before.endpoint)}`);
    await confirmByTyping(context, {
      facts: [
        `${maskedAddress(before.endpoint)} will no longer be notified of alarms in ${region}.`,
      ],
      question: "Type yes to replace it",
      expected: "yes",
    });
  }
  const about = contactTarget({ region, name: protocol });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw withoutAddress(error, address);
  const now = isThere ? before : await find();
  if (now?.status === "pending_verification") {
    context.narrator.warn(
      advice`${protocol}: not notified until somebody follows the link in the message. To send it again: ${toRun("alarm contacts verify", { region })}`,
    );
  }
  const data: ContactRecord = {
    ...{ action: "set", name: protocol, region, endpoint: String(address) },
    ...{ status: now?.status ?? null, changed: !isThere },
  };
  return { kind: "report", data, names: [protocol] };
};

function addressIn({ email, sms }: OptionsFor<typeof spec>): ContactAddress {
  if ((email === undefined) === (sms === undefined)) {
    throw new UsageError("Who should be notified? Give either --email or --sms.", {
      hint: "E.g. --email ops@example.com; for both, run it twice.",
    });
  }
  const given: unknown = email ?? sms;
  if (given instanceof ContactAddress) return given;
  // What is resumed has it from the journal, where it is masked.
  throw new QuantsError("invalid_state", "The journal keeps no address, as it is personal.", {
    hint: advice`Repeat the command with it: ${toRun("alarm contacts set", email === undefined ? { sms: "NUMBER" } : { email: "ADDRESS" })}`,
  });
}

function changedMeanwhile(protocol: string): QuantsError {
  return new QuantsError("conflict", `The contact ${protocol} was changed meanwhile.`, {
    hint: "Nothing was changed by this command. Look at it, and repeat it.",
    resource: protocol,
    retryable: true,
  });
}
