/* Short forms of given names that people sign with: facts, in pairs of name and short forms. */

const pairs =
  "Robert:Bob,Bobby,Rob,Robbie|William:Bill,Billy,Will,Liam|Richard:Rick,Rich,Dick|Margaret:Maggie,Peggy,Meg|Elizabeth:Liz,Lizzie,Beth,Betty,Eliza|" +
  "Katherine:Kate,Kathy,Katie|Catherine:Cathy,Kate,Cate|Michael:Mike,Mick,Micha|James:Jim,Jimmy,Jamie|John:Jack,Johnny|Joseph:Joe,Joey|Thomas:Tom,Tommy|" +
  "Christopher:Chris,Kit|Christine:Chris,Tina|Christina:Chris,Tina|Daniel:Dan,Danny|David:Dave,Davy|Edward:Ed,Eddie,Ted|Anthony:Tony|Andrew:Andy,Drew|" +
  "Alexander:Alex,Sascha,Sasha|Alexandra:Alex,Sandra,Sasha|Benjamin:Ben,Benny|Samuel:Sam,Sammy|Samantha:Sam|Matthew:Matt|Nicholas:Nick|Patrick:Pat,Paddy|" +
  "Patricia:Pat,Patty,Trish|Rebecca:Becky,Becca|Jennifer:Jen,Jenny|Jessica:Jess|Susan:Sue,Susie|Victoria:Vicky,Tori|Stephen:Steve|Steven:Steve|Gregory:Greg|" +
  "Timothy:Tim|Jonathan:Jon,Jonny|Kenneth:Ken,Kenny|Lawrence:Larry|Philip:Phil|Phillip:Phil|Ronald:Ron|Theodore:Ted,Theo|Abigail:Abby|Deborah:Deb,Debbie|" +
  "Dorothy:Dot,Dottie|Eleanor:Ellie,Nora|Frederick:Fred,Freddie|Gabriel:Gabe|Jacob:Jake|Josephine:Josie,Jo|Judith:Judy|Kimberly:Kim|Pamela:Pam|Peter:Pete|Raymond:Ray|" +
  "Johannes:Hannes,Hans,Jo|Maximilian:Max|Friedrich:Fritz|Wilhelm:Willi,Willy|Heinrich:Heinz,Heiner|Katharina:Kathi,Käthe|Elisabeth:Lisa,Sissi,Elsa|Stefanie:Steffi|Matthias:Matze|Sebastian:Basti|" +
  "Francisco:Paco,Curro,Fran|José:Pepe|Dolores:Lola|Ignacio:Nacho|Enrique:Quique|Guadalupe:Lupe|Concepción:Concha,Conchita|Mercedes:Merche|Jesús:Chus|" +
  "Giuseppe:Beppe,Peppe,Pino|Francesco:Checco,Franco|Luigi:Gigi|Giovanni:Gianni,Nanni|Domenico:Mimmo|Jean-Pierre:Jean|Frédéric:Fred|Nicolas:Nico|" +
  "Katarzyna:Kasia|Małgorzata:Gosia,Małgosia|Agnieszka:Aga|Aleksandra:Ola|Krzysztof:Krzysiek|Zbigniew:Zbyszek|Tomasz:Tomek|Mirosław:Mirek|Jakub:Kuba|Józef:Józek|Magdalena:Magda|" +
  "Tereza:Terka|Vojtěch:Vojta|Jiří:Jirka|Josef:Pepa|František:Franta|" +
  "Александр:Саша,Саня|Александра:Саша|Сергей:Серёжа,Сережа|Дмитрий:Дима,Митя|Владимир:Володя,Вова|Екатерина:Катя|Елена:Лена|Ольга:Оля|Наталья:Наташа|Татьяна:Таня|Мария:Маша|Анна:Аня|Иван:Ваня|" +
  "Алексей:Лёша,Леша|Михаил:Миша|Николай:Коля|Павел:Паша|Ирина:Ира|Светлана:Света|Евгений:Женя|Евгения:Женя|Виктор:Витя|Юрий:Юра";

let table: ReadonlyMap<string, readonly string[]> | undefined;

const load = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    pairs.split("|").map((pair) => {
      const [name = "", short = ""] = pair.split(":");
      return [name, short.split(",")] as const;
    }),
  );

const none: readonly string[] = [];

export const nicknamesOf = (name: string): readonly string[] => (table ??= load()).get(name) ?? none;

/** Words, places and other names as well: alone they tell of nobody. */
const ambiguous = new Set("Kit Dot Deb Ola Kuba Aga Pepa Света Rich Bill Will Pat".split(" "));
const shortest = 3;

/** Short forms that are given names wherever a name may stand. */
export const commonNicknames = (): readonly string[] =>
  [...(table ??= load()).values()].flat().filter((name) => name.length >= shortest && !ambiguous.has(name));
