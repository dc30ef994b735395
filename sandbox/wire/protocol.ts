import type {
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

import type { CheckFailure, CreateCall, DiffAnswer, ReadAnswer, ResourceCall } from "../provider/calls";
import type { PropertyChange } from "../provider/diff";
import type { Operation } from "../faults/faults";
import type { SandboxProvider } from "../provider/provider";
import type { Handler, IncomingCall } from "./server";
import type { WireBag } from "./values";

/** Runs an operation under the faults that were asked for; answers `undefined` when the answer got lost. */
export type Guard = <Answer>(
  what: { readonly operation: Operation; readonly type: string; readonly id?: string },
  hangUp: () => void,
  work: () => Promise<Answer>,
) => Promise<Answer | undefined>;

/** What the protocol translates to and from. */
export interface ProtocolParts {
  /** Version that it reports as a plugin: that of the installed SDK. */
  readonly version: string;
  /** Gives the control plane, made at the first call for it. */
  readonly provider: () => Promise<SandboxProvider>;
  /** Runs every call under the faults that were asked for. */
  readonly guard: Guard;
}

/** Translates Pulumi's provider protocol into calls of a {@link SandboxProvider}. */
export function protocolHandlers(parts: ProtocolParts): Readonly<Record<string, Handler>> {
  return {
    getPluginInfo: () => Promise.resolve(pluginInfo(parts.version)),
    attach: () => Promise.resolve(new Empty()),
    cancel: () => Promise.resolve(new Empty()),
    getSchema: () => Promise.resolve(new messages.GetSchemaResponse().setSchema("{}")),
    checkConfig: ({ request }) => Promise.resolve(acceptConfig(request as CheckRequest)),
    diffConfig: () => Promise.resolve(noChange()),
    configure: () => Promise.resolve(configured()),
    invoke: (call) => answerInvoke(parts, call),
    check: (call) => answerCheck(parts, call),
    diff: (call) => answerDiff(parts, call),
    create: (call) => answerCreate(parts, call),
    read: (call) => answerRead(parts, call),
    update: (call) => answerUpdate(parts, call),
    delete: (call) => answerDelete(parts, call),
  };
}

function pluginInfo(version: string): PluginInfo {
  return new PluginInfo().setVersion(version);
}

function acceptConfig(request: CheckRequest): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(request.getNews());
}

function noChange(): messages.DiffResponse {
  return new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE);
}

function configured(): messages.ConfigureResponse {
  // Resources as inputs arrive as their ids and outputs as their values: all that a control plane ever sees.
  return new messages.ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(false)
    .setAcceptoutputs(false);
}

