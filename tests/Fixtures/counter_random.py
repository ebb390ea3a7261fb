"""The frozen random permutations and masks of generated models, written from the papers and the documentation and not from the C# code.

Philox 4x32-10: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3". Whole numbers below a bound: Lemire 2019, "Fast
random integer generation in an interval". Shuffle: Durstenfeld 1964. The key is the seed, the upper half of the counter is FNV-1a of the stream's name.
"""

WORD = 0xFFFFFFFF
LONG = 0xFFFFFFFFFFFFFFFF


def philox(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        a, b = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & WORD, (a >> 32) ^ c3 ^ k1, a & WORD
        k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
    return c0, c1, c2, c3


def fnv(text):
    """FNV-1a with 64 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & LONG
    return value


def words(seed, stream):
    """Endless 32-bit words of one stream."""
    name = fnv(stream)
    seed &= LONG
    count = 0
    while True:
        yield from philox((count & WORD, count >> 32, name & WORD, name >> 32), (seed & WORD, seed >> 32))
        count += 1


def below(source, bound):
    """A whole number from 0 to bound, exclusive."""
    unfair = (1 << 32) % bound
    while True:
        product = next(source) * bound
        if product & WORD >= unfair:
            return product >> 32


def permutation(length, seed, stream=""):
    """Indices of a gather, y[i] = x[indices[i]]."""
    source = words(seed, stream)
    indices = list(range(length))
    for last in range(length - 1, 0, -1):
        other = below(source, last + 1)
        indices[last], indices[other] = indices[other], indices[last]
    return indices


def kept(outputs, inputs, count, seed, tensor):
    """Positions, in the row-major matrix, of the weights that a mask keeps. Drawn is the smaller set: the kept or the dropped ones."""
    everything = outputs * inputs
    drawn, source = set(), words(seed, f"{tensor}.mask")
    while len(drawn) < min(count, everything - count):
        drawn.add(below(source, everything))
    return drawn if len(drawn) == count else set(range(everything)) - drawn
