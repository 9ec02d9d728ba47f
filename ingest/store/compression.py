"""Zstandard: in the standard library from Python 3.14 on, a backport before."""

import sys

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDict, ZstdError, compress, decompress, train_dict
else:
    from backports.zstd import ZstdDict, ZstdError, compress, decompress, train_dict

__all__ = ["ZstdDict", "ZstdError", "compress", "decompress", "train_dict"]
