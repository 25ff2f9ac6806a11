import { QuantsError } from "../errors.ts";

/** Where Lightsail sends text messages. */
const SMS_REGIONS = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
];

export function checkSmsRegion(region: string): void {
  if (SMS_REGIONS.includes(region)) return;
  throw new QuantsError("invalid_input", `Lightsail sends no text messages from ${region}.`, {
    hint: `Use an email address; text messages are sent from ${SMS_REGIONS.join(", ")}.`,
    resource: region,
  });
}
