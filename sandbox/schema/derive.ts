import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import * as ts from "typescript";

import { checkoutFolder, sdkFolder } from "../packages";
import type { Declaration } from "./locate";
import type { ObjectShape, PropertyShape, Shape, TypeSchema } from "./shape";

/** Turns the declared argument types of an installed SDK into schemas. */
export class Deriver {
  readonly #indexes = new Map<string, ReadonlyMap<string, ts.InterfaceDeclaration>>();

  /** The schema of one resource type, with every definition it reaches. */
  derive(type: string, declaration: Declaration): TypeSchema {
    const root = `${declaration.className}Args`;
    const own = this.#index(declaration.file);
    const args = own.get(root);
    if (args === undefined) throw new Error(`${declaration.file} declares no ${root}`);
    const found = new Map<string, ObjectShape>();
    const reach: Reach = {
      lookUp: (name) => this.#inputs(declaration).get(name),
      enumValues: (path) => enumValues(declaration, path),
      definitions: found,
    };
    found.set(root, objectShape(args, reach));
    return {
      type,
      source: relative(checkoutFolder(), declaration.file),
      root,
      definitions: Object.fromEntries(found),
    };
  }

  #inputs(declaration: Declaration): ReadonlyMap<string, ts.InterfaceDeclaration> {
    return this.#index(join(sdkFolder(declaration.package), "types", "input.d.ts"));
  }

  #index(file: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
    const known = this.#indexes.get(file);
    if (known !== undefined) return known;
    const index = new Map<string, ts.InterfaceDeclaration>();
    collect(parse(file), "", index);
    this.#indexes.set(file, index);
    return index;
  }
}

interface Reach {
  /** An interface of the SDK's input types by its dotted name; undefined when there is none. */
  readonly lookUp: (name: string) => ts.InterfaceDeclaration | undefined;
  /** Values of an enumeration by its path; undefined when the SDK declares none there. */
  readonly enumValues: (path: readonly string[]) => readonly string[] | undefined;
  /** Definitions reached so far, by name; grows as types are read. */
  readonly definitions: Map<string, ObjectShape>;
}

function parse(file: string): ts.SourceFile {
  // Generated declarations need no type checker: every name in them is spelled in full.
  const text = readFileSync(file, "utf8");
  return ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
}

function collect(node: ts.Node, prefix: string, into: Map<string, ts.InterfaceDeclaration>): void {
  ts.forEachChild(node, (child) => {
    if (ts.isInterfaceDeclaration(child)) into.set(`${prefix}${child.name.text}`, child);
    if (ts.isModuleBlock(child)) collect(child, prefix, into);
    if (ts.isModuleDeclaration(child)) collect(child, `${prefix}${child.name.text}.`, into);
  });
}

function objectShape(declaration: ts.InterfaceDeclaration, reach: Reach): ObjectShape {
  return membersShape(declaration.members, reach);
}

function membersShape(members: ts.NodeArray<ts.TypeElement>, reach: Reach): ObjectShape {
  const properties: Record<string, PropertyShape> = {};
  let others: Shape | undefined;
  for (const member of members) {
    if (ts.isIndexSignatureDeclaration(member)) others = shapeOf(member.type, reach);
    if (!ts.isPropertySignature(member) || member.type === undefined) continue;
    const name = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "";
    properties[name] = { shape: shapeOf(member.type, reach), required: member.questionToken === undefined };
  }
  return { properties, ...(others && { others }) };
}

function shapeOf(node: ts.TypeNode, reach: Reach): Shape {
  if (ts.isParenthesizedTypeNode(node)) return shapeOf(node.type, reach);
  if (ts.isArrayTypeNode(node)) return { kind: "list", of: shapeOf(node.elementType, reach) };
  if (ts.isUnionTypeNode(node)) return unionOf(node.types, reach);
  if (ts.isTypeReferenceNode(node)) return referenceShape(node, reach);
  if (ts.isLiteralTypeNode(node)) return literalShape(node.literal);
  if (ts.isTypeLiteralNode(node)) return literalObject(node, reach);
  return keywordShape(node);
}

