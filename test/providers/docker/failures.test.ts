import { expect, test } from "vitest";
import { dockerFailure } from "../../../src/providers/docker/failures.ts";

test.each([
  [
    "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
    "endpoint_unreachable",
  ],
  [
    'Error response from daemon: This node is not a swarm manager. Use "docker swarm init"',
    "invalid_state",
  ],
  [
    "Error response from daemon: rpc error: code = AlreadyExists desc = config x already exists",
    "name_in_use",
  ],
  ["Error: No such service: x", "not_found"],
  ["rpc error: code = Unknown desc = update out of sequence", "conflict"],
  ["warning: incomplete log stream. some logs could not be retrieved", "service_unavailable"],
  ["rpc error: The swarm does not have a leader", "service_unavailable"],
  ["permission denied while trying to connect to the Docker daemon socket", "access_denied"],
  ["stderr=Host key verification failed.", "access_denied"],
  ["unable to resolve docker endpoint: open /x/ca.pem: no such file", "credentials_missing"],
  [
    'error during connect: Get "https://x": tls: failed to verify certificate: x509: certificate has expired',
    "credentials_invalid",
  ],
  ["check your TLS client certification settings: remote error: tls: bad", "credentials_invalid"],
  ["http: server gave HTTP response to HTTPS client", "config_invalid"],
  ["error during connect: has exited with exit status 127, make sure", "config_not_found"],
  ["client version 1.24 is too old. Minimum supported API version is 1.44", "invalid_state"],
  ['network "x" is declared as external, but could not be found', "not_found"],
  ["something else", "operation_failed"],
])("%s", (stderr, code) => {
  expect(dockerFailure(["service", "create", "--secret-looking"], stderr, "here")).toMatchObject({
    code,
  });
});

test("shows no argument beyond the command's name", () => {
  const { message } = dockerFailure(["secret", "create", "hidden"], "failed", "here");
  expect(message).toBe("docker secret create failed (here): failed");
});
