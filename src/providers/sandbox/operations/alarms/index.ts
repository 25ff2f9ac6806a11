import { createContactMethod } from "./create-contact-method.ts";
import { deleteAlarm } from "./delete-alarm.ts";
import { deleteContactMethod } from "./delete-contact-method.ts";
import { getAlarms } from "./get-alarms.ts";
import { getContactMethods } from "./get-contact-methods.ts";
import { putAlarm } from "./put-alarm.ts";
import { sendContactMethodVerification } from "./send-contact-method-verification.ts";
import { testAlarm } from "./test-alarm.ts";

export const alarms = {
  CreateContactMethod: createContactMethod,
  DeleteAlarm: deleteAlarm,
  DeleteContactMethod: deleteContactMethod,
  GetAlarms: getAlarms,
  GetContactMethods: getContactMethods,
  PutAlarm: putAlarm,
  SendContactMethodVerification: sendContactMethodVerification,
  TestAlarm: testAlarm,
};
