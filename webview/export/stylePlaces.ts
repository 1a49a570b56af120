const TAG = "style-place";

/**
 * Style sheets of a document in the making. The page's content security policy lets no style element come into being,
 * not even in a document that is never shown: an empty element holds its place until the document is text.
 */
export class StylePlaces {
  readonly #target: Document;
  readonly #sheets: string[] = [];

  constructor(target: Document) {
    this.#target = target;
  }

  get sheets(): readonly string[] {
    return this.#sheets;
  }

  /** Where a style sheet goes. */
  of(sheet: string): HTMLElement {
    const known = this.#sheets.indexOf(sheet);
    const place = this.#target.createElement(TAG);
    place.id = String(known === -1 ? this.#sheets.push(sheet) - 1 : known);
    return place;
  }

  /** The document's text with every style sheet in its place; none can end its element, whatever a font is called. */
  filled(html: string): string {
    return html.replaceAll(
      new RegExp(`<${TAG} id="(\\d+)"></${TAG}>`, "g"),
      (_, index: string) => `<style>${(this.#sheets[Number(index)] ?? "").replaceAll("</", String.raw`<\/`)}</style>`,
    );
  }
}
