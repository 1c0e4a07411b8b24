/* The guard on the connected address: a webhook reaches the public internet and the networks its destination names. */

import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { buildConnector } from "undici";
import type { Destination } from "../../core/destination.js";
import { AppError } from "../../core/errors.js";
import { createNetworks, isSpecialAddress, type AddressTest } from "../../core/networks.js";

export interface GuardOptions {
  /** As `dns.lookup`; asked for every connection, nothing is remembered. */
  readonly lookup?: LookupFunction;
  /** Roots in PEM, instead of Node's own and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: readonly string[];
}

/** Throws RangeError for a network that is none. */
export const createAddressTest = (networks: readonly string[]): AddressTest => {
  const isNamed = createNetworks(networks);
  return (address) => !isSpecialAddress(address) || isNamed(address);
};

const asList = (address: string | LookupAddress[], family: number | undefined): readonly LookupAddress[] =>
  typeof address === "string" ? [{ address, family: family ?? isIP(address) }] : address;

/** A lookup whose answers hold allowed addresses only, so that nothing else can be connected to. */
export function guardLookup(lookup: LookupFunction, isAllowed: AddressTest): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, address, family) => {
      if (error !== null) {
        callback(error, "", 0);
        return;
      }
      const found = asList(address, family);
      const allowed = found.filter((one) => isAllowed(one.address));
      const [first] = allowed;
      if (first === undefined) {
        const code = found.length === 0 ? "destination_unreachable" : "destination_forbidden";
        callback(new AppError(code), "", 0);
      } else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * Questions that come while the same one is under way share its answer, which is not kept. Node asks on few threads: a
 * destination whose name server is slow would take them all, and keep every other destination waiting.
 */
function shareLookup(lookup: LookupFunction): LookupFunction {
  const asking = new Map<string, Parameters<LookupFunction>[2][]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options]);
    const waiting = asking.get(key);
    if (waiting !== undefined) {
      waiting.push(callback);
      return;
    }
    asking.set(key, [callback]);
    lookup(hostname, options, (...answer) => {
      const all = asking.get(key) ?? [];
      asking.delete(key);
      for (const one of all) one(...answer);
    });
  };
}

/** Literal addresses are never looked up, so they are judged here; and once more what the socket says of its other end. */
export function createConnector(destination: Destination, options: GuardOptions): buildConnector.connector {
  const isAllowed = createAddressTest(destination.networks);
  const connect = buildConnector({
    timeout: destination.timeoutMs,
    lookup: guardLookup(shareLookup(options.lookup ?? systemLookup), isAllowed),
    // Said, not left to NODE_TLS_REJECT_UNAUTHORIZED.
    rejectUnauthorized: !destination.insecure,
    minVersion: "TLSv1.2",
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
  });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(host) !== 0 && !isAllowed(host)) {
      callback(new AppError("destination_forbidden"), null);
      return;
    }
    connect({ ...target, hostname: host }, (...[error, socket]: buildConnector.CallbackArgs) => {
      if (error !== null) callback(error, null);
      else callback(...judgeSocket(socket, isAllowed));
    });
  };
}

/** A socket that must not be used is destroyed. */
export function judgeSocket(socket: Socket, isAllowed: AddressTest): buildConnector.CallbackArgs {
  if (isAllowed(socket.remoteAddress ?? "")) return [null, socket];
  socket.destroy();
  return [new AppError("destination_forbidden"), null];
}
