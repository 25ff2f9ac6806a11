import { type Wording, advice, toRun } from "../../core/text/advice.ts";
import { firstLine, type Occasion, type Row, sentence, type Thrown } from "./failure.ts";

/**
 * Refusals and faults that Lightsail itself sent. Texts and codes are those captured from
 * the service; where none is known the exception's name decides. Order matters.
 */
export const SERVICE_FAILURES: readonly Row[] = [
  {
    name: /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/,
    as: "throttled",
    retryable: true,
    repeat: "slower",
    message: (_, { operation, region }) =>
      `Lightsail in ${region} refused ${operation}: too many requests.`,
    hint: () => "Wait a little and repeat the command, or work on fewer resources at a time.",
  },
  {
    status: (status) => status === 429,
    as: "throttled",
    retryable: true,
    repeat: "slower",
    message: (_, { operation, endpoint }) => `${endpoint} refused ${operation}: too many requests.`,
    hint: () => "Wait a little and repeat the command, or work on fewer resources at a time.",
  },
  {
    name: /^(NotFoundException|DoesNotExist)$/,
    as: "not_found",
    message: notFound,
    hint: whereItMayBe,
  },
  { code: /^DoesNotExist$/, as: "not_found", message: notFound, hint: whereItMayBe },
  { code: /^NameExists$/, as: "name_in_use", hint: anotherName },
  { name: /^NameExists$/, as: "name_in_use", hint: anotherName },
  { text: /names? (are|is) already in use/i, as: "name_in_use", hint: anotherName },
  {
    name: /^(Account|Region)SetupInProgress(Exception)?$/,
    as: "account_not_ready",
    retryable: true,
    hint: ({ region }) =>
      `AWS is still setting up Lightsail in ${region} for this account; try again in some minutes.`,
  },
  {
    name: /^OptInRequired$/,
    as: "account_not_ready",
    hint: () =>
      "Open https://lightsail.aws.amazon.com once with this account to activate Lightsail.",
  },
  {
    text: /pending verification/i,
    as: "account_not_ready",
    retryable: true,
    hint: () => "AWS is verifying the account, which can take some hours; it sends an e-mail.",
  },
  {
    name: /^(LimitExceeded|ServiceQuotaExceeded)(Exception)?$/,
    as: "quota_exceeded",
    hint: moreQuota,
  },
  {
    text: /maximum (size )?limit|reached the (maximum )?(size )?limit|limit (of|for) .* (exceeded|reached)|quota/i,
    as: "quota_exceeded",
    hint: moreQuota,
  },
  {
    text: /InsufficientInstanceCapacity|not enough capacity/i,
    as: "capacity",
    retryable: true,
    message: ({ message }) => sentence(message.replace(/^InsufficientInstanceCapacity:\s*/, "")),
    hint: () => "Try another zone (--az), a smaller bundle (--bundle), or the same again later.",
  },
  {
    name: /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/,
    as: "credentials_expired",
    message: ({ message }, occasion) =>
      `The credentials${ofProfile(occasion)} have expired: ${sentence(firstLine(message))}`,
    hint: renewCredentials,
  },
  { name: /^RequestTimeTooSkewed$|^RequestInTheFuture$/, ...wrongClock() },
  { text: /signature (expired|not yet current)/i, ...wrongClock() },
  {
    name: /^(UnrecognizedClient|InvalidClientTokenId|Unauthenticated|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|AuthFailure|InvalidAccessKeyId)(Exception)?$/,
    as: "credentials_invalid",
    message: ({ message }, occasion) =>
      `AWS does not accept the credentials${ofProfile(occasion)} in ${occasion.region}: ${sentence(firstLine(message))}`,
    hint: ({ region }) =>
      `Check them with \`aws sts get-caller-identity\`. If they work elsewhere, ${region} may be an opt-in region that this account has not enabled (AWS console, Account, AWS Regions).`,
  },
  {
    name: /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|UnauthorizedException)$/,
    as: "access_denied",
    message: ({ message }, { operation, region }) =>
      `Not allowed to call lightsail:${operation} in ${region}: ${sentence(message)}`,
    hint: ({ operation, profile }) =>
      `Ask for the permission lightsail:${operation}, or use another profile with --profile${profile === undefined ? "" : ` instead of ${profile}`}.`,
  },
  {
    name: /^UnknownOperation(Exception)?$/,
    as: "failed",
    message: (_, { operation, endpoint }) => `${endpoint} does not know ${operation}.`,
    hint: () => "Is AWS_ENDPOINT_URL (or --endpoint-url) meant for Lightsail?",
  },
  {
    text: /try again in a few minutes|please wait for it to complete/i,
    as: "invalid_state",
    retryable: true,
    hint: look,
  },
  { name: /^(OperationFailureException|OperationFailure)$/, as: "invalid_state", hint: look },
  { code: /^UnsupportedOperation$/, as: "invalid_state", hint: look },
  {
    text: /(current|right) (state|now)|(is|isn't|not|already|still) (attached|running|stopped|pending|stopping)/i,
    as: "invalid_state",
    hint: look,
  },
  {
    name: /^(InvalidInput(Exception)?|Validation(Error|Exception)|InvalidParameter\w*|SerializationException|MissingParameter)$/,
    as: "invalid_input",
    hint: ({ region }) =>
      `Bundles, blueprints and zones differ between regions; look up what ${region} offers, and mind upper and lower case.`,
  },
  {
    name: /^(ServiceException|InternalFailure|InternalError|InternalServerError|ServiceUnavailable(Exception)?)$/,
    ...serverFault(),
  },
  { status: (status) => status >= 500, ...serverFault() },
];

