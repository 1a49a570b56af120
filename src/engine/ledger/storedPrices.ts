/** The prices that a store's costs are worked out with. The user's are kept in the store, so that all who share it agree. */
import type { DatabaseSync } from "node:sqlite";
import { narrowPriceSettings, type PriceSettings } from "../../shared/priceSettings.ts";
import type { ReportedModel } from "../sources/transcriptRow.ts";
import { deriveRates } from "./derivedPrices.ts";
import { canonicalModelId, PriceBook, type DerivedPrice } from "./prices.ts";

/** Keeps the user's prices in the store, in place of those that were there. */
export function savePriceSettings(db: DatabaseSync, settings: PriceSettings): void {
  const value = JSON.stringify(settings);
  if (readMeta(db, "price-settings") !== value) writeMeta(db, "price-settings", value);
}

/** Which book the stored costs come from. */
export const storedBookHash = (db: DatabaseSync) => readMeta(db, "prices");
export const saveBookHash = (db: DatabaseSync, book: PriceBook) => writeMeta(db, "prices", book.hash);

/** The table, the user's prices, and what Claude Code's totals tell of models that neither names. */
export function readPriceBook(db: DatabaseSync): PriceBook {
  const { prices } = narrowPriceSettings(JSON.parse(readMeta(db, "price-settings") ?? "{}"));
  const listed = new PriceBook(prices);
  const names = (db.prepare("SELECT name FROM model").all() as { name: string }[]).map(({ name }) => name);
  const unknown = new Set(names.filter((name) => !listed.isListed(name)).map(canonicalModelId));
  const derived = [...unknown].toSorted().flatMap((id) => derive(db, id) ?? []);
  return derived.length === 0 ? listed : new PriceBook(prices, derived);
}

function derive(db: DatabaseSync, id: string): DerivedPrice | null {
  // Fast mode and US inference raise the rates: totals with them in are no equations of the base rates.
  const reports = db
    .prepare(
      `SELECT models FROM reported p WHERE unknown = 0 AND instr(lower(models), ?) > 0 AND NOT EXISTS
         (SELECT 1 FROM request r WHERE r.session = p.session AND (r.fast = 1 OR r.us = 1))`,
    )
    .all(id) as { models: string }[];
  const totals = reports
    .flatMap(({ models }) => JSON.parse(models) as ReportedModel[])
    .filter(({ model }) => canonicalModelId(model) === id)
    .map(({ tokens, webSearches, costUsd }) => ({ tokens, webSearches, costUsd }));
  const rates = deriveRates(totals);
  return rates && { id, rates };
}

function readMeta(db: DatabaseSync, name: string): string | null {
  const row = db.prepare("SELECT value FROM meta WHERE name = ?").get(name) as { value: string } | undefined;
  return row?.value ?? null;
}

function writeMeta(db: DatabaseSync, name: string, value: string): void {
  db.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(name, value);
}
