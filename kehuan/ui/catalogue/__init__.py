"""The words of each area, one file an area: `WORDS = {code: (中文, English)}`, places in `{braces}`."""
