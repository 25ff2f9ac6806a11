import { LightsailClient } from "@aws-sdk/client-lightsail";
import { LIGHTSAIL } from "../aws/services.ts";
import { AwsSession, type Link as ServiceLink } from "../aws/session.ts";
import type { LightsailSession, SessionOptions } from "./options.ts";
import { collectBody, LightsailProtocol } from "./protocol.ts";

/** A connection to Lightsail in one region. */
export type Link = ServiceLink<LightsailClient>;

/** The link to a region, always the same one. */
export function connect(session: LightsailSession, region: string): Promise<Link> {
  if (!(session instanceof Session)) throw new TypeError("Not a session made by openSession().");
  return session.link(LIGHTSAIL, region, LightsailClient, {
    protocol: LightsailProtocol,
    streamCollector: collectBody,
  });
}

/** The session that `openSession` creates. */
export class Session extends AwsSession implements LightsailSession {
  readonly provider: string;

  constructor(options: SessionOptions) {
    super(options);
    const inProcess = options.requestHandler !== undefined;
    this.provider = options.provider ?? (inProcess ? "sandbox" : "lightsail");
  }
}
