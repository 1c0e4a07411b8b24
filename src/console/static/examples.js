/* Tickets to fill in; all people, numbers and addresses are made up. */

const from = "alice.martin@example.com";

const server = `Hello,

the server 203.0.113.7 is down, the other one (198.51.100.23) still answers.
Login: root / Tr0ub4dor&3
Panel password: Elm$tree8

Please call me on +44 7700 900123 or write to alice.martin@example.com.

Cc: carol.nguyen@example.org
Alice`;

const html = `<p>As I said, <b>203.0.113.7</b> is still down.</p>
<p>Mail <a href="mailto:alice.martin@example.com">alice.<b>martin</b>&#64;example.com</a>
or ring <a href="tel:+447700900123">+44&nbsp;7700&nbsp;900123</a>.</p>`;

export const examples = {
  server: {
    from,
    cc: "bob.carter@example.org",
    subject: "Server down, please call +44 7700 900123",
    body: server,
  },
  html: { from, cc: "", subject: "Re: Server down", body: html },
  clean: {
    from,
    cc: "",
    subject: "Question about version 7.4.15.2",
    body: "Does firmware 7.4.15.2 fix the RAID warning from section 10.2.1?\nOrder 447700900123 was last week.",
  },
  mask: {
    from: "[EMAIL_ADDRESS 7K3QXD]",
    cc: "",
    subject: "A mask as an address",
    body: "A program read a masked ticket and now writes the mask into the requester's address.",
  },
};