/** The credential chain found nothing usable. Nothing was sent. */
export const CREDENTIAL_FAILURES: readonly Row[] = [
  {
    text: /expired|refresh|sso login/i,
    as: "credentials_expired",
    message: ({ message }, occasion) =>
      `The credentials${ofProfile(occasion)} have expired: ${sentence(firstLine(message))}`,
    hint: renewCredentials,
  },
  {
    text: /could not load credentials from any provider/i,
    as: "credentials_missing",
    message: (_, occasion) =>
      occasion.profile === undefined
        ? "No AWS credentials were found."
        : `The AWS profile "${occasion.profile}" has no credentials.`,
    hint: () =>
      "Run `aws configure` or `aws sso login`, choose a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. To try without an account: --provider sandbox.",
  },
  {
    // What follows is the command line of credential_process, which may hold a secret.
    text: /^command failed/i,
    as: "credentials_missing",
    message: (_, occasion) => `The credential_process${ofProfile(occasion)} failed.`,
    hint: () => "Run the profile's credential_process by hand to see why.",
  },
  {
    as: "credentials_missing",
    message: ({ message }, occasion) =>
      `No credentials could be had${ofProfile(occasion)}: ${sentence(firstLine(message))}`,
    hint: ({ profile }) =>
      `Check the profile with \`aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${profile}`}\`.`,
  },
];

/** No answer, or none that Lightsail would give. */
export const NETWORK_FAILURES: readonly Row[] = [
  {
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    ...unreachable(),
    message: (_, { endpoint }) => `The name of ${endpoint} could not be resolved.`,
    hint: ({ region }) =>
      `Check the network and DNS. Lightsail may not exist in ${region}: is the region's name right?`,
  },
  {
    code: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/,
    ...unreachable(),
    message: ({ code }, { endpoint }) => `${endpoint} could not be reached (${code}).`,
    hint: checkEndpoint,
  },
  {
    text: /did not establish a connection/,
    ...unreachable(),
    message: (_, { endpoint }) => `${endpoint} did not take the connection in time.`,
    hint: checkEndpoint,
  },
  {
    code: /CERT|SIGNATURE|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/,
    as: "endpoint_unreachable",
    message: ({ message }, { endpoint }) =>
      `The certificate of ${endpoint} is not trusted: ${sentence(message)}`,
    hint: () =>
      "Behind a proxy that inspects TLS, point NODE_EXTRA_CA_CERTS to its certificate authority.",
  },
  {
    code: /^(EPROTO|ERR_SSL\w*|HPE_\w+)$/,
    as: "endpoint_unreachable",
    message: (_, { endpoint }) => `${endpoint} does not speak the protocol of its address.`,
    hint: () => "Check http against https in the endpoint's address.",
  },
  {
    name: /^TimeoutError$/,
    text: /requestTimeout|inactivity|ETIMEDOUT/,
    ...broken(),
    message: (_, { endpoint, operation }) => `${endpoint} did not answer ${operation} in time.`,
  },
  {
    code: /^(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET)$/,
    ...broken(),
    message: ({ code }, { endpoint, operation }) =>
      `The connection to ${endpoint} broke during ${operation} (${code}).`,
  },
  {
    name: /^TimeoutError$/,
    text: /unfinished/,
    // Not repeated: what takes the whole time once will take it again.
    ...once(broken()),
    message: (_, { endpoint, operation }) =>
      `${endpoint} did not finish its answer to ${operation} in time.`,
  },
  { name: /^TimeoutError$/, ...broken() },
  {
    status: (status) => status >= 500,
    ...serverFault(),
    message: ({ status }, { endpoint, operation }) =>
      `${endpoint} failed at ${operation} (HTTP ${status}).`,
  },
  {
    // An answer that cannot be read: a login page of a proxy, another service, half a body.
    status: () => true,
    as: "endpoint_unreachable",
    retryable: true,
    effect: "unknown",
    repeat: "soon",
    message: ({ status }, { endpoint }) =>
      `${endpoint} answered something that is not the Lightsail API's (HTTP ${status}).`,
    hint: () =>
      "Check AWS_ENDPOINT_URL or --endpoint-url, and whether a proxy answers in its place.",
  },
];

