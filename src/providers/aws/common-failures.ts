import { ofProfile, renewCredentials, serverFault, wrongClock } from "./failure-advice.ts";
import { firstLine, type Row, sentence } from "./failure.ts";

/** Too many requests, in the words of any service. */
export const THROTTLING: readonly Row[] = [
  {
    name: /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/,
    as: "throttled",
    retryable: true,
    repeat: "slower",
    message: (_, { operation, region, service }) =>
      `${service.title} in ${region} refused ${operation}: too many requests.`,
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
];

/** Credentials that a service does not accept, and calls that it does not allow. */
export const ACCESS_FAILURES: readonly Row[] = [
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
    message: ({ message }, { operation, region, service }) =>
      `Not allowed to call ${service.permission}:${operation} in ${region}: ${sentence(message)}`,
    hint: ({ operation, profile, service }) =>
      `Ask for the permission ${service.permission}:${operation}, or use another profile with --profile${profile === undefined ? "" : ` instead of ${profile}`}.`,
  },
];

/** Faults of the service itself; they rank after all specific refusals. */
export const SERVER_FAULTS: readonly Row[] = [
  {
    name: /^(ServiceException|InternalFailure|InternalError|InternalServerError|ServiceUnavailable(Exception)?)$/,
    ...serverFault(),
  },
  { status: (status) => status >= 500, ...serverFault() },
];

/** Answers that every AWS service may give. */
export const COMMON_FAILURES: readonly Row[] = [
  ...THROTTLING,
  ...ACCESS_FAILURES,
  ...SERVER_FAULTS,
];

/** The refusals of services without their own table; Lightsail has one. */
export const SERVICE_FAILURES: readonly Row[] = [
  ...THROTTLING,
  ...ACCESS_FAILURES,
  {
    name: /NotFound(Exception|Fault)?$|^NoSuch\w+$|^ResourceNotFound/,
    as: "not_found",
  },
  { status: (status) => status === 404, as: "not_found" },
  { name: /^(LimitExceeded|ServiceQuotaExceeded|TooMany\w+)(Exception)?$/, as: "quota_exceeded" },
  { name: /^(Invalid|Validation|Malformed|Missing)\w*$/, as: "invalid_input" },
  { name: /(Conflict|PriorRequestNotComplete|InUse)\w*$/, as: "conflict" },
  ...SERVER_FAULTS,
];

/** The credential chain found nothing usable, so nothing was sent. */
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
    // The rest is the command line of credential_process, which may contain a secret.
    text: /^command failed/i,
    as: "credentials_missing",
    message: (_, occasion) => `The credential_process${ofProfile(occasion)} failed.`,
    hint: () => "Run the profile's credential_process by hand to see why.",
  },
  {
    as: "credentials_missing",
    message: ({ message }, occasion) =>
      `Can't get credentials${ofProfile(occasion)}: ${sentence(firstLine(message))}`,
    hint: ({ profile }) =>
      `Check the profile with \`aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${profile}`}\`.`,
  },
];
