"""What a block is: a run of text between block-level tags. One definition, for lxml trees and soups alike."""

BLOCK_TAGS = frozenset(
    (
        "address article aside audio blockquote body button caption center dd details dialog div dl dt"
        " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section"
        " summary table tbody td tfoot th thead tr ul video"
    ).split()
)
# Never text a reader sees, whatever stands inside.
SKIPPED_TAGS = frozenset(
    "script style noscript template svg head iframe object select option textarea input".split()
)
