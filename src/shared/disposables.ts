export interface Disposable {
  dispose(): void;
}

/** Owns disposables. What is added after `dispose` is disposed at once, so that nothing started late outlives its owner. */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    // Last added, first gone: later ones may use earlier ones.
    const items = [...this.#items].toReversed();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
