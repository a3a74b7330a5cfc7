import { expect, test } from "vitest";
import { readable } from "../../../src/serve/prepare-mails.ts";

test("a mail becomes its subject and what a person reads", () => {
  const mail = [
    "From: someone@example.com",
    "Subject: Win a prize",
    "  today",
    "Content-Type: multipart/mixed",
    "",
    "------=_Part_1",
    "Content-Type: text/html; charset=us-ascii",
    "",
    "<style>p { color: red }</style><p>Dear&nbsp;friend, 1 =3D 1 and soft=",
    "ened</p>",
    "VGhpcyBpcyBhbiBhdHRhY2htZW50IHRoYXQgbm9ib2R5IHJlYWRzLiBJdCBnb2VzIG9uIGFuZCBvbi4=",
    "",
    "Bye",
  ];
  expect(readable(mail.join("\n"))).toBe("Win a prize today Dear friend, 1 = 1 and softened Bye");
  expect(readable(mail.join("\r\n"))).toBe("Win a prize today Dear friend, 1 = 1 and softened Bye");
  expect(readable("Subject: only this")).toBe("only this");
  expect(readable(`Subject: long\n\n${"word ".repeat(1000)}`)).toHaveLength(1000);
});