function unreachable(): Pick<Row, "as" | "retryable" | "repeat"> {
  return { as: "endpoint_unreachable", retryable: true, repeat: "soon" };
}

function broken(): Pick<Row, "as" | "retryable" | "repeat" | "effect" | "hint"> {
  return {
    as: "service_unavailable",
    retryable: true,
    repeat: "soon",
    effect: "unknown",
    hint: () => "Repeat the command. If it goes on, check the network.",
  };
}

function once<T extends Pick<Row, "repeat">>({ repeat: _, ...row }: T): Omit<T, "repeat"> {
  return row;
}

function wrongClock(): Pick<Row, "as" | "message" | "hint"> {
  return {
    as: "credentials_invalid",
    message: () => "The request's time was refused: this machine's clock is wrong.",
    hint: () => "Set the clock (`timedatectl set-ntp true`) and repeat the command.",
  };
}

function serverFault(): Omit<Row, "name" | "status"> {
  return {
    as: "service_unavailable",
    retryable: true,
    repeat: "soon",
    effect: "unknown",
    message: ({ message, status }, { endpoint, operation }) =>
      `${endpoint} failed at ${operation} (HTTP ${status ?? 500}): ${sentence(message)}`,
    hint: () => "Repeat the command. If it goes on, look at https://health.aws.amazon.com.",
  };
}

/** `The StaticIp does not exist: web` is how Lightsail says it. */
function notFound({ message }: Thrown, { region }: Occasion): string {
  const [, kind = "", name] = /^The (\w+) does not exist: (.+?)\.?$/.exec(message) ?? [];
  if (name === undefined) return sentence(message);
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `The ${words.replace(/\bip\b/, "IP")} "${name}" does not exist in ${region}.`;
}

function whereItMayBe({ operation }: Occasion): Wording {
  const isSnapshot = /^(?:GetInstance|DeleteInstance|CreateInstancesFrom)Snapshot$/.test(operation);
  const isStaticIp = /^(?:Get|Detach|Release)StaticIp$/.test(operation);
  const noun = isSnapshot ? "snapshot " : isStaticIp ? "ip " : "";
  const list = toRun(`infra ${noun}list`, { region: "all" });
  return advice`Names are case-sensitive and belong to one region; \`${list}\` shows what is where.`;
}

function anotherName(): string {
  return "Names are shared by all kinds of resources of a region, static IPs and snapshots included. Choose another name.";
}

function moreQuota({ region }: Occasion): string {
  return `Remove what is not needed in ${region}, or ask for more at https://console.aws.amazon.com/servicequotas (Amazon Lightsail).`;
}

function look({ resource, region }: Occasion): Wording {
  return resource === undefined
    ? "Look at the state of the resource and try again later."
    : advice`Look at its state with \`${toRun("infra info", { name: resource, region })}\` and try again later.`;
}

function renewCredentials({ profile }: Occasion): string {
  const which = profile === undefined ? "" : ` --profile ${profile}`;
  return `Renew them (\`aws sso login${which}\` for SSO) and repeat the command. If they are fresh, check this machine's clock.`;
}

function ofProfile({ profile }: Occasion): string {
  return profile === undefined ? "" : ` of the profile "${profile}"`;
}

function checkEndpoint({ endpoint }: Occasion): Wording {
  return /127\.0\.0\.1|localhost|\[::1\]/.test(endpoint)
    ? advice`Is the sandbox running? Start it with \`${toRun("sandbox start")}\`, or unset AWS_ENDPOINT_URL.`
    : "Check the network, a proxy or firewall in between, and AWS_ENDPOINT_URL.";
}
