"""Which numbers dropout and stochastic depth drop, written from the documentation and not from the C# code.

A mask is a function of the model's seed, the noise step, the layer's name and the place in the batch. Name, seed and step are mixed into a key of 64 bits by
the finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"), places by the first rounds of "lowbias32"
(Wellons 2018, "Prospecting for hash functions").
"""

from counter_random import LONG, WORD, fnv


def mix(value):
    value = (value + 0x9E3779B97F4A7C15) & LONG
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & LONG
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & LONG
    return value ^ (value >> 31)


def key(name, seed=0, step=0):
    """The numbers in a name are mixed in behind the hash of the rest, since a loop counts them."""
    words = name.split(".")
    stream = fnv(".".join("#" if word.isdigit() else word for word in words))
    for number in filter(str.isdigit, words):
        stream = mix(stream + int(number))
    return mix(mix(mix(seed) + step) ^ stream)


def factors(name, rate, count):
    """What a layer's first places are multiplied by, in step 0 of a model of seed 0: zero, or one over the share that is kept.

    Places are sample times size plus the place in the sample for dropout, and samples for stochastic depth.
    """
    layer, dropping = key(name), int(rate * 2 ** 32)
    return [0.0 if random_bits(layer, place) < dropping else 2 ** 32 / (2 ** 32 - dropping) for place in range(count)]


def random_bits(layer, place):
    """32 bits, as a signed number of which the smallest counts as 0."""
    bits = place ^ (layer & WORD)
    bits = ((bits ^ (bits >> 16)) * 0x7FEB352D) & WORD
    bits = bits ^ (bits >> 15) ^ (layer >> 32)
    return (bits * 0x846CA68B + 0x80000000) & WORD
