/* Words before a number that call it something else than an identity: orders, invoices, parcels, devices. */

const reach = 32;

const otherwise =
  /(?:^|[^\p{L}])(?:orders?|order (?:no|nr|number|id)|ticket|case|invoice|inv|ref|reference|tracking|track|parcel|shipment|awb|imei|imsi|iccid|serial|s\/n|sn|sku|part|item|model|batch|build|version|release|rev|commit|firmware|bug|cve|rfc|error|code|iban|phone|tel|fax|call|mobile|card|bestell\p{L}*|auftrag\p{L}*|rechnung\p{L}*|re-nr|kunden\p{L}*|kd-nr|sendung\p{L}*|paket\p{L}*|vorgang\p{L}*|lieferschein\p{L}*|angebot\p{L}*|commande|facture|dossier|suivi|colis|devis|pedido|factura|envío|seguimiento|encomenda|fatura|ordine|fattura|spedizione|factuur|zamówieni\p{L}*|faktur\p{L}*|przesyłk\p{L}*|заказ\p{L}*|счет\p{L}*|счёт\p{L}*|objednávk\p{L}*|sipariş\p{L}*|kargo|telefon\p{L}*|订单|发票|快递|注文|주문|송장)[^\p{L}\d\n]{0,4}(?:\s(?:no|nr|nummer|number|num|id|code|numéro|número|numero|is|ist|est|es|é|è|of|von)\b)?[^\p{L}\d\n]{0,4}$/iu;

/** Whether the words right before `start` name the number as one of those. */
export function isCalledOtherwise(text: string, start: number): boolean {
  return otherwise.test(text.slice(Math.max(0, start - reach), start));
}
