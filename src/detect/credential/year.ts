/* Figures that are a year more often than a code. */

export const isYear = (figures: string): boolean => /^(?:19|20)\d\d$/.test(figures);
