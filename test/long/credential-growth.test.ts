/* E26 for credentials that no label word announces: twice the text costs about twice the time. */

import { describe, expect, it } from "vitest";
import { natives } from "../../src/detect/natives/index.js";
import { growthOf } from "../support/cpu.js";
import { runNative } from "../support/run-native.js";

const all = Object.values(natives).filter(({ entities }) =>
  (entities as readonly string[]).includes("CREDENTIAL"),
);

describe("hostile input is read in linear time", () => {
  const units = [
    "mysql -p",
    "curl -u a:b ",
    "sshpass -p x ",
    "net use z: \\\\a\\b ",
    "machine a login b password ",
    ":5432:a:b:",
    "snmp community ",
    "password | ",
    "password\ta\n",
    "| password |\n",
    "<tr><th>password</th></tr>",
    "password,a\nb,c\n",
    "verification code ",
    "code? \n",
    "sms code 123456 ",
    "backup codes: 1a2b-3c4d ",
    "backup code\n",
    "cookie: a=",
    "cookie: sid=1a2b3c4d5e6f7a8b; ",
    "session_id=",
    "https://a.b/reset/",
    "://a/login/?token=1a2b",
    "a@b.cc:x",
    "a@b.cc\n",
    "@",
    "WIFI:S:a;",
    "*0A",
    ":::",
    "aad3b435b51404ee",
    "password is a1! or ",
    "password (it's the ",
    "password 's ",
    "token for a: ",
    "pin for the ",
    "totp secret AAAA AAAA ",
    "getenv('password') ?: ",
    "<td>password</td><td>",
    "chpasswd echo a:b | ",
    "password? it is ",
    "password? \nann: moment\nann: ",
    "login:\nann\n",
    "send the login\nann: sure\n",
    "alarm: code 55",
    "code for the gate of the yard ",
    "keypad by the door ",
    "`ann` / `",
    "a\nthat was my password",
    "aaaaaa and aaaaaa as password ",
    "password changed: old a1 new ",
    "password, new ",
    "the password is a-b-c ",
    "password: Aaa aa aa ",
    "user is ann. the password is ",
    "the new password.\n",
    "login a!b ",
    "login Aster_31 ",
    "password. it's Aster.31 ",
    "login aaaa&bbbb&",
    "a1a1a1A-",
    "password used to be ",
    "with the password aster ",
    "password, namely ",
    'password. It was "aster" ',
    "admin with 12345 ",
    "login a\nme / Aster!bb\n",
    "pin typed ",
    "Password ........ ",
    "| Login | Secret |\n",
    "192.0.2.1 root Ab1!cde2\n",
    "key a1B2c3D4e5F6g7H8 ",
    "https://a.b/?rk=a1B2c3D4",
    "recovery phrase: aaa bbb ccc ",
    "a:b@tcp(",
  ];
  it.each(units)("%j", async (unit) => {
    const small = unit.repeat(Math.ceil(32_000 / unit.length));
    // Twice the text: four times the time if quadratic.
    const limit = { limit: 3, floorMs: 4, patienceMs: 10_000 };
    const growth = await growthOf((text) => runNative(all, text), [small, small + small], limit);
    expect(growth).toBeLessThanOrEqual(3);
  });
});
