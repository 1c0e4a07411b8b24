/* How the turn of a chat begins: quote marks, a time in brackets or without, a name and a colon. Parts of expressions. */

export const turnTime = String.raw`[>\s]{0,4}(?:\[[^\]\n]{3,24}\] ?|\(?\d\d?[:.]\d\d(?:[:.]\d\d)?\)? ?)?`;
export const turnName = String.raw`\p{L}[\p{L}\p{N} ._()-]{0,32}[:：] ?`;
