import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** How far colours of a pixel may lie apart, 0 to 1, by the measure of pixelmatch, which passes over the edges of letters. */
const THRESHOLD = 0.1;
/** Share of the pixels, 0 to 1, that may lie further apart: drawing differs a little from browser to browser. */
const ALLOWED_SHARE = 0.0005;

export type Comparison =
  | { kind: "same" }
  | { kind: "sizes"; actual: string; expected: string }
  /** `share` of the pixels, 0 to 1; `picture` shows them in red. */
  | { kind: "different"; share: number; picture: Buffer };

export function compareLooks(actual: Buffer, expected: Buffer): Comparison {
  const [a, b] = [PNG.sync.read(actual), PNG.sync.read(expected)];
  if (a.width !== b.width || a.height !== b.height) {
    return { kind: "sizes", actual: `${a.width} x ${a.height}`, expected: `${b.width} x ${b.height}` };
  }
  const picture = new PNG({ width: a.width, height: a.height });
  const pixels = pixelmatch(a.data, b.data, picture.data, a.width, a.height, { threshold: THRESHOLD });
  const share = pixels / (a.width * a.height);
  if (share <= ALLOWED_SHARE) return { kind: "same" };
  return { kind: "different", share, picture: PNG.sync.write(picture) };
}
