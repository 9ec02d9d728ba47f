"""Zstandard: in the standard library from Python 3.14 on, a backport before."""

import sys

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDict, compress, decompress, train_dict
else:
    from backports.zstd import ZstdDict, compress, decompress, train_dict

__all__ = ["ZstdDict", "compress", "decompress", "train_dict"]