const KEYWORDS: ReadonlyMap<ts.SyntaxKind, Shape> = new Map<ts.SyntaxKind, Shape>([
  [ts.SyntaxKind.StringKeyword, { kind: "text" }],
  [ts.SyntaxKind.NumberKeyword, { kind: "number" }],
  [ts.SyntaxKind.BooleanKeyword, { kind: "flag" }],
  [ts.SyntaxKind.AnyKeyword, { kind: "any" }],
]);

function keywordShape(node: ts.TypeNode): Shape {
  const shape = KEYWORDS.get(node.kind);
  if (shape === undefined) throw new Error(`cannot read the declared type "${node.getText()}"`);
  return shape;
}

function literalShape(literal: ts.LiteralTypeNode["literal"]): Shape {
  return ts.isStringLiteral(literal) ? { kind: "text", oneOf: [literal.text] } : { kind: "any" };
}

function literalObject(node: ts.TypeLiteralNode, reach: Reach): Shape {
  const { properties, others } = membersShape(node.members, reach);
  return Object.keys(properties).length === 0 && others !== undefined
    ? { kind: "map", of: others }
    : { kind: "any" };
}

function unionOf(nodes: readonly ts.TypeNode[], reach: Reach): Shape {
  const shapes = nodes
    .filter((node) => node.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((node) => shapeOf(node, reach));
  if (shapes.some(({ kind }) => kind === "any")) return { kind: "any" };
  const texts = shapes.filter((shape) => shape.kind === "text");
  const rest = shapes.filter((shape) => shape.kind !== "text");
  const isOpen = texts.some(({ oneOf }) => oneOf === undefined);
  const text: Shape = isOpen
    ? { kind: "text" }
    : { kind: "text", oneOf: texts.flatMap(({ oneOf }) => oneOf ?? []) };
  const all: readonly Shape[] = texts.length === 0 ? rest : [text, ...rest];
  const [only, ...more] = all;
  if (only === undefined) return { kind: "any" };
  return more.length === 0 ? only : { kind: "either", of: [only, ...more] };
}

function referenceShape(node: ts.TypeReferenceNode, reach: Reach): Shape {
  const path = entityPath(node.typeName);
  const [first, ...rest] = path;
  if (path.join(".") === "pulumi.Input") {
    const [argument] = node.typeArguments ?? [];
    return argument === undefined ? { kind: "any" } : shapeOf(argument, reach);
  }
  if (first === "inputs") return definitionShape(rest.join("."), reach);
  if (first === "enums") {
    const values = reach.enumValues(rest);
    return values === undefined ? { kind: "text" } : { kind: "text", oneOf: values };
  }
  // A resource class, or its ARN: the engine hands the sandbox the id.
  return first === "pulumi" && rest[0] === "asset" ? { kind: "any" } : { kind: "text" };
}

function definitionShape(name: string, reach: Reach): Shape {
  if (!reach.definitions.has(name)) {
    const declaration = reach.lookUp(name);
    if (declaration === undefined) throw new Error(`the SDK declares no inputs.${name}`);
    // Set before descending: some definitions contain themselves.
    reach.definitions.set(name, { properties: {} });
    reach.definitions.set(name, objectShape(declaration, reach));
  }
  return { kind: "object", name };
}

function entityPath(name: ts.EntityName): readonly string[] {
  return ts.isIdentifier(name) ? [name.text] : [...entityPath(name.left), name.right.text];
}

/** Enumerations are declared as constants: `readonly Private: "private";`. */
function enumValues(declaration: Declaration, path: readonly string[]): readonly string[] | undefined {
  const name = path.at(-1) ?? "";
  const file = join(sdkFolder(declaration.package), "types", "enums", ...path.slice(0, -1), "index.d.ts");
  if (!existsSync(file)) return undefined;
  const body = new RegExp(`export declare const ${name}: \\{([\\s\\S]*?)\\n\\};`).exec(
    readFileSync(file, "utf8"),
  )?.[1];
  if (body === undefined) return undefined;
  return [...body.matchAll(/readonly \w+: "([^"]*)";/g)].map(([, value = ""]) => value);
}
