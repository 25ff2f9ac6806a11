import { argument } from "../../definition/option.ts";

export const PROTOCOL = argument({
  name: "<protocol>",
  help: "email or sms",
  choices: ["email", "sms"],
});
