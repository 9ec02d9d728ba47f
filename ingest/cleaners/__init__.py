"""The shelf of cleaners, one file per kind of boilerplate.

A cleaner judges a block and never edits. Its file defines:

    CATEGORY = "donation"                      what the ledger calls it
    VERSION = 1                                 raised when its verdicts change
    def judge(block: Block) -> Verdict | None   None: not mine
    EXAMPLES: tuple[str, ...]                   HTML fragments it must convict
    KEEPS: tuple[str, ...]                      look-alikes it must spare
    NAMED_ONLY = True                           optional: asked only where a phrase or a class name speaks for it

A verdict's confidence is the cleaner's own, from words and standing; `ingest.clean.judge` weighs it against the
extractor's score. `weigh(block, CATEGORY)` is all that most cleaners need: their words are in `ingest/phrases/`,
their class names in `ingest/clean/hints.py`. Third parties enter modules of this shape as entry points in the
group "ingest.cleaners".
"""
