"""Takes boilerplate out of an article's subtree and keeps a record of every removal.

blocks of the soup (view) -> every cleaner's voice (judge) -> pleas of several blocks (groups)
-> all evidence weighed by trees where there are the extractor's scores (evidence, learned)
-> removal in one place (remove) -> the ledger (strip)
"""

from ingest.clean.block import Block
from ingest.clean.context import Context
from ingest.clean.judge import Judged, cleaners, judge_all
from ingest.clean.strip import ledger_of, strip
from ingest.clean.trees import Trees
from ingest.clean.verdict import Verdict
from ingest.clean.weigh import weigh
from ingest.clean.weigher import Weigher

__all__ = [
    "Block",
    "Context",
    "Judged",
    "Trees",
    "Verdict",
    "Weigher",
    "cleaners",
    "judge_all",
    "ledger_of",
    "strip",
    "weigh",
]
