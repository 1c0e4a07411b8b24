/* Letters of other scripts that look like ASCII ones: the pairs Unicode's confusables list (UTS 39) gives as identical. */

const cyrillic = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԌGԜW";
const greek = "οoνvαaρpιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

/** Code point of the look-alike → the ASCII letter it is taken for. */
export const lookAlikes: ReadonlyMap<number, string> = new Map(
  [...`${cyrillic}${greek}`.matchAll(/(.)(.)/gu)].map(([, other = "", ascii = ""]) => [
    other.codePointAt(0) ?? 0,
    ascii,
  ]),
);
