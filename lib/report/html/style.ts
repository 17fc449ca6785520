/** Light and dark, wide and narrow, on screen and on paper. */
export const style = `
:root{color-scheme:light dark;--page:#fff;--text:#1b2230;--soft:#5b6577;--line:#dfe3ea;--card:#f6f7f9;--tick:#e7eaf0;--settled:#1a7f37;
--good:#1a7f37;--bad:#c2260c;--waiting:#8a5a00;--badcard:#fff1ee;
--phase:#a3adbd;--held:#9aa7bd;--inside:#2f6fde;--nested:#7c5ae0;--streamed:#12999c;--gaveWay:#b04fc0;--timedOut:#e0781f;--loading:#d99a00;--failed:#c2260c;--blocked:#c2260c}
@media(prefers-color-scheme:dark){:root{--page:#12161d;--text:#e6eaf2;--soft:#97a3b6;--line:#2b3340;--card:#1a202a;--tick:#252c38;--settled:#3fb950;
--good:#3fb950;--bad:#ff7b62;--waiting:#e3b341;--badcard:#341a17;
--phase:#5f6b7d;--held:#5f6d85;--inside:#5b94f5;--nested:#a08bf3;--streamed:#2fb9bb;--gaveWay:#d07be0;--timedOut:#f0954a;--loading:#e3b341;--failed:#ff7b62;--blocked:#ff7b62}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1400px;padding:20px 24px 60px;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}
h1.good{color:var(--good)}h1.bad{color:var(--bad)}h1.waiting{color:var(--waiting)}
h2{font-size:15px;margin:0 0 6px}.answers p,.parts li{font-size:14px}
section>h2{font-size:18px;margin:28px 0 8px}
p{margin:0 0 6px}
code,.name,.warm{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
h1 code{font-size:1em}
a{color:inherit}
small,.facts,.told small{color:var(--soft)}
.facts{margin-bottom:16px}
.answers{display:grid;grid-template-columns:1fr 1fr 1fr 1.25fr;gap:12px;line-height:1.4}
.answers div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.answers .bad{background:var(--badcard);border-color:var(--bad)}
.parts{list-style:none;margin:0 0 8px;padding:0}
.parts li{display:flex;justify-content:space-between;gap:10px;background:linear-gradient(var(--line),var(--line)) 0 100%/var(--part) 3px no-repeat;padding-bottom:3px;margin-bottom:2px}
.parts b{white-space:nowrap}
.row{display:grid;grid-template-columns:minmax(150px,24%) 1fr 136px;column-gap:12px;align-items:center;min-height:22px}
.row:target{outline:2px solid var(--inside);outline-offset:1px}
.name{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;padding-left:calc(var(--depth,0)*16px);font-size:13px}
.phase .name,.blocked .name,.curve .name,.more .name{font-family:inherit;color:var(--soft)}
.import .name{color:var(--soft);font-size:12px}
.import .name::before,.request .name[style]::before{content:"\\21b3  ";color:var(--soft)}
.stuck .name,.stuck .told{color:var(--bad);font-weight:600}
.stuck .t{background-color:var(--badcard)}
.told{font-size:12px;white-space:nowrap;font-variant-numeric:tabular-nums}
.t{position:relative;height:100%;min-height:22px}
.t>i{position:absolute;top:4px;bottom:4px;min-width:3px;border-radius:2px}
.import .t>i{top:7px;bottom:7px}
i.phase{background:var(--phase)}
i.held{background:repeating-linear-gradient(135deg,var(--held) 0 2px,transparent 2px 6px);border:1px solid var(--held)}
i.inside{background:var(--inside)}i.nested{background:var(--nested)}i.streamed{background:var(--streamed)}i.gaveWay{background:var(--gaveWay)}
i.timedOut{background:var(--timedOut)}i.loading{background:var(--loading)}i.failed{background:var(--failed)}i.blocked{background:var(--blocked)}
.t>i.streamed,.t>i.gaveWay,.t>i.timedOut{top:7px;bottom:7px}
.t>i.on{border-radius:2px 0 0 2px}
.t>i.on::after{content:"";position:absolute;right:-7px;top:0;bottom:0;width:7px;background:inherit;clip-path:polygon(0 0,100% 50%,0 100%)}
.axis{position:sticky;top:0;background:var(--page);z-index:2;border-bottom:1px solid var(--line)}
.scale>i{background:none;top:2px;transform:translateX(4px);font:11px system-ui,sans-serif;color:var(--soft);white-space:nowrap}
.scale>b{position:absolute;top:2px;transform:translateX(-50%);font-size:12px;color:var(--soft)}
.scale>em{position:absolute;top:1px;padding:0 4px;background:var(--settled);color:var(--page);font:600 11px/18px system-ui,sans-serif;border-radius:3px 0 0 3px}
.curve .t{height:44px}.curve svg{position:absolute;inset:2px 0;width:100%;height:40px}
.curve path{fill:var(--held);fill-opacity:.35;stroke:var(--held);vector-effect:non-scaling-stroke}
.picture details>summary{display:block;cursor:pointer}
.picture summary .name::before{content:"\\25b8  "}.picture details[open]>summary .name::before{content:"\\25be  "}
summary:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--inside);outline-offset:1px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:12px 0 0;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:22px;height:11px;border-radius:2px;margin-right:6px;vertical-align:-1px}
.warm{margin:0;padding:10px 14px;background:var(--card);border:1px solid var(--line);border-radius:8px;white-space:pre-wrap}
section>details>summary{cursor:pointer;padding:4px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;width:100%}
caption{text-align:left;color:var(--soft);padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:3px 12px 3px 0;border-bottom:1px solid var(--line)}
td{font-variant-numeric:tabular-nums}
@media(max-width:1000px){.answers{grid-template-columns:1fr 1fr}}
@media(max-width:640px){body{padding:14px 12px 40px}h1{font-size:21px}.answers{grid-template-columns:1fr}
.row{grid-template-columns:1fr auto;min-height:0;margin-bottom:3px}.row .t{grid-column:1/-1;grid-row:2;min-height:14px;height:16px}
.curve .t{height:44px}.axis .t{height:20px}.t>i,.import .t>i{top:3px;bottom:3px}.scale>i.odd{display:none}}
@media print{.axis{position:static}body{max-width:none}}
`
