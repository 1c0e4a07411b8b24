/* Chooses a language by Accept-Language (RFC 9110, 12.5.4). */

/** Browsers send far fewer; the rest of a longer list does not matter. */
const mostRanges = 20;

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters
    .map((one) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/i.exec(one)?.[1])
    .find((one) => one !== undefined);
  return quality === undefined ? 1 : Number(quality);
}

/** The best of the available languages (as `en`, `de`); the first one when none fits. */
export function pickLocale(acceptLanguage: string | undefined, available: readonly string[]): string {
  const fallback = available[0] ?? "en";
  if (acceptLanguage === undefined || acceptLanguage.length > 1000) return fallback;
  const wanted = acceptLanguage
    .split(",", mostRanges)
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";", 5);
      return { language: (tag.trim().split("-", 1)[0] ?? "").toLowerCase(), quality: qualityOf(parameters) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.find(({ language }) => available.includes(language))?.language ?? fallback;
}
