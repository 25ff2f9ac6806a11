import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { POLICY_OPTIONS } from "./policy-options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "show which alarms the tags of instances ask for, and what `alarm apply` would do",
  about:
    'The tag Alarms of an instance lists what to watch, as in "cpu:80 burst:20 status": CPU above 80 %, burst ' +
    "capacity below 20 %, a failed status check; network-in and network-out are bytes in five minutes " +
    "(network-out:2GB). An alarm needs three periods in a row (status: two) unless it says otherwise " +
    "(cpu:80:3/5). notify:email+sms or notify:none chooses who is notified. Alarms that somebody else created " +
    "are never touched.",
  examples: ["quants-ctl alarm plan --region all", "quants-ctl alarm plan --fail-on-drift"],
  options: [
    ...POLICY_OPTIONS,
    {
      flags: "--fail-on-drift",
      help: "exit with 5 when alarms differ from what the tags ask for",
      flagOnly: true,
    },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./plan.ts"),
});
