import { checkEndpoint, serverFault, once, broken, unreachable } from "./failure-advice.ts";
import { type Row, sentence } from "./failure.ts";

/** No answer, or one that the service would not give. */
export const NETWORK_FAILURES: readonly Row[] = [
  {
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    ...unreachable(),
    message: (_, { endpoint }) => `The name of ${endpoint} could not be resolved.`,
    hint: ({ region, service }) =>
      `Check the network and DNS. ${service.title} may not exist in ${region}: is the region's name correct?`,
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
    message: (_, { endpoint }) => `${endpoint} did not accept the connection in time.`,
    hint: checkEndpoint,
  },
  {
    code: /CERT|SIGNATURE|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/,
    as: "endpoint_unreachable",
    message: ({ message }, { endpoint }) =>
      `The certificate of ${endpoint} is not trusted: ${sentence(message)}`,
    hint: () =>
      "Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to its certificate authority.",
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
    // Not repeated: what used up the time once will do so again.
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
    // An unreadable answer: a proxy's login page, another service, half a body.
    status: () => true,
    as: "endpoint_unreachable",
    retryable: true,
    effect: "unknown",
    repeat: "soon",
    message: ({ status }, { endpoint, service }) =>
      `${endpoint} answered something that is not the ${service.title} API's (HTTP ${status}).`,
    hint: () =>
      "Check AWS_ENDPOINT_URL or --endpoint-url, and whether a proxy answers in its place.",
  },
];
