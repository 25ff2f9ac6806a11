import type { Caller } from "../../core/contracts/account-probe.ts";
import { QuantsError } from "../../core/errors.ts";
import { abortReason } from "../../core/time/wait.ts";
import { answerLimit, orAborted } from "../aws/answer-limit.ts";
import { connect } from "./client.ts";
import { COMMON_FAILURES } from "../aws/common-failures.ts";
import { explain } from "../aws/explain.ts";
import { STS } from "../aws/services.ts";
import type { LightsailSession } from "./options.ts";
import { configuredEndpoint } from "../aws/profiles.ts";
import { type Answer, signedRequest } from "../aws/signed-request.ts";

const OPERATION = "GetCallerIdentity";
const BODY = `Action=${OPERATION}&Version=2011-06-15`;
/** Checks for the answer, which is shown and may come from anywhere. */
const ACCOUNT = /<Account>(\d{12})<\/Account>/;
const ARN = /<Arn>(arn:[\w-]+:(?:iam|sts)::\d{12}:[\w+=,.@:/-]{1,600})<\/Arn>/;
const CODE = /<Code>([\w.]{1,100})<\/Code>/;
const MESSAGE = /<Message>([^<]{1,1000})<\/Message>/;

interface Where {
  /** From a flag or the config file: all requests go there. */
  endpointUrl: string | undefined;
  profile: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

/**
 * The identity of the credentials, from the token service. The package has no client for that
 * service; its one call is a form, sent with the Lightsail client's signer and connections.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerIdentity(
  session: LightsailSession,
  region: string,
  where: Where,
): Promise<Caller | null> {
  const { profile, signal } = where;
  const endpoint = await endpointOf(region, where);
  const limit = answerLimit(OPERATION, undefined, signal);
  try {
    const { statusCode: status, text } = await orAborted(
      send(session, region, endpoint, limit.signal),
      limit.signal,
    );
    const caller = readCaller(text);
    if (status === 200 && caller !== null) return caller;
    const code = CODE.exec(text)?.[1];
    if (code === undefined) return null;
    throw refusal(code, MESSAGE.exec(text)?.[1] ?? code, status);
  } catch (error) {
    if (signal.aborted) throw abortReason(signal);
    const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
    const occasion = { service: STS, operation: OPERATION, region, endpoint, profile };
    const { error: refused } = explain(cause, occasion, COMMON_FAILURES);
    // An endpoint without this operation is not a token service.
    if (refused.code === "failed") return null;
    throw refused;
  } finally {
    limit.clear();
  }
}

async function endpointOf(region: string, { endpointUrl, profile, env }: Where): Promise<string> {
  const configured = endpointUrl ?? (await configuredEndpoint(profile, env, STS));
  if (configured === undefined) return `https://sts.${region}.amazonaws.com`;
  if (URL.canParse(configured)) return configured;
  throw new QuantsError("config_invalid", `The endpoint "${configured}" is not a valid address.`, {
    hint: "Correct --endpoint-url, AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL or the profile's endpoint_url.",
    resource: configured,
  });
}

async function send(
  session: LightsailSession,
  region: string,
  endpoint: string,
  signal: AbortSignal,
): Promise<Answer> {
  const { client } = await connect(session, region);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const where = { method: "POST" as const, endpoint, path: "/", service: STS.id, region };
  return signedRequest(client.config, { ...where, headers, body: BODY }, signal);
}

function readCaller(text: string): Caller | null {
  const [account, arn] = [ACCOUNT.exec(text)?.[1], ARN.exec(text)?.[1]];
  return account === undefined || arn === undefined ? null : { account, arn };
}

/** In the form in which the SDK reports a refusal. */
function refusal(name: string, message: string, httpStatusCode: number): Error {
  return Object.assign(new TypeError(message), {
    name,
    $fault: "client",
    $metadata: { httpStatusCode },
  });
}
