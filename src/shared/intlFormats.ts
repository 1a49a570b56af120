/** Intl's formatters, each made once: making one takes longer than a thousand uses. */
import { locale } from "./locale.ts";

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Numbers as the reader's locale writes them. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const tag = locale();
  return kept(numbers, tag, options, () => new Intl.NumberFormat(tag, options));
}

/** @param tag the reader's locale unless another is named */
export function dateFormat(options: Intl.DateTimeFormatOptions, tag = locale()): Intl.DateTimeFormat {
  return kept(dates, tag, options, () => new Intl.DateTimeFormat(tag, options));
}

function kept<F>(formats: Map<string, F>, tag: string | undefined, options: object, make: () => F): F {
  const key = `${tag} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = make()));
  return format;
}
