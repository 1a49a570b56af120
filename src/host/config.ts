import * as vscode from "vscode";
import { type SettingKey, type SettingTypes, settingSpecs } from "./contributions.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";

/** The user's settings, read live: a value that cannot be used counts as its default. */
export class Settings implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** Some setting of Bursar's has another value. */
  readonly onChange = this.#changed.event;

  constructor() {
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("bursar")) this.#changed.fire();
      }),
    );
  }

  get<K extends SettingKey>(key: K): SettingTypes[K] {
    const spec = settingSpecs[key];
    return spec.narrow(vscode.workspace.getConfiguration().get<unknown>(key)) ?? spec.default;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
