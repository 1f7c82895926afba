"""The style of a standalone page: quiet, readable, dark where the reader's system is, made for print too."""

from __future__ import annotations

STYLE = """\
:root{color-scheme:light dark;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--ground:#fff;--tint:#f6f8fa;\
--link:#0a58b0;--warn:#9a3412;--warn-tint:#fff7ed}
@media (prefers-color-scheme:dark){:root{--text:#e6e6e6;--soft:#a9b1ba;--line:#3d444d;--ground:#15181c;\
--tint:#1f2429;--link:#8ab8ff;--warn:#fdba74;--warn-tint:#2b1d11}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:44rem;padding:1rem 1.25rem 4rem;color:var(--text);background:var(--ground);\
font:1.0625rem/1.65 system-ui,"Segoe UI","Noto Sans",sans-serif;overflow-wrap:break-word}
:lang(ar),:lang(fa),:lang(he){line-height:1.8}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2em 0 .6em;text-wrap:balance}
h1{margin-top:.6em;font-size:2rem}
img,svg,video{max-width:100%;height:auto}
pre,code,kbd{font:.9em/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;direction:ltr;unicode-bidi:isolate}
pre{padding:1rem;overflow:auto;background:var(--tint);border:1px solid var(--line);border-radius:6px;text-align:left}
:not(pre)>code{background:var(--tint);padding:.1em .3em;border-radius:4px}
.table{overflow-x:auto;margin:1.5em 0;background:\
linear-gradient(90deg,var(--ground) 40%,transparent) 0 0/3rem 100% no-repeat local,\
linear-gradient(270deg,var(--ground) 40%,transparent) 100% 0/3rem 100% no-repeat local,\
linear-gradient(90deg,var(--soft),transparent) 0 0/.8rem 100% no-repeat,\
linear-gradient(270deg,var(--soft),transparent) 100% 0/.8rem 100% no-repeat}
table{border-collapse:collapse;min-width:100%}
th,td{border:1px solid var(--line);padding:.4em .7em;text-align:start;vertical-align:top}
th{background:var(--tint)}
.start{text-align:start}.center{text-align:center}.end{text-align:end}
blockquote{margin:1.5em 0;padding:.1em 1.2em;border-inline-start:4px solid var(--line)}
.callout{margin:1.5em 0;padding:.6em 1.2em;border:1px solid var(--line);border-inline-start:5px solid var(--link);\
border-radius:6px;background:var(--tint)}
.callout>:first-child{margin-top:0}.callout>:last-child{margin-bottom:0}
.callout-title{font-weight:700}
.warning,.caution,.danger,.draft{border-inline-start-color:var(--warn);background:var(--warn-tint)}
.draft p{margin:.3em 0}
.languages ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2em 1em;margin:0;padding:0}
.languages [aria-current]{font-weight:700}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{position:static}
.date,.footnotes,figcaption{color:var(--soft)}
.footnote-ref::before{content:"\\2060"}
.plain{white-space:pre-line}
ul.contains-task-list{list-style:none;padding-inline-start:2em}
.task-list-item-checkbox{margin-inline:-1.6em .4em}
@media (max-width:36rem){th,td{padding:.3em .5em;hyphens:auto}table{font-size:.94rem}}
@media print{
:root{--text:#000;--soft:#333;--ground:#fff;--tint:#fff;--link:#000;--line:#999}
body{max-width:none;padding:0;font-size:11pt}
.languages,.skip{display:none}
h1,h2,h3,h4,h5,h6{break-after:avoid}
table,figure,.callout,pre,blockquote,tr{break-inside:avoid}
.table{overflow:visible}
main a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
}
"""
