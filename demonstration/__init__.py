"""The invented networks `five-valleys` and `marches`: what people would send in, with effects and slips planted in it.

Everything here is invented and says so. The same code gives the same bytes on every machine: random numbers are drawn
from seeds that name what is drawn, archives are stored uncompressed with fixed times, text has fixed line ends.
"""
