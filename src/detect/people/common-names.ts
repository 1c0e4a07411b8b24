/* Given names that are words of every day as well: alone, they tell of nobody. Facts; in lower case. */

const common: ReadonlySet<string> = new Set(
  [
    "will rose mark grace hope bill may june april august art faith joy frank grant jack guy chase drew dean max pat rob sue",
    "carol dawn eve ivy lily olive penny ruby violet pearl summer autumn christian angel victor wolf sunny sky robin jay gene",
    "ray rich miles chance chip cliff dale daisy destiny ginger glen heather holly iris jasmine jewel justice lance mercy melody",
    "nick norm page peter piers reed rusty sandy savannah sterling stormy tab tiger trace trinity wade ward wren young zip paris",
    "major bishop king duke prince earl baron clay cole crystal ford forest brook chuck buck rod skip drake harmony honor",
    "ernst klaus wolke sonne luna lust blume felix claus roman martin erde dorn pol linde eiche",
    "sol paz luz mar rosa flor pilar mercedes dolores consuelo blanca socorro angeles ángeles cruz reyes jesús santos domingo",
    "claire pierre aimé aimée désiré violette marine prudence constant juste parfait olive clément pascal",
    "bianca serena vera viola gioia fiore stella sole chiara pace bruno rocco leone",
    "can deniz umut barış güneş yağmur deren su bahar eylül ekim nisan ay gül çiçek ümit",
    "вера надежда любовь роман слава лев мир свет",
    "an ale len les mai",
  ].flatMap((line) => line.split(" ")),
);

export const isCommonName = (name: string): boolean => common.has(name.toLowerCase());
