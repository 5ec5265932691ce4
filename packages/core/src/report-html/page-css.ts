/** How the page looks: light and dark by the reader's setting, one column on narrow screens, everything open on paper. */

const LIGHT = `--ok:#146c3c;--ok-soft:#e3f4ea;--quiet:#5b6472;--quiet-soft:#eceff3;--wait:#92590a;--wait-soft:#fdf0d8;
--limit:#6b46b0;--limit-soft:#f0eafb;--bad:#b4242b;--bad-soft:#fdeaea;--line:#dfe4ec;--ground:#f6f7fa;--card:#fff;
--text:#18202c;--text-2:#4d5666;--link:#1f4fc0;`;

const DARK = `--ok:#5fcf93;--ok-soft:#15301f;--quiet:#a2abb9;--quiet-soft:#242b37;--wait:#f0b45a;--wait-soft:#352710;
--limit:#bda3f3;--limit-soft:#292040;--bad:#ff8d8a;--bad-soft:#3a1a1b;--line:#2a3341;--ground:#0d1219;--card:#141a24;
--text:#e6eaf1;--text-2:#a9b2c0;--link:#8fb4ff;`;

export const PAGE_CSS: string = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{scroll-padding-top:64px}
body{margin:0 auto;padding:32px 28px 64px;max-width:1240px;background:var(--ground);color:var(--text);
font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:28px;margin:4px 0 18px}
h2{font-size:20px;margin:44px 0 12px}
h3{font-size:16px;margin:26px 0 8px}
h4{font-size:14px;margin:0 0 6px}
p{margin:0 0 10px;max-width:78ch;text-wrap:pretty}
ul,ol{margin:0 0 12px;padding-left:22px}
li{margin:3px 0}
a{color:var(--link)}
small{font-size:13px;font-weight:400;color:var(--text-2);letter-spacing:0}
code,.mono,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px}
.num{text-align:right;font-variant-numeric:tabular-nums}
.brand{margin:0;font-weight:650;font-size:14px}
.brand span{font-weight:400;color:var(--text-2)}
.skip{position:absolute;left:-9999px}
.skip:focus{left:12px;top:12px;padding:8px 14px;background:var(--card)}
.facts{display:flex;flex-wrap:wrap;gap:10px 32px;margin:0}
.facts dt,.tally dt{font-size:12px;font-weight:600;color:var(--text-2)}
.facts dd{margin:0}
nav{position:sticky;top:0;z-index:1;margin:22px -28px 18px;padding:0 28px;background:var(--ground);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:4px 20px;margin:0;padding:10px 0;list-style:none;overflow-x:auto;font-size:14px}
nav li{margin:0;white-space:nowrap}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 22px;margin:0 0 16px}
.verdict,.group{border-left:5px solid var(--tone)}
.verdict .title{font-size:20px;font-weight:650;margin-bottom:4px;color:var(--tone)}
.group h3{margin-top:0}
.tally{display:flex;flex-wrap:wrap;gap:14px 40px;margin:16px 0 0}
.tally dd{margin:0;font-size:20px;font-weight:620;font-variant-numeric:tabular-nums}
.tally .hint{font-size:12px;font-weight:400;color:var(--text-2)}
.steps li{margin:8px 0}
.bar{display:block;width:100%;height:20px;border-radius:6px;margin:0 0 14px}
.bar rect{fill:var(--tone)}
.scroll{overflow-x:auto;margin:0 0 16px;background:var(--card);border:1px solid var(--line);border-radius:10px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:7px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}
thead th{font-size:12px;font-weight:600;color:var(--text-2);white-space:nowrap}
th.num,td.num{text-align:right}
tfoot th,tfoot td{border-top:1px solid var(--line)}
.outcomes td.num{width:6em}
.ledger{min-width:820px}
.ledger .mono{width:40%}
.ledger tr:target,li:target{background:var(--wait-soft);outline:2px solid var(--wait);outline-offset:-2px}
.badge{display:inline-flex;align-items:center;gap:6px;padding:1px 8px 1px 6px;border-radius:6px;font-size:13px;font-weight:560;
white-space:nowrap;color:var(--tone);background:var(--tone-soft)}
.badge svg{width:14px;height:14px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.rules{margin:4px 0 0;padding:0;list-style:none;font-size:13px}
.note{font-size:14px;color:var(--text-2)}
details{margin:0 0 8px}
summary{cursor:pointer;padding:6px 0}
main>section>details{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:4px 16px}
.said li{margin:6px 0}
pre{margin:8px 0;padding:14px 16px;overflow-x:auto;background:var(--ground);border:1px solid var(--line);border-radius:8px;
line-height:1.5;overflow-wrap:normal}
.difference{padding:12px 0;border-top:1px solid var(--line)}
.difference dl{display:grid;grid-template-columns:110px 1fr;gap:4px 14px;margin:0;font-size:14px}
.difference dt{color:var(--text-2)}
.difference dd{margin:0}
.difference ul{margin:2px 0;padding:0;list-style:none}
.messages{padding:0;list-style:none}
.messages li{padding:8px 14px;margin:0 0 6px;border-left:4px solid var(--tone);background:var(--card);border-radius:4px 8px 8px 4px}
.messages b{color:var(--tone)}
footer{margin-top:48px;color:var(--text-2);font-size:13px}
.tone-ok{--tone:var(--ok);--tone-soft:var(--ok-soft)}
.tone-quiet{--tone:var(--quiet);--tone-soft:var(--quiet-soft)}
.tone-wait{--tone:var(--wait);--tone-soft:var(--wait-soft)}
.tone-limit{--tone:var(--limit);--tone-soft:var(--limit-soft)}
.tone-bad{--tone:var(--bad);--tone-soft:var(--bad-soft)}
@media (max-width:700px){
body{padding:20px 16px 48px}
nav{margin:18px -16px 14px;padding:0 16px}
.difference dl{grid-template-columns:1fr}
.ledger{min-width:0}
.ledger thead{display:none}
.ledger tr{display:grid;grid-template-columns:52px 1fr;padding:6px 0;border-bottom:1px solid var(--line)}
.ledger tr:last-child{border-bottom:0}
.ledger td{grid-column:2;border:0;padding:2px 12px 2px 0}
.ledger td.num{grid-column:1;grid-row:1;padding-right:12px}
.ledger .mono{width:auto}
.card{padding:14px 16px}
}
@media print{
:root{color-scheme:light;${LIGHT}--ground:#fff}
body{padding:0;max-width:none;font-size:11px}
nav,.skip{display:none}
table{font-size:10px}
th,td{padding:3px 6px}
.ledger{min-width:0}
.scroll,pre{overflow:visible}
pre{white-space:pre-wrap}
details::details-content{content-visibility:visible;display:block;height:auto}
tr,li,h2,h3,h4{break-inside:avoid}
h2,h3,h4{break-after:avoid}
*{print-color-adjust:exact}
}
`;
