using System.Runtime.CompilerServices;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// The kept weights of a sparse matrix in fours, as kernels for GPUs read them: four indices in one instruction, and no list that ends within a four. What fills the last four of a
/// list has no weight.
/// </summary>
internal sealed class SparseQuads
{
    /// <summary>What stands for the place of a weight that there is not.</summary>
    public const int NoPlace = -1;

    /// <summary>Quads of 16 bytes that a feature takes in a slice of packed rows: indices count in them.</summary>
    private const int QuadsOfFeature = KernelSizes.SparseRows / 4;

    /// <summary>Inputs that the weights of a gradient are taken in blocks of, at least.</summary>
    private const int BlockInputs = 256;

    /// <summary>Weights of an output that such a block has on average, at least: fours of fewer would be mostly filling.</summary>
    private const int BlockWeights = 16;

    /// <summary>Fours behind those of a gradient: the largest group of threads has so many at a time, and all of its threads load some.</summary>
    private const int MoreQuads = 2 * KernelSizes.SparseLists;

    private static readonly ConditionalWeakTable<SparseLists, SparseQuads> Products = [];

    private static readonly ConditionalWeakTable<SparseMask, SparseQuads> Gradients = [];

    private SparseQuads(int[] heads, int[] indices, int[] places, int count)
    {
        Heads = heads;
        Indices = indices;
        Places = places;
        Count = count;
    }

    /// <summary>
    /// Of a product the fours where each list starts, and where the last one ends; of a gradient the output of each four, as <see cref="Indices"/> has inputs.
    /// </summary>
    public int[] Heads { get; }

    /// <summary>Four features for each four, in quads from the start of a slice of packed rows.</summary>
    public int[] Indices { get; }

    /// <summary>Where the four weights are stored, or <see cref="NoPlace"/>.</summary>
    public int[] Places { get; }

    /// <summary>How many fours there are, without those at the end that are filling alone.</summary>
    public int Count { get; }

    /// <summary>The fours of a product's lists, made once.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="features">Features of what is summed; the one behind the last is all zeros, and filling multiplies that.</param>
    public static SparseQuads Of(SparseLists lists, int features) => Products.TryGetValue(lists, out SparseQuads? known) ? known : Add(lists, features);

    /// <summary>The fours of a gradient's weights, made once.</summary>
    /// <param name="mask">The kept weights.</param>
    public static SparseQuads Of(SparseMask mask) => Gradients.GetValue(mask, static mask => OfGradient(mask.ByOutput, mask.Inputs));

    private static SparseQuads Add(SparseLists lists, int features) => Products.GetValue(lists, one => OfProduct(one, features));

    /// <summary>Lists of a product: sums over the features of each list.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="features">Features of what is summed; the one behind the last is all zeros, and filling multiplies that.</param>
    private static SparseQuads OfProduct(SparseLists lists, int features)
    {
        int[] starts = new int[lists.Offsets.Length];
        for (int list = 0; list + 1 < starts.Length; list++)
        {
            starts[list + 1] = starts[list] + ((lists.IndicesOf(list).Length + 3) / 4);
        }

        int[] indices = new int[4 * starts[^1]], places = new int[indices.Length];
        Array.Fill(indices, features * QuadsOfFeature);
        Array.Fill(places, NoPlace);
        for (int list = 0; list + 1 < starts.Length; list++)
        {
            int to = 4 * starts[list];
            for (int from = lists.Offsets[list]; from < lists.Offsets[list + 1]; from++)
            {
                indices[to] = lists.Indices[from] * QuadsOfFeature;
                places[to++] = lists.ValueIndices.Length == 0 ? from : lists.ValueIndices[from];
            }
        }

        return new SparseQuads(starts, indices, places, starts[^1]);
    }

    /// <summary>
    /// All kept weights for their gradients: fours of one output. They go through blocks of inputs, so that what the multiprocessors of a GPU read again and again stays in their
    /// caches.
    /// </summary>
    /// <param name="byOutput">The kept weights of each output, in the order of storage.</param>
    /// <param name="inputs">Inputs of the matrix.</param>
    private static SparseQuads OfGradient(SparseLists byOutput, int inputs)
    {
        int outputs = byOutput.Offsets.Length - 1;
        long block = Math.Max(BlockInputs, (long)BlockWeights * outputs * inputs / Math.Max(byOutput.Indices.Length, 1));
        int[] next = byOutput.Offsets[..outputs];
        var heads = new List<int>();
        var indices = new List<int>();
        var places = new List<int>();
        for (long first = 0; first < inputs; first += block)
        {
            for (int output = 0; output < outputs; output++)
            {
                for (int last = byOutput.Offsets[output + 1]; next[output] < last && byOutput.Indices[next[output]] < first + block; next[output]++)
                {
                    if (indices.Count % 4 == 0 || heads[^1] != output * QuadsOfFeature)
                    {
                        Fill(indices, places);
                        heads.Add(output * QuadsOfFeature);
                    }

                    indices.Add(byOutput.Indices[next[output]] * QuadsOfFeature);
                    places.Add(next[output]);
                }
            }
        }

        int count = heads.Count;
        heads.AddRange(Enumerable.Repeat(0, MoreQuads));
        Fill(indices, places, 4 * heads.Count);
        return new SparseQuads([.. heads], [.. indices], [.. places], count);
    }

    /// <summary>Fills the last four. The gradient of a weight that there is not is computed of the first feature, and not stored.</summary>
    private static void Fill(List<int> indices, List<int> places, int length = 0)
    {
        while (indices.Count % 4 != 0 || indices.Count < length)
        {
            indices.Add(0);
            places.Add(NoPlace);
        }
    }
}