async function answerInvoke({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as InvokeRequest;
  const token = request.getTok();
  return guard({ operation: "invoke", type: token }, call.hangUp, async () => {
    const outputs = (await provider()).invoke({ token, args: bag(request.getArgs()) });
    return new messages.InvokeResponse().setReturn(struct(outputs));
  });
}

async function answerCheck({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as CheckRequest;
  const resource = resourceOf(request);
  return guard({ operation: "check", type: resource.type }, call.hangUp, async () => {
    const answer = await (
      await provider()
    ).check({
      ...resource,
      olds: bag(request.getOlds()),
      news: bag(request.getNews()),
      seed: request.getRandomseed_asU8(),
    });
    return new messages.CheckResponse()
      .setInputs(struct(answer.inputs))
      .setFailuresList(answer.failures.map(checkFailure));
  });
}

async function answerDiff({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as DiffRequest;
  const resource = resourceOf(request);
  return guard({ operation: "diff", type: resource.type, id: request.getId() }, call.hangUp, async () =>
    diffResponse(
      (await provider()).diff({
        ...resource,
        id: request.getId(),
        oldInputs: bag(request.getOldInputs() ?? request.getOlds()),
        news: bag(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
      }),
    ),
  );
}

async function answerCreate({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as CreateRequest;
  const wanted: CreateCall = {
    ...resourceOf(request),
    inputs: bag(request.getProperties()),
    preview: request.getPreview(),
  };
  const work = async (): Promise<unknown> => {
    const { id, outputs } = await (await provider()).create(wanted);
    return new messages.CreateResponse().setId(id).setProperties(struct(outputs));
  };
  return wanted.preview ? work() : guard({ operation: "create", type: wanted.type }, call.hangUp, work);
}

async function answerRead({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as ReadRequest;
  const resource = resourceOf(request);
  const id = request.getId();
  return guard({ operation: "read", type: resource.type, id }, call.hangUp, async () => {
    // An import sends neither inputs nor properties: the engine knows the id and nothing else.
    const known = { ...bag(request.getProperties()), ...bag(request.getInputs()) };
    return readResponse(await (await provider()).read({ ...resource, id, known }));
  });
}

async function answerUpdate({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as UpdateRequest;
  const resource = resourceOf(request);
  const id = request.getId();
  const preview = request.getPreview();
  const work = async (): Promise<unknown> => {
    const outputs = await (
      await provider()
    ).update({ ...resource, id, inputs: bag(request.getNews()), preview });
    return new messages.UpdateResponse().setProperties(struct(outputs));
  };
  return preview ? work() : guard({ operation: "update", type: resource.type, id }, call.hangUp, work);
}

async function answerDelete({ provider, guard }: ProtocolParts, call: IncomingCall): Promise<unknown> {
  const request = call.request as DeleteRequest;
  const resource = resourceOf(request);
  const id = request.getId();
  return guard({ operation: "delete", type: resource.type, id }, call.hangUp, async () => {
    await (await provider()).delete({ ...resource, id });
    return new Empty();
  });
}

function resourceOf(request: { getUrn(): string; getType(): string; getName(): string }): ResourceCall {
  // Engines before 3.130 leave type and name out; the URN has both.
  const [, , chain = "", ...names] = request.getUrn().split("::");
  const type = request.getType() || chain.slice(chain.lastIndexOf("$") + 1);
  return { type, name: request.getName() || names.join("::") };
}

function checkFailure(failure: CheckFailure): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(failure.property).setReason(failure.reason);
}

function diffResponse({ changes, deleteBeforeReplace }: DiffAnswer): messages.DiffResponse {
  const kinds = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(changes.length > 0 ? kinds.DIFF_SOME : kinds.DIFF_NONE)
    .setReplacesList(changes.filter(({ replaces }) => replaces).map(({ path }) => path))
    .setDiffsList([...new Set(changes.map(({ path }) => topLevel(path)))])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const change of changes) {
    detailed.set(change.path, new messages.PropertyDiff().setKind(kindOf(change)).setInputdiff(true));
  }
  return response;
}

function kindOf({ kind, replaces }: PropertyChange): messages.PropertyDiff.Kind {
  const kinds = messages.PropertyDiff.Kind;
  switch (kind) {
    case "add":
      return replaces ? kinds.ADD_REPLACE : kinds.ADD;
    case "delete":
      return replaces ? kinds.DELETE_REPLACE : kinds.DELETE;
    case "update":
      return replaces ? kinds.UPDATE_REPLACE : kinds.UPDATE;
  }
}

function topLevel(path: string): string {
  return path.replace(/[.[].*$/, "");
}

function readResponse(answer: ReadAnswer | undefined): messages.ReadResponse {
  if (answer === undefined) return new messages.ReadResponse().setId("").setProperties(struct({}));
  return new messages.ReadResponse()
    .setId(answer.id)
    .setProperties(struct(answer.outputs))
    .setInputs(struct(answer.inputs));
}

function bag(message: Struct | undefined): WireBag {
  return message?.toJavaScript() ?? {};
}

function struct(values: WireBag): Struct {
  return Struct.fromJavaScript(values);
}
