/* What people say a password is, when they do not say the password: `is wrong`, `is gone`, `was mandatory`. */

const words = new Set(
  [
    "right wrong correct incorrect valid invalid fine good bad great perfect okay alright weak strong stronger weaker",
    "secure insecure safe unsafe long longer short shorter simple simpler easy hard harder tough difficult impossible",
    "possible complicated complex random unique same similar different identical equal secret private public personal",
    "individual shared common confidential sensitive important irrelevant relevant unknown known lost gone there here",
    "right-hand below above inside outside elsewhere somewhere nowhere everywhere online offline active inactive",
    "empty blank missing hidden visible readable unreadable legible obsolete outdated current recent fresh stale",
    "temporary permanent default standard normal usual initial generic custom optional mandatory necessary compulsory",
    "obligatory required needed pending overdue late early ready available unavailable free full open closed broken",
    "dead alive stuck set unset reset sent seen shown given told written typed known chosen taken stolen broken frozen",
    "mine yours ours theirs hers his nonsense rubbish garbage crap bogus rubbish useless worthless pointless stupid silly",
    "ridiculous annoying strange weird odd funny interesting true false real fake genuine legit clear unclear plain",
    "plaintext cleartext ascii unicode numeric alphanumeric lowercase uppercase capital case lengthy tricky sufficient",
    "enough insufficient acceptable unacceptable compliant noncompliant policy history pain issue problem joke shame",
    "disaster mystery must thing matter question culprit reason cause trouble annoyance nightmare bottleneck next last",
    "first second third other another both neither either none nothing something anything everything what which that",
    "this these those when where why how because since until while after before during about without within against",
    "synced stored saved kept held sitting lying dated due asked irrelevant unchanged untouched intact only indeed",
    "really never always often sometimes maybe perhaps probably certainly surely again anyway instead though however",
    "also even still just almost nearly quite rather pretty very much more most less least far near away back",
    "case-sensitive read-only one-time single-use per-user admin-only long-lived short-lived up-to-date out-of-date",
    "login user username password passwords token secret change prompt empty-handed stolen leaked aware sure certain",
    "exactly literally apparently obviously definitely supposedly clearly basically honestly internal external local",
    "remote global central main primary secondary original final whole entire partial latest newest oldest older newer",
    "updated expired disabled enabled locked unlocked protected encrypted hashed rejected accepted denied refused",
    "company-wide site-wide german english french spanish italian dutch polish russian turkish",
  ]
    .join(" ")
    .split(" "),
);
const endings =
  /(?:ed|ing|able|ible|ive|al|ous|ful|less|ic|ly|ary|ory|ent|ant|ish|ward|wards|some|n't|ness|ment|tion|sion|ity|ism|ist|est|ance|ence|proof|free|based|only|wide)$/;

/** Those that stand in a list, whatever their ending. */
export const isQualityWord = (word: string): boolean => words.has(word) || /(?:ed|ing|ly)$/.test(word);

/** True for English words that say something of a password. */
export const isQuality = (word: string): boolean => words.has(word) || endings.test(word);
