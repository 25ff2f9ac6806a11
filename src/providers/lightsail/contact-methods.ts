import type { ContactMethod, ContactProtocol } from "../../core/contracts/alarms.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import { PROTOCOLS, toContact } from "./alarm-mapping.ts";
import type { Calls } from "./calls.ts";

export async function listContacts(calls: Calls, call?: CallOptions): Promise<ContactMethod[]> {
  const { contactMethods = [] } = await calls.read("GetContactMethods", {}, call);
  return contactMethods.map((it) => toContact(it, calls.region));
}

/** Addresses are personal: what is recorded of the call names only the protocol. */
export async function createContact(
  calls: Calls,
  protocol: ContactProtocol,
  endpoint: string,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "CreateContactMethod",
    { protocol: PROTOCOLS[protocol], contactEndpoint: endpoint },
    { ...call, resource: protocol },
    async () => (await findContact(calls, protocol, call))?.endpoint === endpoint,
  );
}

export async function verifyContact(
  calls: Calls,
  protocol: ContactProtocol,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "SendContactMethodVerification",
    { protocol: "Email" },
    { ...call, resource: protocol },
    // Whether it was sent can't be read: at most it is sent twice.
    async () => false,
  );
}

export async function deleteContact(
  calls: Calls,
  protocol: ContactProtocol,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "DeleteContactMethod",
    { protocol: PROTOCOLS[protocol] },
    { ...call, resource: protocol },
    async () => (await findContact(calls, protocol, call)) === undefined,
  );
}

async function findContact(
  calls: Calls,
  protocol: ContactProtocol,
  call?: CallOptions,
): Promise<ContactMethod | undefined> {
  return (await listContacts(calls, call)).find((it) => it.protocol === protocol);
}
