"""How fast the way is, each figure as a ratio against its peer measured in the same run. `make bench`"""
