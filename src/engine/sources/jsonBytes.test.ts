import assert from "node:assert/strict";
import fc from "fast-check";
import { endOfString, endOfStructure, memberValue, rowHead, walkMembers } from "./jsonBytes.ts";

/** Keys and texts that try what a byte scanner could trip over: quotes, backslashes, brackets, other scripts. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom('"', "\\", "{", "}", "[", "]", ",", ":", "\n", "\u0000", "é", "🌊", "type") }),
);
const { json, object } = fc.letrec<{ json: unknown; object: Record<string, unknown> }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie("json"), { maxLength: 5 }),
    tie("object"),
  ),
  object: fc.dictionary(text, tie("json"), { maxKeys: 6, noNullPrototype: true }),
}));
const indent = fc.constantFrom(undefined, 1, "\t", " \r\n ");

/** A key as the scanner tells it: its raw bytes, escapes and all. */
const rawKey = (key: string) => Buffer.from(JSON.stringify(key).slice(1, -1)).toString("latin1");

function members(bytes: Buffer, start = 0, end = bytes.length): [string, number][] {
  const found: [string, number][] = [];
  walkMembers(bytes, start, end, (key, valueAt) => {
    found.push([key, valueAt]);
    return true;
  });
  return found;
}

describe("jsonBytes", () => {
  it("walks the members of any object, however it is spaced, and finds where each value begins", () => {
    fc.assert(
      fc.property(object, indent, fc.string(), (value, space, around) => {
        const before = Buffer.from(around);
        const whole = Buffer.from(JSON.stringify(value, null, space));
        const bytes = Buffer.concat([before, whole, Buffer.from(around)]);
        const found = members(bytes, before.length, before.length + whole.length);
        assert.deepEqual(
          found.map(([key]) => key),
          Object.keys(value).map(rawKey),
        );
        for (const [index, [, at]] of found.entries()) {
          const expected = JSON.stringify(Object.values(value)[index], null, space)[0];
          assert.equal(String.fromCharCode(bytes[at] ?? 0), expected);
        }
      }),
    );
  });

  it("finds the end of any structure and of any string", () => {
    fc.assert(
      fc.property(json, indent, text, (value, space, after) => {
        const own = Buffer.from(JSON.stringify([value], null, space));
        const bytes = Buffer.concat([own, Buffer.from(after)]);
        assert.equal(endOfStructure(bytes, 0, bytes.length), own.length);
        assert.equal(endOfStructure(bytes, 0, own.length), own.length);
        assert.equal(endOfStructure(bytes, 0, own.length - 1), -1);
      }),
    );
    fc.assert(
      fc.property(text, text, (value, after) => {
        const own = Buffer.from(JSON.stringify(value));
        const bytes = Buffer.concat([own, Buffer.from(after)]);
        assert.equal(endOfString(bytes, 0, bytes.length), own.length);
        assert.equal(endOfString(bytes, 0, own.length - 1), -1);
      }),
    );
  });

  it("gives the value of one member as JSON.parse does", () => {
    fc.assert(
      fc.property(object, fc.stringMatching(/^\w+$/), json, indent, (value, name, wanted, space) => {
        const whole = { ...value, [name]: wanted };
        const text = JSON.stringify(whole, null, space);
        assert.deepEqual(memberValue(Buffer.from(text), name), (JSON.parse(text) as typeof whole)[name]);
      }),
    );
  });

  it("never looks beyond its end and never throws, whatever the bytes", () => {
    const nearJson = fc.array(
      fc.constantFrom("{", "}", "[", "]", '"', "\\", ":", ",", " ", "1", "null", '"a":', "\n", "\u0000"),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(nearJson, nearJson, (inside, behind) => {
        const own = Buffer.from(inside.join(""));
        const bytes = Buffer.concat([own, Buffer.from(behind.join(""))]);
        assert.deepEqual(members(bytes, 0, own.length), members(own));
        assert.deepEqual(rowHead(bytes, 0, own.length), rowHead(own, 0, own.length));
        assert.equal(endOfStructure(bytes, 0, own.length), endOfStructure(own, 0, own.length));
        memberValue(own, "a");
      }),
      { numRuns: 1000 },
    );
  });

  const memberCases: [title: string, text: string, value: unknown][] = [
    ["a member behind broken scalars", '{"b":nope,"c":,"a":{"x":1}}', { x: 1 }],
    ["a member before bytes that are no JSON", '{"a":[1,2],"b":{{{', [1, 2]],
    ["a member behind a structure that never closes", '{"b":{"c":1,"a":2', undefined],
    ["a member that is cut off", '{"a":{"x":1', undefined],
    ["a member that is no JSON", '{"a":{x:1}}', undefined],
    ["a member of the same name deeper down", '{"b":{"a":1}}', undefined],
    ["the name inside a text", String.raw`{"b":"\"a\":1"}`, undefined],
    ["an empty text", "", undefined],
    ["a text that is no object", '["a",1]', undefined],
  ];
  for (const [title, text, value] of memberCases) {
    it(`memberValue: ${title}`, () => assert.deepEqual(memberValue(Buffer.from(text), "a"), value));
  }

  const heads: [title: string, text: string, head: ReturnType<typeof rowHead>][] = [
    ["type first", '{"type":"user","message":{}}', { kind: "type", type: "user" }],
    ["type behind scalars", '{"a":null,"b":-1.5e3,"c":"}{","type":"x"}', { kind: "type", type: "x" }],
    ["an object before type", '{"a":1,"message":{"type":"message"},"type":"x"}', { kind: "object", key: "message" }],
    ["a list before type", '{"a":[1],"type":"x"}', { kind: "object", key: "a" }],
    ["a type that is no text", '{"type":7,"data":{}}', { kind: "object", key: "data" }],
    ["no type", '{"a":1}', { kind: "unclear" }],
    ["a torn type", '{"type":"us', { kind: "unclear" }],
    ["no object", "// remark", { kind: "unclear" }],
  ];
  for (const [title, text, head] of heads) {
    it(`rowHead: ${title}`, () => assert.deepEqual(rowHead(Buffer.from(text), 0, Buffer.byteLength(text)), head));
  }
});
