"""The shelf of cleaners, one file per kind of boilerplate.

A cleaner judges a block and never edits. Its file defines:

    CATEGORY = "donation"                      what the ledger calls it
    VERSION = 1                                 raised when its verdicts change
    def judge(block: Block) -> Verdict | None   None: not mine, or not sure enough
    EXAMPLES: tuple[str, ...]                   HTML fragments it must convict
    KEEPS: tuple[str, ...]                      look-alikes it must spare
"""
