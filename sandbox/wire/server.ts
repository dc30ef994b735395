import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";

import { errorText } from "../provider/errors";

/** A call as the server hands it on. */
export interface IncomingCall {
  /** Message of Pulumi's protocol; the method decides its class. */
  readonly request: unknown;
  /** Cuts the line: the engine never hears an answer to this call. */
  readonly hangUp: () => void;
}

/** Answers one method with a protocol message, or with `undefined` when the line was cut. */
export type Handler = (call: IncomingCall) => Promise<unknown>;

/** A serving control plane. */
export interface Listening {
  /** Port on 127.0.0.1 that it took. */
  readonly port: number;
  /** Ends it at once, calls under way included. */
  readonly close: () => void;
}

/** Options of {@link serve}. */
export interface ServeOptions {
  /** Fixed port; 0 takes any free one. */
  readonly port: number;
  /** Answers by method name, such as `create`; methods left out answer "unimplemented". */
  readonly handlers: Readonly<Record<string, Handler>>;
}

// Inputs of large dashboards pass gRPC's default of 4 MB; the engine itself uses this limit.
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Serves Pulumi's provider protocol on the loopback address. */
export async function serve(options: ServeOptions): Promise<Listening> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MESSAGE_LIMIT,
    "grpc.max_send_message_length": MESSAGE_LIMIT,
    // Without this, two processes given the same fixed port would silently share it.
    "grpc.so_reuseport": 0,
  });
  server.addService(
    ResourceProviderService,
    Object.fromEntries(Object.entries(options.handlers).map(([method, handler]) => [method, unary(handler)])),
  );
  const port = await bind(server, options.port);
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}

function bind(server: grpc.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
}

function unary(handler: Handler): grpc.handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const hangUp = (): void => {
      resetStream(call);
    };
    handler({ request: call.request, hangUp }).then(
      (answer) => {
        if (answer !== undefined) callback(null, answer);
      },
      (thrown: unknown) => {
        callback({ code: grpc.status.UNKNOWN, details: errorText(thrown) });
      },
    );
  };
}

/** gRPC has no public way to lose an answer, so this reaches for the HTTP/2 stream under the call. */
function resetStream(call: unknown): void {
  const stream = (call as { call?: { stream?: { close?: (code: number) => void } } }).call?.stream;
  if (stream?.close === undefined) throw new Error("cannot reach the stream under this call");
  const HTTP2_INTERNAL_ERROR = 2;
  stream.close(HTTP2_INTERNAL_ERROR);
}
